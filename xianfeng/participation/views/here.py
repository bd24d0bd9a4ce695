"""The community's side: who was there in a year, and its word on each; many at once by ticks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.participation import actions, rules
from xianfeng.participation.enums import MEMBERS, UNITS, Verdict
from xianfeng.participation.forms import SAID, WAITING, HereForm, ticks
from xianfeng.participation.queries import here as there_queries
from xianfeng.participation.queries import standing
from xianfeng.participation.views.shared import year_asked, years
from xianfeng.ui import http
from xianfeng.ui.asking import by

_WANTED = {WAITING: False, SAID: True}


@require_safe
def here(request: Request) -> HttpResponse:
    """Show who was at the communities the viewer serves: those without a word first."""
    if not request.viewer.places:
        raise Http404
    year, (sort, said) = year_asked(request), _wanted(request)
    page = http.page_of(request, _rows(request, sort, year, _WANTED.get(said)))
    rows = _shown(request, sort, page.object_list, year)
    opens = rules.opens_on(year)
    chosen = {"year": year, "sort": sort, "said": said}
    context = {
        "year": year,
        "sort": sort,
        "form": HereForm(chosen, years(http.as_of(request), year)),
        "page": page,
        "rows": rows,
        "open": clock.today() >= opens,
        "ticks": clock.today() >= opens and any(row.opinion is None for row in rows),
        "opens": opens,
        "due": rules.opinion_due_on(year),
        "names": "、".join(grant.unit_name for grant in request.viewer.places),
    }
    return render(request, "participation/here.html", context)


def _wanted(request: Request) -> tuple[str, str]:
    """Return whom the list is of, and with or without a word: units without one at first."""
    sort = MEMBERS if request.GET.get("sort") == MEMBERS else UNITS
    said = request.GET.get("said", WAITING)
    return sort, said if said in {*_WANTED, "all"} else WAITING


@require_POST
def confirm(request: Request) -> HttpResponse:
    """Say of the ticked ones that it is so."""
    if not request.viewer.places:
        raise Http404
    year, chosen = year_asked(request), ticks(request.POST.getlist("row"))
    sort = MEMBERS if request.POST.get("sort") == MEMBERS else UNITS
    there = f"{reverse('participation:here')}?year={year}&sort={sort}"
    if not chosen:
        messages.warning(request, _("请先勾选。"))
        return redirect(there)
    try:
        return http.post_once(request, lambda: _said(request, sort, year, chosen, there))
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect(there)


def _said(request: Request, sort: str, year: int, chosen: set[tuple[int, int]], there: str) -> str:
    done, late = 0, ""
    for row in _shown(request, sort, _ticked(request, sort, year, chosen), year):
        try:
            actions.give_opinion(
                **by(request), about=row.about, community=row.community, year=year,
                verdict=Verdict.TRUE,
            )  # fmt: skip
            done += 1
        except Refused as refused:
            late = f"{row.about.name}：{refused.message}"
    if done:
        messages.success(request, _("已确认 %(number)s 条属实。") % {"number": done})
    if late:
        messages.warning(request, late)
    return there


def _rows(request: Request, sort: str, year: int, said: bool | None) -> Any:
    if sort == MEMBERS:
        return standing.here(request.viewer, year, said)
    return standing.stays(request.viewer, year, said, served=True)


def _ticked(request: Request, sort: str, year: int, chosen: set[tuple[int, int]]) -> list[Any]:
    keys = {key for key, _place in chosen}
    if sort == MEMBERS:
        rows = standing.here(request.viewer, year, said=False).filter(member__in=keys)
        return [row for row in rows if (row.member_id, row.community_id) in chosen]
    stays = standing.stays(request.viewer, year, said=False, served=True, units=keys)
    return [row for row in stays if (row["unit_id"], row["community_id"]) in chosen]


def _shown(request: Request, sort: str, found: Any, year: int) -> list[there_queries.Spoken]:
    if sort == MEMBERS:
        return there_queries.spoken_of_members(request.viewer, found, year)
    return there_queries.spoken_of_units(request.viewer, found, year)
