"""Talks: that they were held, who still lacks one, and what the two wrote for themselves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.care import permissions
from xianfeng.care.actions import talks as actions
from xianfeng.care.forms import NoteForm, ReasonForm, TalkFilter, TalkRoundForm
from xianfeng.care.queries import people
from xianfeng.care.queries import talks as queries
from xianfeng.care.views import shared
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show a year's talks and how far each branch is."""
    form = TalkFilter(request.GET)
    wanted, unit = form.wanted(), shared.scope(request)
    year, path = shared.year_of(request, wanted), unit.path if unit else ""
    branches = queries.years(request.viewer, year, path)
    context = {
        "form": form,
        "year": year,
        "unit": unit,
        "branches": http.page_of(request, branches, 30),
        "talks": queries.listed(request.viewer, year, path, **wanted)[:50],
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "care/talks.html", context)


@either
def record(request: HttpRequest) -> HttpResponse:
    """Record a round of talks of one day: choose people, not one form for each two."""
    unit = shared.recording(request)
    if unit is None:
        return shared.choose(request, _("记谈心谈话"))
    lead = people.usual_lead(request.viewer, unit, shared.day_in(request))
    form = shared.filled(request, TalkRoundForm, unit, lead=lead)
    if form.is_bound and form.is_valid():
        answer = shared.acted(
            request, form, lambda **who: _recorded(unit, form, who), _("已记入谈心谈话台账。")
        )
        if answer:
            return answer
    is_long = people.is_long(request.viewer, unit, shared.day_in(request))
    context = {"form": form, "unit": unit, "is_long": is_long}
    return render(request, "care/record_talks.html", context)


@either
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one talk; what was written down is shown to the two alone, and written by them."""
    talk = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    party = permissions.is_party(request.viewer, talk)
    notes = queries.notes(request.viewer, talk)
    mine = next((note.text for note in notes if note.mine), "")
    form = NoteForm(request.POST or None, initial={"text": mine})
    if request.method == "POST" and form.is_valid():
        answer = shared.acted(request, form, lambda **who: _noted(talk, form, who), _("已保存。"))
        if answer:
            return answer
    may = permissions.may_record(request.viewer, talk.unit)
    context = {"talk": talk, "party": party, "notes": notes, "form": form, "may": may}
    return render(request, "care/talk.html", context)


@either
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a talk, with the reason."""
    talk = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    form = ReasonForm(request.POST or None)

    def act(**who: Any) -> str:
        actions.withdraw_talk(talk=talk, **who, **form.cleaned_data)
        return reverse("care:talks")

    return shared.withdrawing(request, talk, form, act, _("作废一次谈话"))


@require_safe
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who in a branch still lacks which talk in a year."""
    whole = get_object_or_404(queries.years_visible_to(request.viewer), pk=pk)
    found = queries.lacking(request.viewer, whole)
    may = permissions.may_record(request.viewer, whole.unit)
    context = {"whole": whole, "page": http.page_of(request, found, 100), "may": may}
    return render(request, "care/coverage.html", context)


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Show the viewer their own talks, and those still owed this year."""
    year = http.as_of(request).year
    context = {
        "year": year,
        "page": http.page_of(request, queries.own(request.viewer)),
        "lacking": queries.own_lacking(request.viewer, year),
    }
    return render(request, "care/my_talks.html", context)


def _recorded(unit: Any, form: TalkRoundForm, who: dict[str, Any]) -> str:
    actions.record_talks(unit=unit, talks=form.talks(), **who)
    return f"{reverse('care:talks')}?unit={unit.code}"


def _noted(talk: Any, form: NoteForm, who: dict[str, Any]) -> str:
    actions.write_note(talk=talk, text=form.cleaned_data["text"], **who)
    return reverse("care:talk", args=[talk.pk])
