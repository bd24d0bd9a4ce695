"""Pages of what units ask: what waits for a word, asking for a waiver, and one waiver."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.duties import actions, permissions, queries, rulebook
from xianfeng.duties.forms import AskForm, WordForm
from xianfeng.duties.models import Duty, Waiver
from xianfeng.duties.rules import WAIVER
from xianfeng.duties.views.shared import BOTH, buttons, by, stepped
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.periods import parse
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ui import http

STEPS = {
    "take_waiver_back": actions.take_waiver_back,
    "grant_waiver": actions.grant_waiver,
    "refuse_waiver": actions.refuse_waiver,
    "revoke_waiver": actions.revoke_waiver,
}


@require_safe
def requests(request: Request) -> HttpResponse:
    """List what waits for a word, the viewer's own to say first, and granted waivers."""
    as_of = http.as_of(request)
    asked = queries.asked_about(request.viewer, as_of)
    granted = queries.waivers_to(request.viewer).filter(
        Q(revoked_on=None) | Q(revoked_on__gt=as_of),
        state__in=["granted", "revoked"],
        decided_on__lte=as_of,
    )
    page = http.page_of(request, granted)
    for one in page:
        one.title, one.period_title = rulebook.get(one.rule).title, parse(one.period).title
    context = {
        "as_of": as_of,
        "mine": [one for one in asked if one.decides],
        "others": [one for one in asked if not one.decides],
        "granted": page,
    }
    return render(request, "duties/requests.html", context)


@require_http_methods(BOTH)
def ask(request: Request) -> HttpResponse:
    """Ask for a waiver of one duty."""
    form = AskForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    duty = _asked_for(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _ask(request, duty, form.cleaned_data["reason"]))
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
    context = {
        "form": form,
        "duty": duty,
        "rule": rulebook.get(duty.rule),
        "period": parse(duty.period).title,
        "back": reverse("duties:explain", args=[duty.rule, duty.unit.code, duty.period]),
    }
    return render(request, "duties/ask.html", context)


def _asked_for(request: Request, form: AskForm) -> Duty:
    """Return the duty that a form names; 404 outside the viewer's part, 403 to who may not."""
    said = request.POST if request.method == "POST" else request.GET
    unit = get_object_or_404(queries.units_for(request.viewer), code=said.get("unit", ""))
    subject = said.get("subject") or "0"
    known = subject.isdecimal() and len(subject) < 18
    about = (said.get("rule", ""), unit, said.get("period", ""), int(subject) if known else 0)
    duty = queries.duty_of(request.viewer, *about)
    if duty is None:
        raise Http404
    if not permissions.may_declare(request.viewer, unit):
        raise Denied
    return duty


def _ask(request: Request, duty: Duty, reason: str) -> str:
    about = {"unit": duty.unit, "rule": duty.rule, "period": duty.period, "subject": duty.subject}
    waiver = actions.ask_waiver(**by(request), **about, reason=reason)
    messages.success(request, _("已提出申请，等待上级答复。"))
    return reverse("duties:waiver", args=[waiver.pk])


@require_http_methods(BOTH)
def waiver(request: Request, pk: int) -> HttpResponse:
    """Show a waiver, and take a step of it."""
    found = get_object_or_404(queries.waivers_to(request.viewer), pk=pk)
    verbs = _verbs(request, found)
    posted = request.POST if request.method == "POST" else None
    form = WordForm(posted, version=found.version)

    def act() -> str:
        return _step(request, found, form.cleaned_data)

    answer = stepped(request, form, verbs, act)
    return answer or render(request, "duties/waiver.html", _shown(found, form, verbs))


def _verbs(request: Request, found: Waiver) -> list[str]:
    verbs = WAIVER.verbs(found.state, permissions.sides(request.viewer, found.unit))
    own = found.asked_by_id is not None and found.asked_by_id == request.viewer.user_id
    return [verb for verb in verbs if not own or verb not in {"grant_waiver", "refuse_waiver"}]


def _shown(found: Waiver, form: WordForm, verbs: list[str]) -> dict[str, Any]:
    explain = reverse("duties:explain", args=[found.rule, found.unit.code, found.period])
    return {
        "waiver": found,
        "form": form,
        **buttons(verbs),
        "rule": rulebook.get(found.rule),
        "period": parse(found.period).title,
        "explain": f"{explain}?subject={found.subject}" if found.subject else explain,
    }


def _step(request: Request, found: Waiver, said: dict[str, Any]) -> str:
    verb = said["verb"]
    more = {} if verb == "take_waiver_back" else {"word": said["word"]}
    STEPS[verb](**by(request), waiver=found, version=said["version"], **more)
    messages.success(request, _("已办好。"))
    return reverse("duties:waiver", args=[found.pk])
