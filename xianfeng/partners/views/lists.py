"""Lists: pairs with the deeds of the year, communities both ways, and single deeds."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.partners import queries, rules
from xianfeng.partners.forms import BOXES, DeedsForm, ListForm, PairsForm
from xianfeng.partners.views import shown
from xianfeng.partners.views.shared import XLSX, looked_at, path_of, way
from xianfeng.ui import http

_LATE = 10  # from October on, what a year still lacks falls due soon


@require_safe
def pairs(request: Request) -> HttpResponse:
    """Show the pairs with how many deeds each has this year, and what waits for the viewer."""
    looked_at(request)
    day, form = http.as_of(request), PairsForm(request.GET)
    context = {
        "form": form,
        "day": day,
        "page": http.page_of(request, _pairs(request, form)),
        "needed": rules.NEEDED,
        "lacking": "soon" if day.month >= _LATE else "open",
        "boxes": _boxes(request),
        "may_pair": queries.own_branches(request.viewer, day).exists(),
        "narrowed": any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "partners/list.html", context)


@require_safe
def communities(request: Request) -> HttpResponse:
    """Show where units checked in, with what was done this year in both directions."""
    looked_at(request)
    day, form = http.as_of(request), ListForm(request.GET)
    form.is_valid()
    path = path_of(request, form.said("unit") or "")
    found = queries.communities(request.viewer, day, path, form.said("words") or "")
    context = {
        "form": form,
        "day": day,
        "page": http.page_of(request, found),
        "narrowed": any(form.cleaned_data.values()),
        "way": way((_("双服务"), "")),
    }
    return render(request, "partners/communities.html", context)


@require_safe
def deeds(request: Request) -> HttpResponse:
    """Show the deeds of a box: those that wait for the viewer's side when none is named."""
    looked_at(request)
    day, form = http.as_of(request), DeedsForm(request.GET)
    page = http.page_of(request, _deeds(request, form))
    lines = [shown.line(row, day, request.viewer) for row in page.object_list]
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "confirms": any(line.confirms for line in lines),
        "boxes": _boxes(request),
        "query": request.GET.urlencode(),
        "way": way((_("实事"), "")),
    }
    return render(request, "partners/deeds.html", context)


@require_safe
def export(request: Request, what: str) -> FileResponse:
    """Send the list of pairs or of deeds, as it is narrowed, as a workbook."""
    looked_at(request)
    if what not in {"pairs", "deeds"}:
        raise Http404
    content, name = BytesIO(), _("结对") if what == "pairs" else _("实事")
    if what == "pairs":
        cells = shown.pair_cells(_pairs(request, PairsForm(request.GET)))
        sheets.write_xlsx(content, shown.PAIR_HEADINGS, cells, sheet=name)
    else:
        cells = shown.deed_cells(_deeds(request, DeedsForm(request.GET)))
        sheets.write_xlsx(content, shown.DEED_HEADINGS, cells, sheet=name)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _pairs(request: Request, form: PairsForm) -> Any:
    form.is_valid()
    path = path_of(request, form.said("unit") or "")
    words, short = form.said("words") or "", bool(form.said("short"))
    return queries.pairs(request.viewer, http.as_of(request), path, words, short)


def _deeds(request: Request, form: DeedsForm) -> Any:
    form.is_valid()
    path = path_of(request, form.said("unit") or "")
    box = form.said("box") or queries.WAITING
    words = form.said("words") or ""
    return queries.deeds(request.viewer, box, http.as_of(request), path, words)


def _boxes(request: Request) -> list[tuple[str, int, str]]:
    """Return each box with its number and its address."""
    found, here = queries.numbers(request.viewer, http.as_of(request)), reverse("partners:deeds")
    return [(str(BOXES[box]), found[box], f"{here}?box={box}") for box in queries.BOXES]
