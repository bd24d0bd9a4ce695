"""Which units were visited in a year and which were not yet, as a page and as a workbook."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.supervision import permissions, queries
from xianfeng.supervision.forms import CoverageForm
from xianfeng.supervision.views.shared import unit_of
from xianfeng.ui import http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("本年督导次数", "integer"),
    Heading("日期", "date"),
    Heading("方式", width=12),
    Heading("主题", width=30),
    Heading("督导单位", width=30),
    Heading("督导组", width=24),
)


@require_safe
def page(request: Request, code: str) -> HttpResponse:
    """Show the units below one in the fixed order, with the visits of the year up to the day."""
    unit, found, day, form = _asked(request, code)
    shown = http.page_of(request, found.units)
    context = {
        "unit": unit,
        "found": found,
        "form": form,
        "page": shown,
        "rows": queries.rows(request.viewer, shown.object_list, day),
        "day": day,
        "query": request.GET.urlencode(),
        "way": [(_("督导"), reverse("supervision:list")), (_("督导覆盖"), "")],
    }
    return render(request, "supervision/coverage.html", context)


@require_safe
def excel(request: Request, code: str) -> FileResponse:
    """Send the same units as a workbook, a line for each visit."""
    unit, found, day, _form = _asked(request, code)
    content = BytesIO()
    cells = (line for row in queries.rows(request.viewer, found.units, day) for line in _lines(row))
    sheets.write_xlsx(content, HEADINGS, cells, sheet=_("督导覆盖"))
    content.seek(0)
    name = _("%(unit)s督导覆盖_%(day)s.xlsx") % {"unit": unit.name, "day": day}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _asked(request: Request, code: str) -> tuple[Any, Any, Any, CoverageForm]:
    unit, day, form = unit_of(request, code), http.as_of(request), CoverageForm(request.GET)
    if not request.viewer.reaches(unit.path, permissions.READERS):
        raise Http404
    level, visited = form.asked()
    return unit, queries.coverage(request.viewer, unit, level, visited, day), day, form


def _lines(row: Any) -> Iterator[tuple[Any, ...]]:
    about = (row.unit.code, row.unit.name, len(row.visits))
    if not row.visits:
        yield (*about, None, "", "", "", "")
    for visit in row.visits:
        team = "、".join(each.member.name for each in visit.team.all()) or visit.team_names
        kind = str(visit.get_kind_display())
        yield (*about, visit.held_on, kind, visit.theme, visit.issuer.name, team)
