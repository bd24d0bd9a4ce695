"""The statistical bulletin as of a day, and the list behind each of its cells."""

from io import BytesIO
from urllib.parse import urlencode

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from xianfeng.kernel import clock, facts
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.reports import rules
from xianfeng.reports.queries import bulletin, lists, values
from xianfeng.reports.queries.bulletin import Cell
from xianfeng.reports.queries.values import Scope
from xianfeng.reports.views import asked, shown
from xianfeng.ui import http

HEADINGS = (Heading("表", width=26), Heading("项目", width=36), Heading("数值", "integer", 12),
            Heading("计量单位", width=10), Heading("说明", width=40))  # fmt: skip


class DayForm(forms.Form):
    """A unit and a day."""

    unit = forms.ChoiceField(label=gettext_lazy("党组织"), required=False)
    as_of = forms.DateField(label=gettext_lazy("截至"), required=False)


@require_safe
def page(request: Request) -> HttpResponse:
    """Show all tables, each cell a link to its list."""
    scope, day = _scope(request), http.as_of(request)
    form = DayForm({"unit": scope.code, "as_of": day.isoformat()})
    form.fields["unit"].choices = values.choices(request.viewer, scope, clock.today())
    query = _query(request)
    context = {
        "scope": scope,
        "form": form,
        "day": rules.written_day(day),
        "query": query,
        "tables": [
            (table, [(cell, _address(cell, query)) for cell in cells])
            for table, cells in bulletin.cells(request.viewer, scope, day)
        ],
    }
    return render(request, "reports/bulletin.html", context)


@require_safe
def sheet(request: Request) -> FileResponse:
    """Send all tables as a workbook."""
    scope, day = _scope(request), http.as_of(request)
    rows = (
        (table.title, cell.row.title, _("未登记") if cell.value is None else cell.value,
         table.measure, cell.row.why)
        for table, cells in bulletin.cells(request.viewer, scope, day)
        for cell in cells
    )  # fmt: skip
    content = BytesIO()
    title = _("%(unit)s 党内统计 截至%(day)s") % {"unit": scope.name, "day": rules.written_day(day)}
    sheets.write_xlsx(content, HEADINGS, rows, sheet=_("党内统计"), title=title.strip())
    content.seek(0)
    return FileResponse(
        content, as_attachment=True, filename=f"{title.strip()}.xlsx", content_type=asked.XLSX
    )


@require_safe
def one(request: Request, row_id: str) -> HttpResponse:
    """Show the facts behind one cell."""
    scope, day = _scope(request), http.as_of(request)
    found = bulletin.figure(request.viewer, row_id, day)
    if found is None:
        raise Http404
    row, figure = found
    span = row.span(day)
    page_shown = http.page_of(request, lists.behind(request.viewer, figure, scope, span))
    context = {
        "scope": scope,
        "entry": figure,
        "when": span.when(row.during),
        "query": _query(request),
        "page": page_shown,
        "columns": [title for title, _ in facts.get(figure.fact).columns],
        "rows": [shown.row(request.viewer, figure, fact) for fact in page_shown],
        "total": lists.total(request.viewer, figure, scope, span),
    }
    return render(request, "reports/bulletin_list.html", context)


def _scope(request: Request) -> Scope:
    scope = values.scope(request.viewer, request.GET.get("unit", ""))
    if scope is None:
        raise Http404
    return scope


def _query(request: Request) -> str:
    """Return the unit and the day asked for, as an address carries them."""
    asked_for = {name: request.GET.get(name, "") for name in ("unit", "as_of")}
    return urlencode({name: value for name, value in asked_for.items() if value})


def _address(cell: Cell, query: str) -> str:
    if not cell.opens:
        return ""
    return f"{reverse('reports:bulletin_list', args=[cell.row.id])}?{query}".rstrip("?")
