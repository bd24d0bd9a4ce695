"""Recording one step with only the fields it needs, amending it, and keeping papers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.development import permissions, queries, shown
from xianfeng.development.actions import steps as actions
from xianfeng.development.forms import AmendStepForm, PaperForm, StepForm
from xianfeng.development.models import Candidate, StepRecord
from xianfeng.development.rules import checks, limits, steps
from xianfeng.development.rules.steps import Step
from xianfeng.development.views.people import POSTS, candidate_of, page, paper_choices
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.members.forms import refuse
from xianfeng.ui import http


@require_http_methods(POSTS)
def record(request: Request, pk: int, number: int) -> HttpResponse:
    """Ask for one step's day and details; posted, record it."""
    candidate, step = candidate_of(request, pk), _step(number)
    _recorder(request, candidate, step)
    form = StepForm(request.POST or None, **_asked(request, candidate, step))
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _recorded(request, candidate, form))
        except Refused as refused:
            refuse(form, refused)
    return _page(request, candidate, step, form, {})


@require_http_methods(POSTS)
def amend(request: Request, pk: int) -> HttpResponse:
    """Ask what a record should say, and why; posted, amend it."""
    found = get_object_or_404(queries.records(request.viewer), pk=pk)
    candidate = candidate_of(request, found.candidate_id)
    step = _step(found.step)
    _recorder(request, candidate, step)
    asked = _asked(request, candidate, step) | {"initial": _written(found)}
    form = AmendStepForm(request.POST or None, **asked)
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _amended(request, found, form))
        except Refused as refused:
            refuse(form, refused)
        except Conflict as conflict:
            return _merge(request, form, conflict.current)
    more = {"record": found, "versions": queries.versions(request.viewer, found)}
    return _page(request, candidate, step, form, more)


@require_POST
def paper(request: Request, pk: int) -> HttpResponse:
    """Keep a paper's number and date; with something to put right, the page with the form."""
    candidate = candidate_of(request, pk)
    if not permissions.may_keep(request.viewer, candidate.unit):
        raise Denied
    form = PaperForm(request.POST, papers=paper_choices())
    if form.is_valid():
        try:
            return http.post_once(request, lambda: _kept(request, candidate, form))
        except Refused as refused:
            refuse(form, refused)
    return page(request, candidate, form)


def _step(number: int) -> Step:
    if number not in steps.BY_NUMBER:
        raise Http404
    return steps.BY_NUMBER[number]


def _recorder(request: Request, candidate: Candidate, step: Step) -> None:
    if not permissions.may_record(request.viewer, candidate.unit, step.number):
        raise Denied


def _asked(request: Request, candidate: Candidate, step: Step) -> dict[str, Any]:
    """Return what a step's form opens with: what the system knows is filled in."""
    today = clock.today()
    full = queries.full_members(request.viewer, candidate.unit, today)
    return {
        "step": step,
        "agency": permissions.chain_of(candidate.unit).agency,
        "people": [(member.pk, member.name) for member in full],
        "initial": {"on": today, "expected": len(full), "resolution": "done"},
    }


def _written(found: StepRecord) -> dict[str, Any]:
    stated = vars(found.entry())
    resolution = stated["outcome"] if stated["outcome"] in {"extend", "cancel"} else "done"
    return stated | {"version": found.version, "resolution": resolution}


def _recorded(request: Request, candidate: Candidate, form: StepForm) -> str:
    actions.record_step(
        actor=request.viewer, at=clock.now(), candidate=candidate, entry=form.entry()
    )
    return reverse("development:detail", args=[candidate.pk])


def _amended(request: Request, found: StepRecord, form: AmendStepForm) -> str:
    actions.amend_step(
        actor=request.viewer,
        at=clock.now(),
        record=found,
        entry=form.entry(),
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["amend_reason"],
    )
    return reverse("development:detail", args=[found.candidate_id])


def _kept(request: Request, candidate: Candidate, form: PaperForm) -> str:
    step, _colon, title = form.cleaned_data["paper"].partition(":")
    actions.keep_paper(
        actor=request.viewer,
        at=clock.now(),
        candidate=candidate,
        step=int(step),
        title=title,
        number=form.cleaned_data["number"],
        dated_on=form.cleaned_data["dated_on"],
    )
    return reverse("development:detail", args=[candidate.pk])


def _merge(request: Request, form: AmendStepForm, current: StepRecord) -> HttpResponse:
    stands = vars(current.entry())
    rows = [
        (str(bound.label), stands[bound.name], form.cleaned_data[bound.name])
        for bound in form.visible_fields()
        if bound.name in stands
    ]
    return http.conflict(request, form, rows, current.version)


def _page(
    request: Request, candidate: Candidate, step: Step, form: StepForm, more: dict[str, Any]
) -> HttpResponse:
    _entries, stands = shown.walk_of(candidate)
    missing = [steps.BY_NUMBER[number].name for number in stands.missing(step.number)]
    title = _("第 %(number)s 步：%(name)s") % {"number": step.number, "name": step.name}
    context = {
        "candidate": candidate,
        "step": step,
        "title": title,
        "form": form,
        "missing": "、".join(missing),
        "earliest": checks.earliest(step.number, stands),
        "condition": limits.condition_on(step.number, clock.today()),
        "crumbs": [
            (_("发展党员"), reverse("development:list")),
            (candidate.name, reverse("development:detail", args=[candidate.pk])),
            (title, ""),
        ],
    }
    return render(request, "development/step.html", context | more)
