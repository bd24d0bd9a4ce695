"""The board: units by period for one rule, what is late beside it, and the same as a workbook."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.desk import queries
from xianfeng.desk.forms import BoardForm
from xianfeng.desk.views import grid, late, shown
from xianfeng.desk.views.words import address
from xianfeng.duties import queries as duties_queries
from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.plans import queries as plans_queries
from xianfeng.ui import http
from xianfeng.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERY_ROW = 100_000


@require_safe
def board(request: Request) -> HttpResponse:
    """Show one rule over the units below one; ``?show=late`` lists what is overdue under it."""
    if request.GET.get("show") == "late":
        return late.late(request)
    viewer, day = request.viewer, http.as_of(request)
    unit, form = _asked(request)
    found = _found(request, unit, form, page=request.GET.get("page", 1))
    overdue = queries.overdue(viewer, unit, form.chosen_rule, day)
    kept = request.GET.get("as_of", "")
    tasks = plans_queries.progress(viewer, plans_queries.Wanted(unit=unit.code), day)
    page = {
        "form": form,
        "unit": unit,
        "day": day,
        "board": found,
        "table": grid.table(found, day, kept),
        "legend": grid.LEGEND,
        "overdue": shown.overdue(viewer, overdue, unit, day),
        "overdue_href": address("desk:board", show="late", **_kept(form, unit, kept)),
        "desk_href": address("desk:home", as_of=kept),
        "aspects": grid.aspects(tasks, unit, kept),
        "crumbs": _crumbs(request, unit, form),
        "export_href": address("desk:board_export", **_kept(form, unit, kept)),
    }
    return render(request, "desk/board.html", page | _beside(request, unit, kept))


def _beside(request: Request, unit: Unit, kept: str) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    return {
        "cards": queries.card_numbers(viewer, unit, day),
        "cards_href": address("duties:cards", unit=unit.code, as_of=kept),
        "ages": grid.ages(queries.problem_ages(viewer, unit, day), unit, kept),
    }


@require_safe
def export(request: Request) -> FileResponse:
    """Send the whole board as a workbook."""
    unit, form = _asked(request)
    found = _found(request, unit, form, size=EVERY_ROW)
    day, content = http.as_of(request), BytesIO()
    title = grid.title(found, form.chosen_year, day)
    sheets.write_xlsx(
        content, grid.headings(found), grid.sheet_rows(found), sheet=_("一张图"), title=title
    )
    content.seek(0)
    name = f"{found.rule.title}_{form.chosen_year}_{day.isoformat()}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _asked(request: Request) -> tuple[Unit, BoardForm]:
    unit = queries.unit_named(request.viewer, request.GET.get("unit", ""))
    if unit is None:
        raise Http404
    return unit, BoardForm(request.GET, http.as_of(request), clock.today(), unit)


def _found(request: Request, unit: Unit, form: BoardForm, **paging: Any) -> duties_queries.Board:
    found = duties_queries.board(
        request.viewer,
        rule=form.chosen_rule,
        year=form.chosen_year,
        as_of=http.as_of(request),
        under=unit,
        **paging,
    )
    if found is None:
        raise Http404
    return found


def _crumbs(request: Request, unit: Unit, form: BoardForm) -> list[tuple[str, str]]:
    kept = request.GET.get("as_of", "")
    above = queries.way_to(request.viewer, unit)
    way = [(one.name, address("desk:board", **_kept(form, one, kept))) for one in above]
    return [*way, (unit.name, "")] if way else []


def _kept(form: BoardForm, unit: Unit, as_of: str) -> dict[str, Any]:
    return {
        "rule": form.chosen_rule.id,
        "year": form.chosen_year,
        "unit": unit.code,
        "as_of": as_of,
    }
