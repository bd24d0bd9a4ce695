"""My own lists, and the posts of a part with theirs: on a page, and as a workbook."""

from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.responsibility import queries
from xianfeng.responsibility.enums import Standing
from xianfeng.responsibility.forms import LookForm
from xianfeng.responsibility.permissions import READERS
from xianfeng.responsibility.views.shared import year_of
from xianfeng.ui import http
from xianfeng.units import queries as units_queries
from xianfeng.units.permissions import MANAGERS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("职务", width=10),
    Heading("责任人", width=10),
    Heading("清单", width=10),
    Heading("情况", width=12),
    Heading("下发日期", "date"),
    Heading("签收日期", "date"),
    Heading("序号", "integer"),
    Heading("事项", width=44),
    Heading("目标", width=30),
    Heading("时限", "date"),
    Heading("进展", width=10),
    Heading("说明", width=44),
    Heading("上半年登记", width=30),
    Heading("全年登记", width=30),
    Heading("依据", width=44),
)


@require_safe
def home(request: Request) -> HttpResponse:
    """Show one's own lists first, then the posts of one's part in the fixed order of units."""
    viewer, day = request.viewer, http.as_of(request)
    form = LookForm(request.GET or None, initial={"year": day.year})
    year, wanted = form.wanted(day.year)
    slots = queries.coverage(viewer, year, day) if viewer.paths(READERS) else []
    chosen = [slot for slot in slots if not wanted or slot.standing in wanted]
    rows = [(unit, list(of)) for unit, of in groupby(chosen, lambda slot: slot.unit)]
    context = {
        "mine": queries.mine(viewer, day),
        "staff": bool(viewer.paths(READERS)),
        "form": form,
        "year": year,
        "day": day,
        "counts": _counts(slots),
        "page": http.page_of(request, rows),
        "issuers": units_queries.visible_to(viewer).filter(path__in=viewer.paths(MANAGERS)),
    }
    return render(request, "responsibility/home.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send a year's lists with their items and notes as a workbook."""
    viewer, day, year, content = request.viewer, http.as_of(request), year_of(request), BytesIO()
    found = list(queries.rows_of(viewer, year, day))
    told = queries.sheets(viewer, found, day)
    cells = (row for each in found for row in _cells(each, told[each.pk]))
    sheets.write_xlsx(content, HEADINGS, cells, sheet=_("责任清单"))
    content.seek(0)
    name = _("%(year)s年责任清单.xlsx") % {"year": year}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _counts(slots: Iterable[Any]) -> list[tuple[Standing, int]]:
    """Return how many posts stand at what, in a fixed order; what there is none of is left out."""
    counted = Counter(slot.standing for slot in slots)
    return [(standing, counted[standing]) for standing in Standing if counted[standing]]


def _cells(row: Any, told: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    about = (
        row.unit.code, row.unit.name, str(row.get_title_display()), row.member.name,
        str(row.get_kind_display()), str(row.get_state_display()), row.issued_on, row.signed_on,
    )  # fmt: skip
    for one in told:
        item = one.item
        notes = [f"{n.get_finding_display()} {n.words}" if n else "" for n in _notes(one)]
        said = (item.seq, item.text, item.target, item.due_on, one.label, one.text)
        yield (*about, *said, *notes, item.source)


def _notes(told: Any) -> tuple[Any, Any]:
    return told.midyear, told.yearend
