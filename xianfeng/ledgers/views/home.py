"""Where import and export begin: the kinds, their templates, what was imported lately."""

import io

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.ledgers import permissions, queries, registry
from xianfeng.ledgers.exporting import save, template
from xianfeng.ui import http

TYPES = ("xlsx", "csv", "json")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the kinds the viewer imports or exports, and their latest batches."""
    kinds = [
        (kind, permissions.may_import(request.viewer, kind))
        for kind in registry.every()
        if permissions.may_export(request.viewer, kind)
    ]
    if not kinds:
        raise Http404
    page = http.page_of(request, queries.listed(request.viewer), 20)
    titles = {kind.id: kind.title for kind in registry.every()}
    rows = [(batch, titles.get(batch.kind, batch.kind)) for batch in page]
    return render(request, "ledgers/home.html", {"kinds": kinds, "page": page, "rows": rows})


@require_safe
def blank(request: HttpRequest, kind: str) -> FileResponse:
    """Download the empty workbook of a kind."""
    found = kind_of(kind)
    if not permissions.may_import(request.viewer, found):
        raise Http404
    buffer = io.BytesIO()
    template(buffer, found)
    buffer.seek(0)
    name = _("{title}模板.xlsx").format(title=found.title)
    return FileResponse(buffer, as_attachment=True, filename=name)


@require_safe
def export(request: HttpRequest, kind: str, form: str) -> FileResponse:
    """Download what the viewer sees of a kind, personal numbers masked."""
    found = kind_of(kind)
    if form not in TYPES or not permissions.may_export(request.viewer, found):
        raise Http404
    buffer = io.BytesIO()
    save(buffer, found, form, found.export(request.viewer, "", False))
    buffer.seek(0)
    return FileResponse(buffer, as_attachment=True, filename=f"{found.title}.{form}")


def kind_of(name: str) -> registry.Kind:
    """Return the kind of that id; raises Http404."""
    try:
        return registry.get(name)
    except KeyError:
        raise Http404 from None
