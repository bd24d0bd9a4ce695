"""Pages of discussions."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.ui import http
from xianfeng.voice import actions, permissions, queries
from xianfeng.voice.forms import RemarkForm, ThreadForm
from xianfeng.voice.views.shared import Asked, bound, one_form, own_unit, unit_of, way_to

BOTH = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: Request, code: str) -> HttpResponse:
    """Show the discussions of a unit."""
    unit = unit_of(request, code)
    page = http.page_of(request, queries.threads_of(request.viewer, unit))
    way = way_to(request, unit, (_("讨论"), ""))
    return render(request, "voice/threads.html", {"page": page, "unit": unit, "way": way})


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a discussion, and the way to say something."""
    found = get_object_or_404(queries.thread(request.viewer), pk=pk)
    takes_part = permissions.may_take_part(request.viewer, found) and found.closed_on is None
    context = {
        "row": found,
        "way": way_to(request, found.unit, (found.title, "")),
        "form": RemarkForm() if takes_part else None,
        "may_close": permissions.may_write(request.viewer, found.unit) and not found.closed_on,
    }
    return render(request, "voice/thread.html", context)


@require_http_methods(BOTH)
def begin(request: Request, code: str) -> HttpResponse:
    """Open a discussion, free or under the notice or consultation that is named."""
    over = _over(request)
    unit = next(iter(over.values())).unit if over else unit_of(request, code)
    form = ThreadForm(bound(request))

    def act() -> str:
        said = form.cleaned_data | over
        made = actions.open_thread(actor=request.viewer, at=clock.now(), unit=unit, **said)
        return reverse("voice:thread", args=[made.pk])

    title = _("发起讨论")
    lead = _("说的话会显示您的姓名；自己说的可以撤回。")
    asked = Asked(title, way_to(request, unit, (title, "")), lead, _("发起"))
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def say(request: Request, pk: int) -> HttpResponse:
    """Say something in a discussion."""
    found = get_object_or_404(queries.thread(request.viewer), pk=pk)
    form, back = RemarkForm(bound(request)), reverse("voice:thread", args=[pk])

    def act() -> str:
        actions.remark(actor=request.viewer, at=clock.now(), thread=found, **form.cleaned_data)
        return back

    way = way_to(request, found.unit, (found.title, back), (_("发言"), ""))
    return one_form(request, form, act, Asked(_("发言"), way, found.title, _("发言")))


@require_http_methods(BOTH)
def close(request: Request, pk: int) -> HttpResponse:
    """Close a discussion."""
    found = get_object_or_404(queries.thread(request.viewer), pk=pk)
    own_unit(request, found.unit.code)
    back = reverse("voice:thread", args=[pk])

    def act() -> str:
        actions.close_thread(actor=request.viewer, at=clock.now(), thread=found)
        return back

    title = _("结束讨论")
    way = way_to(request, found.unit, (found.title, back), (title, ""))
    lead = _("结束以后不能再发言，已经说的都留着。")
    return one_form(request, forms.Form(bound(request)), act, Asked(title, way, lead, title))


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take one's own words back."""
    found = get_object_or_404(queries.remarks(request.viewer), pk=pk)
    back = reverse("voice:thread", args=[found.thread_id])
    verb = partial(actions.withdraw_remark, actor=request.viewer, at=clock.now(), remark=found)
    try:
        return http.post_once(request, lambda: _then(verb, back))
    except Refused:
        return http.HttpResponseRedirect(back)


def _then(verb: Any, location: str) -> str:
    verb()
    return location


def _over(request: Request) -> dict[str, Any]:
    """Return the notice or consultation that ``?notice=`` or ``?consultation=`` names."""
    today = clock.today()
    known = {"notice": queries.notices, "consultation": queries.consultations}
    for name, visible in known.items():
        pk = request.GET.get(name, "")
        if pk.isdecimal():
            return {name: get_object_or_404(visible(request.viewer, today), pk=int(pk[:18]))}
    return {}
