"""Political birthdays of a month, how they were kept, and fifty years in the Party."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.care import permissions
from xianfeng.care.actions import greetings as actions
from xianfeng.care.forms import GreetForm, ReasonForm, YearForm, month_written
from xianfeng.care.queries import birthdays as queries
from xianfeng.care.queries import people
from xianfeng.care.views import shared
from xianfeng.kernel import periods
from xianfeng.kernel.periods import Cycle, Period
from xianfeng.ui import http

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show the political birthdays of a month."""
    unit, span = shared.scope(request), _month(request)
    found = queries.of_month(request.viewer, span, unit.path if unit else "")
    context = {
        "unit": unit,
        "month": span,
        "written": month_written(span.start),
        "before": month_written(span.start - timedelta(days=1)),
        "after": month_written(span.end + timedelta(days=1)),
        "page": http.page_of(request, found, 100),
        "may_record": bool(request.viewer.paths(permissions.WRITERS)),
    }
    return render(request, "care/birthdays.html", context)


@either
def greet(request: HttpRequest) -> HttpResponse:
    """Record how the birthdays of a month were kept; a meeting that names them gives the day."""
    unit = shared.recording(request)
    if unit is None:
        return shared.choose(request, _("登记政治生日"))
    span = _month(request)
    due = [b for b in queries.of_month(request.viewer, span, unit.path) if b.greeting is None]
    meetings = queries.meetings_about(request.viewer, unit, span)
    form = _greeting_form(request, due, span, meetings)
    if form.is_bound and form.is_valid():
        answer = shared.acted(
            request, form, lambda **who: _greeted(unit, form, span, who), _("已登记。")
        )
        if answer:
            return answer
    context = {"form": form, "unit": unit, "month": span, "due": due, "meetings": meetings}
    return render(request, "care/greet.html", context | {"written": month_written(span.start)})


@either
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a greeting, with the reason."""
    greeting = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    form = ReasonForm(request.POST or None)

    def act(**who: Any) -> str:
        actions.withdraw_greeting(greeting=greeting, **who, **form.cleaned_data)
        return reverse("care:birthdays")

    return shared.withdrawing(request, greeting, form, act, _("作废一次政治生日登记"))


@require_safe
def fifty(request: HttpRequest) -> HttpResponse:
    """Show who reaches fifty years in the Party in a year; nobody types it in."""
    form = YearForm(request.GET)
    wanted, unit = form.wanted(), shared.scope(request)
    year = shared.year_of(request, wanted)
    found = queries.fifty_years(request.viewer, year, unit.path if unit else "")
    context = {"form": form, "year": year, "unit": unit, "page": http.page_of(request, found, 100)}
    return render(request, "care/fifty.html", context)


def _month(request: HttpRequest) -> Period:
    asked = request.POST.get("month") or request.GET.get("month")
    written, today = asked or request.GET.get("period", ""), http.as_of(request)
    try:
        found = periods.parse(written)
    except ValueError:
        return periods.period_of(today, Cycle.MONTH)
    if not asked and found.start <= today:  # a duty's quarter: its last month that has begun
        found = periods.period_of(min(found.end, today), Cycle.MONTH)
    near = found.cycle is Cycle.MONTH and abs(found.start.year - today.year) <= 50
    return found if near else periods.period_of(today, Cycle.MONTH)


def _greeting_form(
    request: HttpRequest, due: Any, span: Period, meetings: list[tuple[date, str]]
) -> GreetForm:
    offered = [people.Person(b.member.pk, b.member.name, f"{b.on:%m-%d}") for b in due]
    last = min(shared.day_in(request), span.end)
    known: dict[str, Any] = {"on": max(last, span.start), "people": [one.id for one in offered]}
    if meetings:
        known |= {"on": meetings[0][0], "form": "together", "activity": meetings[0][1]}
    return GreetForm(request.POST or None, offered=offered, initial=known)


def _greeted(unit: Any, form: GreetForm, span: Period, who: dict[str, Any]) -> str:
    given = {name: value for name, value in form.cleaned_data.items() if name != "words"}
    actions.record_greetings(unit=unit, **given, **who)
    return f"{reverse('care:birthdays')}?unit={unit.code}&month={month_written(span.start)}"
