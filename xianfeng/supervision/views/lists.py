"""The list of visits, with the ways to plans and coverage."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.supervision import permissions, queries
from xianfeng.supervision.forms import SearchForm
from xianfeng.ui import http
from xianfeng.units import queries as units_queries


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show the visits that exist for the viewer, those to come on top."""
    viewer, form = request.viewer, SearchForm(request.GET)
    page = http.page_of(request, queries.listed(viewer, form.search()))
    visits = list(page.object_list)
    found = queries.counted(viewer, visits)
    tops = units_queries.visible_to(viewer).filter(path__in=viewer.paths(permissions.READERS))
    context = {
        "form": form,
        "page": page,
        "rows": [(visit, found.get(visit.pk, 0)) for visit in visits],
        "plans": queries.plans_to(viewer)[:6],
        "issuers": queries.issuing_units(viewer, clock.today())[:6],
        "covered": tops.filter(kind__in=queries.ISSUERS)[:6],
    }
    return render(request, "supervision/list.html", context)
