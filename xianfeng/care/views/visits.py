"""Visits: the year's list, recording, totals a head, and who was not visited."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.care import permissions
from xianfeng.care.actions import visits as actions
from xianfeng.care.forms import ReasonForm, VisitFilter, VisitForm
from xianfeng.care.queries import people
from xianfeng.care.queries import visits as queries
from xianfeng.care.views import shared
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show a year's visits with what they come to."""
    form = VisitFilter(request.GET)
    wanted, unit = form.wanted(), shared.scope(request)
    year, path = shared.year_of(request, wanted), unit.path if unit else ""
    context = {
        "form": form,
        "year": year,
        "unit": unit,
        "totals": queries.totals(request.viewer, year, path),
        "page": http.page_of(request, queries.listed(request.viewer, year, path, **wanted)),
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "care/visits.html", context)


@either
def record(request: HttpRequest) -> HttpResponse:
    """Record that one or several members were visited."""
    unit = shared.recording(request)
    if unit is None:
        return shared.choose(request, _("记一次慰问"))
    form = shared.filled(request, VisitForm, unit, visitors=request.viewer.name)
    if form.is_bound and form.is_valid():
        answer = shared.acted(
            request, form, lambda **who: _recorded(unit, form, who), _("已记入慰问台账。")
        )
        if answer:
            return answer
    is_long = people.is_long(request.viewer, unit, shared.day_in(request))
    return render(request, "care/record.html", {"form": form, "unit": unit, "is_long": is_long})


@either
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a visit, with the reason."""
    visit = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    form = ReasonForm(request.POST or None)

    def act(**who: Any) -> str:
        actions.withdraw_visit(visit=visit, **who, **form.cleaned_data)
        return reverse("care:visits")

    return shared.withdrawing(request, visit, form, act, _("作废一次慰问"))


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Show what each member was visited in a year, and who in need was not."""
    form = VisitFilter(request.GET)
    wanted, unit = form.wanted(), shared.scope(request)
    asked, path = shared.year_of(request, wanted), unit.path if unit else ""
    day = http.as_of(request)
    context = {
        "form": form,
        "year": asked,
        "unit": unit,
        "day": day,
        "totals": queries.totals(request.viewer, asked, path),
        "page": http.page_of(request, queries.per_head(request.viewer, asked, path)),
        "missed": queries.not_visited(request.viewer, day, path)[:200],
        "keeps": bool(request.viewer.paths(permissions.KEEPERS)),
    }
    return render(request, "care/year.html", context)


def _recorded(unit: Any, form: VisitForm, who: dict[str, Any]) -> str:
    actions.record_visits(unit=unit, paid=form.paid(), **who)
    return reverse("care:visits")
