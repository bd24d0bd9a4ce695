"""The list behind the number of an exception: what is overdue under one rule."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xianfeng.desk import queries
from xianfeng.desk.views import shown
from xianfeng.duties import queries as duties_queries
from xianfeng.duties import rulebook
from xianfeng.kernel.requests import Request
from xianfeng.ui import http


@require_safe
def late(request: Request) -> HttpResponse:
    """List what fell due in the last twelve months and is overdue, in the fixed order of units."""
    viewer, day = request.viewer, http.as_of(request)
    unit = queries.unit_named(viewer, request.GET.get("unit", ""))
    asked = request.GET.get("rule", "")
    rule = next((each for each in rulebook.active() if each.id == asked), None)
    if unit is None or rule is None:
        raise Http404
    page = http.page_of(request, queries.overdue(viewer, unit, rule, day))
    lines = duties_queries.lines(viewer, page.object_list, day)
    tasks = [shown.task(line, unit, day) for line in lines]
    context = {"unit": unit, "rule": rule, "day": day, "page": page, "tasks": tasks}
    return render(request, "desk/late.html", context)
