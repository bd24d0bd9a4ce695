"""Members at the front (下沉一线): who is there, who goes, who is back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.checkin import actions, permissions, queries
from xianfeng.checkin.forms import MOST, BackForm, FrontBar, SendForm, ticks
from xianfeng.checkin.views.shared import deployments_way as way
from xianfeng.checkin.views.shared import scope
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, bound, by, tried


@require_http_methods(BOTH)
def front(request: Request) -> HttpResponse:
    """Show who is at the front; posted, the ticked ones are back."""
    viewer, day, unit = request.viewer, http.as_of(request), scope(request)
    if not (viewer.paths(permissions.READERS) or viewer.places):
        raise Http404
    bar, form = FrontBar(request.GET), BackForm(clock.today(), bound(request))
    if request.method == "POST" and form.is_valid():
        answer = _back(request, form)
        if answer is not None:
            return answer
    rows = queries.front(viewer, bar.wanted(), day, unit.path if unit else "")
    context = {
        "bar": bar,
        "day": day,
        "unit": unit,
        "form": form,
        "page": http.page_of(request, rows),
        "writes": viewer.paths(permissions.WRITERS),
        "ticked": set(ticks(request.POST.getlist("row"))),
        "way": way((_("下沉一线"), "")),
    }
    return render(request, "checkin/front.html", context)


def _back(request: Request, form: BackForm) -> HttpResponse | None:
    if not request.viewer.paths(permissions.WRITERS):
        raise Denied
    chosen = ticks(request.POST.getlist("row"))
    seen = queries.front(request.viewer, "all", clock.today())
    rows = list(seen.filter(pk__in=chosen))

    def act() -> str:
        actions.end_deployments(**by(request), rows=rows, **form.cleaned_data)
        text = _("已登记 %(number)s 名党员返回。")
        messages.success(request, text % {"number": len(rows)})
        return request.get_full_path()

    return tried(request, form, act)


@require_http_methods(BOTH)
def send(request: Request) -> HttpResponse:
    """Ask who of a branch goes where; posted, send them."""
    viewer, today = request.viewer, clock.today()
    branches = list(queries.recorded_branches(viewer, today))
    if not branches:
        raise Http404
    code = request.GET.get("unit", "")
    unit = branches[0] if len(branches) == 1 else None
    unit = next((one for one in branches if one.code == code), unit)
    context: dict[str, Any] = {
        "branches": branches,
        "unit": unit,
        "way": way((_("派党员下沉"), "")),
    }
    if unit is not None:
        near = queries.assigned_to(viewer, unit, today)
        form = SendForm(viewer, near, today, bound(request))
        rows = queries.sendable(viewer, unit, today)[:MOST]
        if request.method == "POST" and form.is_valid():
            answer = _sent(request, form, unit)
            if answer is not None:
                return answer
        context |= {"form": form, "rows": rows, "ticked": set(ticks(request.POST.getlist("row")))}
    return render(request, "checkin/send.html", context)


def _sent(request: Request, form: SendForm, unit: Any) -> HttpResponse | None:
    chosen = ticks(request.POST.getlist("row"))
    spells = queries.sendable(request.viewer, unit, clock.today()).filter(member_id__in=chosen)
    members = [spell.member for spell in spells]

    def act() -> str:
        day = form.cleaned_data["from_on"]
        actions.deploy_members(**by(request), members=members, place=form.chosen(), from_on=day)
        messages.success(request, _("已派 %(number)s 名党员下沉。") % {"number": len(members)})
        return reverse("checkin:front")

    return tried(request, form, act)
