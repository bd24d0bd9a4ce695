"""A member's own page: what they are asked, what they accepted, what they gave this year."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xianfeng.hours import queries as hours_queries
from xianfeng.kernel.requests import Request
from xianfeng.service import queries
from xianfeng.service.queries import desk
from xianfeng.service.views import steps
from xianfeng.ui import http

_SHOWN = 20


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show what waits for the member; the address only once they accepted."""
    viewer, day = request.viewer, http.as_of(request)
    first = date(day.year, 1, 1)
    live = list(desk.own_parts(viewer))
    accepted = [one for one in live if one.state == "accepted"]
    context = {
        "day": day,
        "asked": [
            (one, steps.of_part(viewer, one)) for one in live if one.state == "offered"
        ],
        "accepted": [
            (one, queries.own_contact(viewer, one), steps.to_finish(one.request),
             steps.of_part(viewer, one))
            for one in accepted
        ],
        "done": hours_queries.own(viewer, first, day)[:_SHOWN],
        "hours": hours_queries.own_total(viewer, first, day),
    }  # fmt: skip
    return render(request, "service/mine.html", context)
