"""Pages of people in development: the list, one person, taking one in, amending, ending."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.development import permissions, queries, shown
from xianfeng.development.actions import people
from xianfeng.development.enums import StageName
from xianfeng.development.forms import (
    AmendPersonForm,
    ApplicationForm,
    EndForm,
    FilterForm,
    PaperForm,
    person_initial,
)
from xianfeng.development.models import Candidate
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.members.forms import refuse
from xianfeng.ui import http

POSTS = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show who is in development, by stage, and what is due of each."""
    form = FilterForm(request.GET, viewer=request.viewer)
    wanted, day = form.wanted(), http.as_of(request)
    found: Any = queries.listed(request.viewer, wanted, day) if wanted else []
    page = http.page_of(request, found)
    due = queries.deadlines_of(request.viewer, [one.pk for one in page])
    counts = queries.counts(request.viewer, wanted.path if wanted else "")
    context = {
        "form": form,
        "day": day,
        "page": page,
        "rows": shown.rows(page, due, day),
        "stages": [(stage.label, counts[stage.value], _staged(stage)) for stage in StageName],
        "records": bool(request.viewer.paths(permissions.KEEPERS)),
    }
    return render(request, "development/list.html", context)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show one person: 25 steps, what is next, whom it waits for, and the papers at hand."""
    return page(request, candidate_of(request, pk))


@require_http_methods(POSTS)
def new(request: Request) -> HttpResponse:
    """Take in a written application."""
    units = [
        unit
        for unit in queries.branches(request.viewer, clock.today())
        if permissions.may_keep(request.viewer, unit)
    ]
    if not units:
        raise Denied
    initial = {"applied_on": clock.today(), "unit": request.GET.get("unit", units[0].code)}
    form = ApplicationForm(request.POST or None, initial=initial, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _applied(request, form))
        except Refused as refused:
            refuse(form, refused)
    return render(request, "development/new.html", {"form": form})


@require_http_methods(POSTS)
def edit(request: Request, pk: int) -> HttpResponse:
    """Amend what is known of a person."""
    candidate = candidate_of(request, pk)
    _keeper(request, candidate)
    form = AmendPersonForm(request.POST or None, initial=person_initial(candidate))
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _amended(request, candidate, form))
        except Refused as refused:
            refuse(form, refused)
        except Conflict as conflict:
            return _merge(request, form, conflict.current)
    title = _("修改 %(name)s 的信息") % {"name": candidate.name}
    return _one_form(request, candidate, form, title)


@require_http_methods(POSTS)
def end(request: Request, pk: int) -> HttpResponse:
    """Ask why somebody's development ends; posted, end it."""
    candidate = candidate_of(request, pk)
    _keeper(request, candidate)
    form = EndForm(request.POST or None, initial={"ended_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return http.post_once(request, lambda: _ended(request, candidate, form))
        except Refused as refused:
            refuse(form, refused)
    title = _("终止 %(name)s 的培养") % {"name": candidate.name}
    return _one_form(request, candidate, form, title)


def candidate_of(request: Request, pk: int) -> Candidate:
    """Return a visible person with records, or answer 404."""
    return get_object_or_404(queries.complete(request.viewer), pk=pk)


def page(request: Request, candidate: Candidate, paper: forms.Form | None = None) -> HttpResponse:
    """Render a person's page with the paper form as it stands."""
    viewer, day = request.viewer, http.as_of(request)
    due = queries.deadlines(viewer, candidate)
    held = queries.papers(viewer, candidate)
    context: dict[str, Any] = {
        "candidate": candidate,
        "whole": shown.whole(viewer, candidate, due, day),
        "pairs": shown.pairs(candidate),
        "due": [(one, shown.due_mark(one, day)) for one in due if one.done_on is None],
        "checklist": shown.checklist(held),
        "held": len(held),
        "keeps": permissions.may_keep(viewer, candidate.unit),
        "quota": queries.quota_for(viewer, candidate.unit, day.year),
        "paper": paper or PaperForm(papers=paper_choices()),
    }
    return render(request, "development/detail.html", context)


def paper_choices() -> list[tuple[str, str]]:
    """Return the papers of the file as (value, title)."""
    return [
        (f"{step.number}:{title}", f"{step.number} {title}")
        for step, title, _held in shown.checklist([])
    ]


def _staged(stage: StageName) -> str:
    return f"{reverse('development:list')}?stage={stage.value}"


def _keeper(request: Request, candidate: Candidate) -> None:
    if not permissions.may_keep(request.viewer, candidate.unit):
        raise Denied


def _applied(request: Request, form: ApplicationForm) -> str:
    made = people.apply(
        actor=request.viewer,
        at=clock.now(),
        unit=form.units[form.cleaned_data["unit"]],
        record=form.record(),
        applied_on=form.cleaned_data["applied_on"],
        id_number=form.cleaned_data["id_number"],
    )
    return reverse("development:detail", args=[made.pk])


def _amended(request: Request, candidate: Candidate, form: AmendPersonForm) -> str:
    people.amend_candidate(
        actor=request.viewer,
        at=clock.now(),
        candidate=candidate,
        version=form.cleaned_data["version"],
        record=form.record(),
        id_number=form.cleaned_data["id_number"],
    )
    return reverse("development:detail", args=[candidate.pk])


def _ended(request: Request, candidate: Candidate, form: EndForm) -> str:
    people.end(actor=request.viewer, at=clock.now(), candidate=candidate, **form.cleaned_data)
    return reverse("development:detail", args=[candidate.pk])


def _merge(request: Request, form: AmendPersonForm, current: Candidate) -> HttpResponse:
    stands = person_initial(current)
    rows = [
        (str(bound.label), stands[bound.name], form.cleaned_data[bound.name])
        for bound in form.visible_fields()
        if bound.name in stands
    ]
    return http.conflict(request, form, rows, current.version)


def _one_form(request: Request, candidate: Candidate, form: forms.Form, title: str) -> HttpResponse:
    context = {"candidate": candidate, "form": form, "title": title}
    return render(request, "development/one_form.html", context)
