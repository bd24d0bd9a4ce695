"""One member's hours: their own page on a phone, and the same for who keeps their records."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.hours import permissions, queries
from xianfeng.hours.forms import SpanForm
from xianfeng.hours.templatetags.hours import hours
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.ui import http


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show the member what they gave, with the year's certificate one tap away."""
    member = queries.person(request.viewer, request.viewer.member_id or 0)
    if member is None:
        raise Http404
    return _page(request, member)


@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """Show what one member gave, to themselves or to staff of the unit where they gave it."""
    member = queries.person(request.viewer, pk)
    if member is None:
        raise Http404
    return _page(request, member)


@require_safe
def stint(request: Request, pk: int) -> HttpResponse:
    """Go to what the hours were given for; a page of their own where that one is not shown."""
    found = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if page := queries.source_shown(request.viewer, found):
        return redirect(page, pk=found.key)
    rows = [
        (_("党员"), found.member.name),
        (_("党组织"), found.unit.name),
        (_("服务"), found.what),
        (_("来源"), found.get_source_display()),
        (_("日期"), found.on),
        (_("时长"), _("%(hours)s 小时") % {"hours": hours(found.hours)}),
    ]
    return render(request, "hours/stint.html", {"rows": rows, "stint": found})


def _page(request: Request, member: Member) -> HttpResponse:
    viewer, form = request.viewer, SpanForm(request.GET, http.as_of(request))
    first, last = form.span()
    rows = list(queries.given(viewer, member, first, last))
    made = queries.certificates(viewer).filter(member=member)
    context: dict[str, Any] = {
        "member": member,
        "own": permissions.is_own(viewer, member.pk),
        "form": form,
        "first": first,
        "last": last,
        "rows": rows,
        "total": sum((row.hours for row in rows), Decimal(0)),
        "years": [
            (one, *_year(one["year"], http.as_of(request)))
            for one in queries.by_year(viewer, member)
        ],
        "certificates": made[:10],
        "may": bool(rows) and permissions.may_certify(viewer, member.pk),
        "way": _way(viewer, member),
    }
    return render(request, "hours/person.html", context)


def _way(viewer: Viewer, member: Member) -> list[tuple[str, str]]:
    """Return the way here: from the member's own service, or from the list that staff read."""
    if permissions.is_own(viewer, member.pk):
        return [(_("我的服务"), reverse("service:mine")), (_("我的志愿服务"), "")]
    if viewer.paths(permissions.READERS):
        return [(_("志愿服务时长"), reverse("hours:list")), (member.name, "")]
    return []


def _year(year: int, day: date) -> tuple[date, date]:
    """Return a year, or what of it had gone by on a day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return first, min(last, day) if first <= day else last
