"""The three lists of a unit: its problems, its tasks, its responsibilities, over the same rows."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.rectification.forms.problems import ListsForm
from xianfeng.rectification.models import Problem
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.views import shown
from xianfeng.rectification.views.problems import XLSX
from xianfeng.ui import http

_NUMBER, _UNIT = Heading("序号", "integer", 8), Heading("责任单位", width=28)
_PROBLEM = Heading("问题", width=44)
PROBLEMS = (
    _NUMBER, _UNIT, _PROBLEM, Heading("来源"), Heading("类别"), Heading("程度"),
    Heading("提出单位", width=28), Heading("发现日期", "date"),
)  # fmt: skip
TASKS = (
    _NUMBER, _UNIT, _PROBLEM, Heading("整改措施", width=44), Heading("整改时限", "date"),
    Heading("状态", width=18),
)  # fmt: skip
DUTIES = (_NUMBER, _UNIT, _PROBLEM, Heading("责任领导"), Heading("责任人"))


@require_safe
def three(request: Request) -> HttpResponse:
    """Show the problems, the measures with their deadlines, and who answers for each."""
    form, day = ListsForm(request.GET, request.viewer), http.as_of(request)
    unit, closed = form.wanted()
    found = queries.three_lists(request.viewer, unit, day, closed=closed)
    page = http.page_of(request, found)
    context = {
        "form": form,
        "day": day,
        "page": page,
        "lines": list(enumerate(shown.lines(page.object_list, day), page.start_index())),
        "query": request.GET.urlencode(),
    }
    return render(request, "rectification/lists.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the three lists as one workbook of three sheets; a row has one number in all."""
    unit, closed = ListsForm(request.GET, request.viewer).wanted()
    day, content = http.as_of(request), BytesIO()
    found = list(queries.three_lists(request.viewer, unit, day, closed=closed))
    rows = list(enumerate(shown.lines(found, day), 1))
    pages = (
        (_("问题清单"), PROBLEMS, (_problem(number, line.row) for number, line in rows)),
        (_("任务清单"), TASKS, (_task(number, line) for number, line in rows)),
        (_("责任清单"), DUTIES, (_duty(number, line.row) for number, line in rows)),
    )
    sheets.write_sheets(content, pages)
    content.seek(0)
    name = _("三张清单_%(day)s.xlsx") % {"day": day.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _problem(number: int, row: Problem) -> tuple[sheets.Value, ...]:
    return (
        number, row.unit.name, row.text, str(row.get_source_display()),
        str(row.get_category_display()), str(row.get_severity_display()), row.verifier.name,
        row.found_on,
    )  # fmt: skip


def _task(number: int, line: shown.Line) -> tuple[sheets.Value, ...]:
    row = line.row
    return number, row.unit.name, row.text, row.measure, row.due_then, line.words


def _duty(number: int, row: Problem) -> tuple[sheets.Value, ...]:
    return number, row.unit.name, row.text, row.leader, row.owner
