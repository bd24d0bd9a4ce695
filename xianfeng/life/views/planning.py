"""Planning a meeting, its agenda, and taking a record back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.forms import PlanForm, VoidForm, WhenDoneForm, agenda_formset
from xianfeng.life.views import asked, common
from xianfeng.ui import http


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of the unit that ``?unit=CODE`` names, or of the viewer's own branch."""
    code = request.GET.get("unit", "").replace("\0", " ")
    units = queries.recordable_units(request.viewer)
    if code:
        return _planned(request, get_object_or_404(units, code=code), None)
    if not request.viewer.paths(permissions.WRITERS):
        raise Denied
    own = next(iter(queries.own_branches(request.viewer)), None)
    if own is None:
        words = request.GET.get("q", "").strip()[:60]
        found = {"words": words, "units": queries.matching_units(request.viewer, words)}
        return render(request, "life/choose.html", found)
    return _planned(request, own, None)


@require_http_methods(["GET", "POST"])
def replan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    if meeting.state != MeetingState.PLANNED:
        return http.HttpResponseRedirect(reverse("life:detail", args=[pk]))
    asked.must_keep(request, meeting.unit)
    return _planned(request, meeting.unit, meeting)


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the agenda, and what was decided."""
    meeting = _kept(request, pk)
    data = request.POST if request.method == "POST" else None
    rows = agenda_formset(data, viewer=request.viewer, meeting=meeting)
    problem = ""
    if data is not None and rows.is_valid():
        try:
            return http.post_once(request, lambda: _settled(request, meeting, rows))
        except Refused as refused:
            problem = refused.message
        except Conflict:
            problem = _("这份议程刚刚被别人改过，请看清后再保存一次")
            meeting = _kept(request, pk)
    context = {"meeting": meeting, "rows": rows, "problem": problem}
    return render(request, "life/agenda.html", context)


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a meeting that was confirmed by mistake."""
    meeting = _kept(request, pk)
    if meeting.state != MeetingState.CONFIRMED:
        return http.HttpResponseRedirect(reverse("life:detail", args=[pk]))
    form = VoidForm(request.POST or None, initial={"version": meeting.version})
    shown = {
        "title": _("撤销会议记录"),
        "lead": _("撤销后不再计入台账和统计，它完成的事项重新列为应办；原来的内容仍可查看。"),
        "label": _("撤销"),
        "kind": "danger",
    }
    back = reverse("life:detail", args=[pk])
    return common.one_form(request, form, lambda f: _voided(request, meeting, f), back, **shown)


@require_http_methods(["GET", "POST"])
def finish_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when a resolution was carried out."""
    item = get_object_or_404(queries.items_visible_to(request.viewer), pk=pk)
    asked.must_keep(request, item.meeting.unit)
    form = WhenDoneForm(request.POST or None, initial={"on": clock.today()})
    back = reverse("life:detail", args=[item.meeting_id])
    shown = {"title": _("决议办结"), "lead": item.decision, "label": _("登记办结")}

    def act(filled: Any) -> None:
        actions.finish_resolution(
            actor=request.viewer, at=clock.now(), item=item, **filled.cleaned_data
        )

    return common.one_form(request, form, act, back, **shown)


def _kept(request: HttpRequest, pk: int) -> Any:
    """Return a meeting whose records the viewer keeps; 404 and 403 as everywhere."""
    meeting = get_object_or_404(queries.complete(request.viewer), pk=pk)
    asked.must_keep(request, meeting.unit)
    return meeting


def _planned(request: HttpRequest, unit: Any, standing: Any) -> HttpResponse:
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        viewer=request.viewer,
        unit=unit,
        plan=standing,
        kind=request.GET.get("kind", ""),
        held_on=clock.today(),
    )
    if form.is_bound and form.is_valid():
        try:
            return http.post_once(request, lambda: _announced(request, unit, form, standing))
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
    context = {"form": form, "unit": unit, "plan": standing}
    return render(request, "life/plan.html", context)


def _announced(request: HttpRequest, unit: Any, form: Any, standing: Any) -> str:
    meeting = actions.plan_meeting(
        actor=request.viewer,
        at=clock.now(),
        unit=unit,
        record=form.record(),
        starts_at=form.cleaned_data["starts_at"],
        agenda=form.titles(),
        plan=standing,
    )
    messages.success(request, _("计划已保存，本组织党员在工作台上能看到。"))
    return reverse("life:detail", args=[meeting.pk])


def _settled(request: HttpRequest, meeting: Any, rows: Any) -> str:
    version = request.POST.get("version", "")
    actions.set_agenda(
        actor=request.viewer,
        at=clock.now(),
        meeting=meeting,
        items=rows.items(),
        version=int(version) if version.isdecimal() else 0,
        reason=request.POST.get("reason", "")[:200],
    )
    messages.success(request, _("议程与决议已保存。"))
    return reverse("life:detail", args=[meeting.pk])


def _voided(request: HttpRequest, meeting: Any, form: Any) -> None:
    try:
        actions.void_meeting(
            actor=request.viewer, at=clock.now(), meeting=meeting, **form.cleaned_data
        )
    except Conflict:
        raise Refused(_("这条记录刚刚被别人更正过，请看过再决定")) from None
