"""Pages of notices and of the library."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ui import http
from xianfeng.voice import actions, permissions, queries
from xianfeng.voice.forms import LibraryForm, NoticeForm, ReasonForm
from xianfeng.voice.views.shared import Asked, bound, one_form, own_unit, unit_of, way_to

BOTH = ["GET", "HEAD", "POST"]


@require_safe
def every_notice(request: Request, code: str) -> HttpResponse:
    """Show all notices a unit ever had."""
    unit = unit_of(request, code)
    found = queries.notices_of(request.viewer, unit, clock.today(), standing=False)
    title = _("全部通知")
    return _list(request, unit, found, title, "voice:notice", "voice:publish")


@require_safe
def library(request: Request, code: str) -> HttpResponse:
    """Show a unit's library."""
    unit = unit_of(request, code)
    found = queries.library_of(request.viewer, unit)
    return _list(request, unit, found, _("资料"), "voice:item", "voice:add")


@require_safe
def notice(request: Request, pk: int) -> HttpResponse:
    """Show one notice and the discussions under it."""
    found = get_object_or_404(queries.notices(request.viewer, clock.today()), pk=pk)
    context = _page(request, found) | {
        "threads": queries.threads(request.viewer).filter(notice=found),
        "span": (found.from_on, found.until_on),
        "withdraw": reverse("voice:withdraw_notice", args=[pk]),
        "begin": f"{reverse('voice:begin', args=[found.unit.code])}?notice={pk}",
    }
    return render(request, "voice/notice.html", context)


@require_safe
def item(request: Request, pk: int) -> HttpResponse:
    """Show one item of the library."""
    found = get_object_or_404(queries.library(request.viewer), pk=pk)
    withdraw = {"withdraw": reverse("voice:withdraw_item", args=[pk])}
    return render(request, "voice/notice.html", _page(request, found) | withdraw)


@require_http_methods(BOTH)
def publish(request: Request, code: str) -> HttpResponse:
    """Publish a notice."""
    unit = own_unit(request, code)
    form = NoticeForm(bound(request), initial={"from_on": clock.today()})

    def act() -> str:
        made = actions.publish_notice(
            actor=request.viewer, at=clock.now(), unit=unit, **form.cleaned_data
        )
        return reverse("voice:notice", args=[made.pk])

    title = _("发布通知")
    lead = _("发布后不能修改；有误时撤回并写明原因，再发一次。不统计谁看过。")
    asked = Asked(title, way_to(request, unit, (title, "")), lead, _("发布"))
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def add(request: Request, code: str) -> HttpResponse:
    """Add to the library."""
    unit = own_unit(request, code)
    form = LibraryForm(bound(request))

    def act() -> str:
        made = actions.add_to_library(
            actor=request.viewer, at=clock.now(), unit=unit, **form.cleaned_data
        )
        return reverse("voice:item", args=[made.pk])

    title = _("添加资料")
    return one_form(request, form, act, Asked(title, way_to(request, unit, (title, ""))))


@require_http_methods(BOTH)
def withdraw_notice(request: Request, pk: int) -> HttpResponse:
    """Take a notice back."""
    found = get_object_or_404(queries.notices(request.viewer, clock.today()), pk=pk)
    act = partial(actions.withdraw_notice, notice=found)
    return _withdraw(request, found, act, reverse("voice:notice", args=[pk]))


@require_http_methods(BOTH)
def withdraw_item(request: Request, pk: int) -> HttpResponse:
    """Take an item out of the library."""
    found = get_object_or_404(queries.library(request.viewer), pk=pk)
    act = partial(actions.withdraw_library_item, item=found)
    return _withdraw(request, found, act, reverse("voice:item", args=[pk]))


def _withdraw(request: Request, found: Any, verb: Any, back: str) -> HttpResponse:
    own_unit(request, found.unit.code)
    form = ReasonForm(bound(request))

    def act() -> str:
        verb(actor=request.viewer, at=clock.now(), **form.cleaned_data)
        return back

    title = _("撤回")
    way = way_to(request, found.unit, (found.title, back), (title, ""))
    return one_form(request, form, act, Asked(title, way, found.title, title))


def _page(request: Request, found: Any) -> dict[str, Any]:
    return {
        "row": found,
        "way": way_to(request, found.unit, (found.title, "")),
        "may": permissions.may_write(request.viewer, found.unit),
    }


def _list(request: Request, unit: Any, found: Any, title: str, page: str, new: str) -> HttpResponse:
    rows = http.page_of(request, found)
    context = {
        "page": rows,
        "rows": [(row, reverse(page, args=[row.pk]), _since(row)) for row in rows],
        "title": title,
        "way": way_to(request, unit, (title, "")),
        "new": reverse(new, args=[unit.code])
        if permissions.may_write(request.viewer, unit)
        else "",
    }
    return render(request, "voice/list.html", context)


def _since(row: Any) -> Any:
    return getattr(row, "from_on", None) or row.added_on
