"""All figures of a unit, and one figure with the facts behind it."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel import facts
from xianfeng.kernel import figures as registry
from xianfeng.kernel.figures import Figure
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.reports.queries import lists, values
from xianfeng.reports.texts import links
from xianfeng.reports.views import asked, shown
from xianfeng.reports.views.asked import Asked
from xianfeng.ui import http


@require_safe
def every(request: Request) -> HttpResponse:
    """Show all figures by group, those nobody records in grey."""
    about = asked.of(request)
    context = {
        "asked": about,
        "form": asked.form(request, about),
        "picks": asked.picks(about),
        "groups": [
            (title, [shown.line(entry, about) for entry in entries])
            for title, entries in values.grouped(request.viewer, about.scope, about.span)
        ],
    }
    return render(request, "reports/figures.html", context)


@require_safe
def sheet(request: Request) -> FileResponse:
    """Send all figures as a workbook."""
    about = asked.of(request)
    groups = values.grouped(request.viewer, about.scope, about.span)
    rows = (shown.cells(title, entry, about.span) for title, entries in groups for entry in entries)
    return _book(shown.HEADINGS, rows, _("数字"), about)


@require_safe
def one(request: Request, figure_id: str) -> HttpResponse:
    """Show one figure: what it means, its value, its parts, and the facts behind it."""
    about = asked.of(request)
    entry = _entry(request, figure_id, about)
    context = {
        "asked": about,
        "form": asked.form(request, about),
        "picks": asked.picks(about),
        "entry": entry,
        "line": shown.line(entry, about),
        "when": about.span.when(entry.during),
    }
    if entry.recorded:
        context |= _facts(request, registry.get(figure_id), about)
    return render(request, "reports/figure.html", context)


@require_safe
def one_sheet(request: Request, figure_id: str) -> FileResponse:
    """Send the facts behind one figure as a workbook."""
    about = asked.of(request)
    entry = _entry(request, figure_id, about)
    if not entry.recorded:
        raise Http404
    figure = registry.get(figure_id)
    found = lists.behind(request.viewer, figure, about.scope, about.span)
    headings = [sheets.Heading(title, width=20) for title, _ in facts.get(figure.fact).columns]
    rows = (lists.cells(request.viewer, figure, row) for row in found.iterator(2000))
    return _book(headings, rows, entry.title, about)


def _entry(request: Request, figure_id: str, about: Asked) -> values.Entry:
    try:
        return values.entries(request.viewer, about.scope, about.span, [figure_id])[0]
    except KeyError:
        raise Http404 from None


def _facts(request: Request, figure: Figure, about: Asked) -> dict[str, object]:
    found = lists.behind(request.viewer, figure, about.scope, about.span)
    page = http.page_of(request, found)
    over = registry.get(figure.over) if figure.over else None
    return {
        "page": page,
        "columns": [title for title, _ in facts.get(figure.fact).columns],
        "rows": [shown.row(request.viewer, figure, row) for row in page],
        "total": lists.total(request.viewer, figure, about.scope, about.span),
        "splits": lists.splits(request.viewer, figure, about.scope, about.span),
        "over": over,
        "over_href": links.figure(over.id, about.span, about.scope.code) if over else "",
    }


def _book(
    headings: Sequence[sheets.Heading],
    rows: Iterable[Sequence[sheets.Value]],
    name: str,
    about: Asked,
) -> FileResponse:
    content = BytesIO()
    title = f"{about.scope.name} {name} {about.span.title}".strip()
    sheets.write_xlsx(content, headings, rows, sheet=shown.sheet_name(name), title=title)
    content.seek(0)
    filename = f"{title}.xlsx"
    return FileResponse(content, as_attachment=True, filename=filename, content_type=asked.XLSX)
