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
from xianfeng.participation.enums import Verdict
from xianfeng.participation.forms import MEMBERS, SAID, UNITS, WAITING, HereForm, ticks
from xianfeng.participation.queries import here as there_queries
from xianfeng.participation.queries import standing
from xianfeng.participation.views.shared import by, year_asked, years
from xianfeng.ui import http

_WANTED = {WAITING: False, SAID: True}


@require_safe
def here(request: Request) -> HttpResponse:
    """Show who was at the communities the viewer serves: those without a word first."""
    if not request.viewer.places:
        raise Http404
    year, day = year_asked(request), http.as_of(request)
    sort = MEMBERS if request.GET.get("sort") == MEMBERS else UNITS
    said = request.GET.get("said", WAITING)
    wanted = _WANTED.get(said, None if said == "all" else False)
    found = _rows(request, sort, year, wanted)
    page = http.page_of(request, found)
    rows = _shown(request, sort, page.object_list, year)
    may = clock.today() >= rules.opens_on(year)
    context = {
        "year": year,
        "sort": sort,
        "form": HereForm({"year": year, "sort": sort, "said": said}, years(day, year)),
        "page": page,
        "rows": rows,
        "open": may,
        "ticks": may and any(row.opinion is None for row in rows),
        "opens": rules.opens_on(year),
        "due": rules.opinion_due_on(year),
        "names": "、".join(grant.unit_name for grant in request.viewer.places),
        "query": request.GET.urlencode(),
    }
    return render(request, "participation/here.html", context)


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
