"""Recording a meeting: one page, kept as a draft while it is filled in."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, permissions, queries
from xianfeng.life.forms import RecordForm
from xianfeng.ui import http


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record a meeting of the unit that ``?unit=CODE`` names, or of the viewer's own branch."""
    if not request.viewer.paths(permissions.WRITERS):
        raise Denied
    unit = _unit(request)
    if unit is None:
        return _choose(request)
    draft = _draft_of_form(request, unit)
    return _filled(request, unit, draft)


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft."""
    draft = get_object_or_404(queries.complete(request.viewer), pk=pk)
    if draft.state not in actions.OPEN:
        if not queries.was_taken(request.viewer, http.submission_of(request)):
            messages.warning(request, _("这份草稿已经确认；如有出入，请在这里更正。"))
        return http.HttpResponseRedirect(reverse("life:detail", args=[pk]))
    if not permissions.may_record(request.viewer, draft.unit):
        raise Denied
    return _filled(request, draft.unit, draft)


@require_POST
def people(request: HttpRequest) -> HttpResponse:
    """Answer with the part of the form that depends on kind and day."""
    unit = get_object_or_404(queries.recordable_units(request.viewer), code=_code(request))
    form = _form(request, unit, None)
    return render(request, "life/record_people.html", {"form": form, "unit": unit})


@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep what was typed so far (204); 202 when nothing was kept, as for a form sent meanwhile."""
    unit = get_object_or_404(queries.recordable_units(request.viewer), code=_code(request))
    key = http.submission_of(request)
    draft = _draft_of_form(request, unit)
    form = _form(request, unit, draft, draft_only=True)
    form.is_valid()
    readable = "kind" in form.cleaned_data and "held_on" in form.cleaned_data
    if not readable or queries.was_taken(request.viewer, key):
        return HttpResponse(status=202)
    try:
        saved = actions.save_draft(
            actor=request.viewer, at=clock.now(), unit=unit, record=form.record(), draft=draft
        )
    except Refused:  # confirmed while this was under way
        return HttpResponse(status=202)
    request.session["draft"] = [str(key), saved.pk]
    return HttpResponse(status=204)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = get_object_or_404(queries.complete(request.viewer), pk=pk)

    def act() -> str:
        actions.discard_draft(actor=request.viewer, at=clock.now(), draft=draft)
        messages.success(request, _("草稿已删除。"))
        return reverse("life:list")

    try:
        return http.post_once(request, act)
    except Refused as refused:
        messages.warning(request, refused.message)
        return http.HttpResponseRedirect(reverse("life:detail", args=[pk]))


def _code(request: HttpRequest) -> str:
    """Return the posted code of the unit; no code holds a NUL, which PostgreSQL refuses."""
    return request.POST.get("unit", "").replace("\0", " ")


def _unit(request: HttpRequest) -> Any:
    code = _code(request) or request.GET.get("unit")
    if code:
        return get_object_or_404(queries.recordable_units(request.viewer), code=code)
    return next(iter(queries.own_branches(request.viewer)), None)


@require_GET
def _choose(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:60]
    context = {"words": words, "units": queries.matching_units(request.viewer, words)}
    return render(request, "life/choose.html", context)


def _draft_of_form(request: HttpRequest, unit: Any) -> Any:
    """Return the draft that this very form has been saving itself to, or None."""
    if request.method != "POST":
        return None
    key, pk = request.session.get("draft", ["", 0])
    if key != request.POST.get("submission"):
        pk = request.POST.get("draft", "0")
    known = queries.open_sheets(request.viewer, unit)
    return known.filter(pk=pk).first() if str(pk).isdecimal() else None


def _form(request: HttpRequest, unit: Any, draft: Any, *, draft_only: bool = False) -> RecordForm:
    data = request.POST if request.method == "POST" else None
    base = _base(request, unit, draft)
    return RecordForm(
        data,
        viewer=request.viewer,
        unit=unit,
        today=clock.today(),
        base=replace(base, recorder=base.recorder or request.viewer.name),
        draft=draft_only,
    )


def _base(request: HttpRequest, unit: Any, draft: Any) -> Any:
    """Return what the form starts from: a draft, a plan, or what the system knows already."""
    if draft:
        return queries.start_of(request.viewer, draft, clock.today())
    posted = request.method == "POST"
    made_up = "" if posted else request.GET.get("made_up", "")
    wanted = "" if posted else request.GET.get("theme", "")
    themes = queries.themes_for(request.viewer, unit, clock.today())
    theme = next((each for each in themes if str(each.pk) == wanted), None)
    kind = request.GET.get("kind", "")
    return queries.blank_record(request.viewer, unit, kind, clock.today(), made_up, theme)


def _filled(request: HttpRequest, unit: Any, draft: Any) -> HttpResponse:
    wish = request.POST.get("do", "")
    form = _form(request, unit, draft, draft_only=wish != "confirm")
    if wish in {"confirm", "draft"} and form.is_valid():
        try:
            return http.post_once(request, lambda: _recorded(request, unit, form, draft, wish))
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
    context = {
        "form": form,
        "unit": unit,
        "draft": draft,
        **_left(request, unit, draft, form),
        "units": queries.own_units(request.viewer),
        "quiet": wish == "people",
    }
    return render(request, "life/record.html", context)


def _left(request: HttpRequest, unit: Any, draft: Any, form: Any) -> dict[str, Any]:
    """Return what a new sheet may go on from instead: one's draft, and plans whose day has come."""
    if draft or form.is_bound:
        return {}
    return {
        "left": queries.own_draft(request.viewer, unit),
        "plans": queries.to_record(request.viewer, unit, clock.today()),
    }


def _recorded(request: HttpRequest, unit: Any, form: Any, draft: Any, wish: str) -> str:
    act = actions.confirm_meeting if wish == "confirm" else actions.save_draft
    meeting = act(
        actor=request.viewer, at=clock.now(), unit=unit, record=form.record(), draft=draft
    )
    if wish == "confirm":
        messages.success(request, _("已确认，这次会议已记入台账。"))
    else:
        messages.success(request, _("草稿已保存，可随时接着填。"))
    return reverse("life:detail" if wish == "confirm" else "life:draft", args=[meeting.pk])
