"""This month by unit: fields, minutes and notices, and who asked."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xianfeng.burden import queries
from xianfeng.burden.forms import MonthForm
from xianfeng.burden.views.shared import home_way, unit_of
from xianfeng.kernel.requests import Request
from xianfeng.ui import http
from xianfeng.units import queries as units_queries
from xianfeng.units.permissions import MANAGERS


@require_safe
def home(request: Request) -> HttpResponse:
    """Show a month by unit in the fixed order, with what superiors sent."""
    viewer, form = request.viewer, _months(request)
    month = form.wanted()
    page = http.page_of(request, queries.of_units(viewer, month) if month else [])
    told = queries.superiors(viewer, [row.unit_id for row in page], month) if month else {}
    context = {
        "form": form,
        "month": month,
        "page": page,
        "rows": [(row, told.get(row.unit_id, [])) for row in page],
        "waiting": queries.waiting(viewer, http.as_of(request))[:5],
        "managed": units_queries.visible_to(viewer).filter(path__in=viewer.paths(MANAGERS)),
    }
    return render(request, "burden/home.html", context)


@require_safe
def unit(request: Request, code: str) -> HttpResponse:
    """Show one unit's month: what it typed by part of the system, and what it was sent by whom."""
    one, viewer, form = unit_of(request, code), request.viewer, _months(request)
    month, day = form.wanted(), http.as_of(request)
    context = {
        "unit": one,
        "form": form,
        "month": month,
        "total": queries.month_of(viewer, one, month) if month else None,
        "typed": queries.typed(viewer, one, month) if month else [],
        "received": queries.received(viewer, one, month) if month else [],
        "waiting": queries.to_answer(viewer, one, day),
        "way": home_way((one.name, "")),
    }
    return render(request, "burden/unit.html", context)


def _months(request: Request) -> Any:
    found = queries.months(request.viewer, http.as_of(request))
    return MonthForm(request.GET, found)
