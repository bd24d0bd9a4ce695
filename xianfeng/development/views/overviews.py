"""The office's calendar of everybody in development, and the year's quotas."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.development import permissions, queries, shown
from xianfeng.development.actions import people
from xianfeng.development.forms import FilterForm, QuotaForm
from xianfeng.development.views.people import POSTS
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.periods import Cycle, add_months, period_of
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.members.forms import refuse
from xianfeng.ui import http

AHEAD = 12


@require_safe
def calendar(request: Request) -> HttpResponse:
    """Show who is due what in which month, what is overdue first."""
    form = FilterForm(request.GET, viewer=request.viewer)
    wanted, day = form.wanted(), http.as_of(request)
    path = wanted.path if wanted else ""
    found = list(queries.open_deadlines(request.viewer, path, add_months(day, AHEAD)))
    late = [one for one in found if one.due_on < day]
    coming = [one for one in found if one.due_on >= day]
    months = [
        (period.title, [(one, shown.due_mark(one, day)) for one in each])
        for period, each in groupby(coming, lambda one: period_of(one.due_on, Cycle.MONTH))
    ]
    context = {"form": form, "day": day, "late": late, "months": months, "count": len(found)}
    return render(request, "development/calendar.html", context)


@require_http_methods(POSTS)
def quotas(request: Request) -> HttpResponse:
    """Show a year's quotas with their use; posted, set one."""
    today = clock.today()
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdecimal() else today.year
    year = year if 2014 <= year <= today.year + 1 else today.year
    units = queries.quota_units(request.viewer, today)
    form = QuotaForm(request.POST or None, initial={"year": year}, units=units)
    if request.method == "POST":
        if not units:
            raise Denied
        if form.is_valid():
            try:
                return http.post_once(request, lambda: _set(request, form))
            except Refused as refused:
                refuse(form, refused)
    context = {
        "year": year,
        "uses": queries.quotas(request.viewer, year),
        "form": form if units else None,
        "may": bool(units) and bool(request.viewer.paths(permissions.DECIDERS)),
    }
    return render(request, "development/quotas.html", context)


def _set(request: Request, form: QuotaForm) -> str:
    given = form.cleaned_data
    people.set_quota(
        actor=request.viewer,
        at=clock.now(),
        unit=form.units[given["unit"]],
        year=given["year"],
        number=given["number"],
    )
    return f"{reverse('development:quotas')}?year={given['year']}"
