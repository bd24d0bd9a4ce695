"""One community's word on one unit or member: two fields."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel.requests import Request
from xianfeng.members.models import Member
from xianfeng.participation import actions, queries
from xianfeng.participation.enums import Verdict
from xianfeng.participation.forms import MEMBERS, UNITS, OpinionForm
from xianfeng.participation.queries import standing
from xianfeng.participation.views.shared import BOTH, by, tried, year_asked
from xianfeng.units.models import Place, Unit


@require_http_methods(BOTH)
def opinion(request: Request, sort: str, place: int, pk: int) -> HttpResponse:
    """Say whether it is so, or change what was said."""
    year = year_asked(request)
    about, community = _asked(request, sort, place, pk, year)
    row = _said(request, about, community, year)
    first = {"verdict": row.verdict, "text": row.text, "version": row.version} if row else {}
    first = {"verdict": Verdict.DIFFERS} | first
    form = OpinionForm(request.POST if request.method == "POST" else None, initial=first)
    there = f"{reverse('participation:here')}?year={year}&sort={sort}"

    def act() -> str:
        _written(request, form, row, {"about": about, "community": community, "year": year})
        messages.success(request, _("已记下社区意见。"))
        return there

    if request.method == "POST" and form.is_valid():
        answer = tried(request, form, act)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "about": about,
        "community": community,
        "year": year,
        "way": [(_("社区意见"), there), (about.name, "")],
    }
    return render(request, "participation/opinion.html", context)


def _asked(
    request: Request, sort: str, place: int, pk: int, year: int
) -> tuple[Unit | Member, Place]:
    """Return who was where; 404 for a community that the viewer does not serve, or who was not."""
    if sort == UNITS:
        stays = standing.stays(request.viewer, year, served=True, units={pk})
        if any(row["community_id"] == place for row in stays):
            return get_object_or_404(Unit, pk=pk), get_object_or_404(Place, pk=place)
    if sort == MEMBERS:
        home = standing.here(request.viewer, year).filter(member=pk, community=place).first()
        if home is not None:
            return home.member, home.community
    raise Http404


def _said(request: Request, about: Unit | Member, community: Place, year: int) -> Any:
    said = queries.visible_to(request.viewer).filter(community=community, year=year)
    if isinstance(about, Unit):
        return said.filter(unit=about, member=None).first()
    return said.filter(member=about).first()


def _written(request: Request, form: OpinionForm, row: Any, about: dict[str, Any]) -> None:
    word = {"verdict": Verdict(form.cleaned_data["verdict"]), "text": form.cleaned_data["text"]}
    if row is None:
        actions.give_opinion(**by(request), **about, **word)
        return
    version = form.cleaned_data["version"] or 0
    actions.amend_opinion(**by(request), row=row, version=version, **word)
