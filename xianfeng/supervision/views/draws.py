"""A draw of lots with all that went in, drawn again before one's eyes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.supervision import permissions, queries, rules
from xianfeng.supervision.enums import Drawn, Why
from xianfeng.supervision.rules import Candidate
from xianfeng.supervision.views.shared import to_plan, to_visit
from xianfeng.ui import http
from xianfeng.units import queries as units_queries


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    """Show a draw: seed, candidates, lots, and the same draw made again now."""
    draw = get_object_or_404(queries.draws_to(request.viewer), pk=pk)
    candidates = {each[0]: Candidate(*each) for each in draw.candidates}
    order = rules.in_order(draw.seed, candidates.values())
    ranked = [candidates[key] for key in order]
    ranked += [each for each in candidates.values() if each.why]
    page = http.page_of(request, ranked, 100)
    named = _named(request, draw, [each.key for each in page.object_list])
    context = {
        "draw": draw,
        "same": order[: draw.number] == draw.picked,
        "free": len(order),
        "total": len(candidates),
        "page": page,
        "rows": [_row(draw, each, named) for each in page.object_list],
        "way": _way(draw),
    }
    return render(request, "supervision/draw.html", context)


def _row(draw: Any, candidate: Candidate, named: dict[str, str]) -> dict[str, Any]:
    return {
        "key": candidate.key,
        "name": named.get(candidate.key, ""),
        "lot": rules.lot(draw.seed, candidate.key),
        "rank": candidate.rank,
        "why": Why(candidate.why).label if candidate.why else "",
        "picked": candidate.key in draw.picked,
    }


def _named(request: Request, draw: Any, keys: list[str]) -> dict[str, str]:
    """Return names: of units and, to the issuer and the team, of all people; else of the drawn."""
    if draw.what == Drawn.UNITS:
        units = units_queries.visible_to(request.viewer).filter(code__in=keys)
        return dict(units.values_list("code", "name"))
    if not permissions.inside(request.viewer, draw.visit):
        keys = [key for key in keys if key in draw.picked]
    return queries.names_of(request.viewer, keys)


def _way(draw: Any) -> list[tuple[str, str]]:
    here = (_("抽签"), "")
    if draw.what == Drawn.UNITS:
        return to_plan(draw.round.plan, (draw.round.theme, ""), here)
    return to_visit(draw.visit, here)
