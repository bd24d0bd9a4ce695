"""One community's word on one unit or member: two fields."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel.requests import Request
from xianfeng.participation import actions, queries
from xianfeng.participation.enums import UNITS, Verdict
from xianfeng.participation.forms import OpinionForm
from xianfeng.participation.queries import here
from xianfeng.participation.views.shared import year_asked
from xianfeng.ui.asking import BOTH, by, tried


@require_http_methods(BOTH)
def opinion(request: Request, sort: str, place: int, pk: int) -> HttpResponse:
    """Say whether it is so, or change what was said."""
    year = year_asked(request)
    found = here.there(request.viewer, sort, pk, place, year)
    if found is None:
        raise Http404
    row, about = _said(request, sort, pk, place, year), found[0]
    form = OpinionForm(request.POST if request.method == "POST" else None, initial=_first(row))
    there = f"{reverse('participation:here')}?year={year}&sort={sort}"

    def act() -> str:
        _written(request, form, row, {"about": about, "community": found[1], "year": year})
        messages.success(request, _("已记下社区意见。"))
        return there

    if request.method == "POST" and form.is_valid():
        answer = tried(request, form, act)
        if answer is not None:
            return answer
    context: dict[str, Any] = {"form": form, "about": about, "community": found[1], "year": year}
    context["way"] = [(_("社区意见"), there), (about.name, "")]
    return render(request, "participation/opinion.html", context)


def _first(row: Any) -> dict[str, Any]:
    """Return what the form shows: what was said; who comes here first has found a difference."""
    if row is None:
        return {"verdict": Verdict.DIFFERS}
    return {"verdict": row.verdict, "text": row.text, "version": row.version}


def _said(request: Request, sort: str, pk: int, place: int, year: int) -> Any:
    said = queries.visible_to(request.viewer).filter(community=place, year=year)
    whose = {"unit": pk, "member": None} if sort == UNITS else {"member": pk}
    return said.filter(**whose).first()


def _written(request: Request, form: OpinionForm, row: Any, about: dict[str, Any]) -> None:
    word = {"verdict": Verdict(form.cleaned_data["verdict"]), "text": form.cleaned_data["text"]}
    if row is None:
        actions.give_opinion(**by(request), **about, **word)
        return
    version = form.cleaned_data["version"] or 0
    actions.amend_opinion(**by(request), row=row, version=version, **word)
