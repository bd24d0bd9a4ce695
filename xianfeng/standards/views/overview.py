"""A standard over its branches, as a page and as a workbook."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.standards import queries
from xianfeng.standards.forms import OverviewForm
from xianfeng.standards.views.shared import standard_of, to_standard
from xianfeng.ui import http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALL = 100_000
HEADINGS = (
    Heading("组织编码"),
    Heading("党组织", width=32),
    Heading("自查进展", width=10),
    Heading("提交日期", "date"),
    Heading("核查日期", "date"),
    Heading("分组", width=14),
    Heading("内容", width=44),
    Heading("认定", width=12),
    Heading("说明", width=44),
    Heading("佐证材料", width=30),
    Heading("上级不同意的原因", width=30),
)


@require_safe
def overview(request: Request, pk: int) -> HttpResponse:
    """Show each branch in the fixed order: how many items are met, and which are not yet."""
    standard = standard_of(request, pk)
    form = OverviewForm(request.GET)
    number, day = request.GET.get("page", "1"), http.as_of(request)
    found = queries.overview(request.viewer, standard, day, form.wanted(), number)
    context = {
        "standard": standard,
        "form": form,
        "found": found,
        "day": day,
        "page": found.page,
        "way": to_standard(standard, (_("各支部进展"), "")),
        "query": request.GET.urlencode(),
    }
    return render(request, "standards/overview.html", context)


@require_safe
def export(request: Request, pk: int) -> FileResponse:
    """Send every branch's items as a workbook."""
    standard, content = standard_of(request, pk), BytesIO()
    state = OverviewForm(request.GET).wanted()
    day = http.as_of(request)
    found = queries.overview(request.viewer, standard, day, state, size=_ALL)
    cells = (row for each in found.rows for row in _cells(each))
    sheets.write_xlsx(content, HEADINGS, cells, sheet=_("标准化自查"))
    content.seek(0)
    name = _("%(title)s_各支部.xlsx") % {"title": standard}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _cells(row: Any) -> Iterator[tuple[Any, ...]]:
    check = row.check
    about = (check.unit.code, check.unit.name, str(check.get_state_display()))
    for line in row.lines:
        answer = line.answer
        yield (
            *about,
            check.submitted_on,
            check.checked_on,
            line.item.group,
            line.item.text,
            str(line.reading.label),
            line.text,
            answer.evidence if answer else "",
            answer.objection if answer else "",
        )
