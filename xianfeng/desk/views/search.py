"""Search: one box for members, units, meetings, problems, orders and tasks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xianfeng.desk import queries, rules
from xianfeng.desk.views.words import address
from xianfeng.kernel.requests import Request
from xianfeng.ui import http


@require_safe
def search(request: Request) -> HttpResponse:
    """Show what ``?q=`` finds; an empty question explains what may be asked."""
    words = request.GET.get("q", "").strip()[:60]
    day = http.as_of(request)
    page = {
        "words": words,
        "number_href": address("members:roster") if rules.is_number(words) else "",
        "found": queries.search(request.viewer, words, day),
        "limit": queries.LIMIT,
        "roster_href": address("members:roster", q=words),
        "tree_href": address("units:tree", q=words),
        "problems_href": address("rectification:problems", words=words),
        "tasks_href": address("plans:list", words=words),
    }
    return render(request, "desk/search.html", page)
