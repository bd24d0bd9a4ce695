"""The list of staff: each unit with what its communities said, and its report of the year."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.participation import permissions, queries, rules
from xianfeng.participation.forms import YearForm
from xianfeng.participation.views.shared import XLSX, scope, year_asked, years
from xianfeng.ui import http

HEADINGS = (
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("报到和联系的社区", "integer", width=18),
    Heading("已给意见的社区", "integer", width=18),
    Heading("意见有出入", "integer"),
    Heading("报告签署日期", "date"),
)


@require_safe
def every(request: Request) -> HttpResponse:
    """Show every unit in the fixed order; who reads no roster goes to their own page."""
    if not request.viewer.paths(permissions.READERS):
        return redirect(_own(request.viewer))
    year, day, unit = year_asked(request), http.as_of(request), scope(request)
    page = http.page_of(request, _units(request.viewer, year, day, unit))
    context = {
        "year": year,
        "unit": unit,
        "form": YearForm({"year": str(year)}, years(day, year)),
        "page": page,
        "rows": queries.rows(request.viewer, page.object_list, year),
        "serves": bool(request.viewer.places),
        "opens": rules.opens_on(year),
        "due": rules.opinion_due_on(year),
        "query": request.GET.urlencode(),
    }
    return render(request, "participation/list.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as a workbook."""
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    year, day, content = year_asked(request), http.as_of(request), BytesIO()
    units = _units(request.viewer, year, day, scope(request))
    title = _("%(year)s年双报告") % {"year": year}
    sheets.write_xlsx(content, HEADINGS, _cells(request.viewer, units, year), title=title)
    content.seek(0)
    filename = f"{title}.xlsx"
    return FileResponse(content, as_attachment=True, filename=filename, content_type=XLSX)


def _own(viewer: Viewer) -> str:
    """Return the page of a community worker, or of a member."""
    if viewer.places:
        return "participation:here"
    if viewer.member_id is not None:
        return "participation:mine"
    raise Http404


def _units(viewer: Viewer, year: int, day: date, unit: Any) -> Any:
    last = min(day, date(year, 12, 31))
    return queries.reporting(viewer, year, last, unit.path if unit else "")


def _cells(viewer: Viewer, units: Any, year: int) -> Iterator[tuple[Any, ...]]:
    for row in queries.rows(viewer, units, year):
        signed = row.report.signed_on if row.report else None
        yield row.unit.code, row.unit.name, row.communities, row.said, row.differs, signed
