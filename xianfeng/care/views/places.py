"""Care where the user stands: at one member, and at one unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xianfeng.care import permissions
from xianfeng.care.queries import birthdays, honours, people, talks, visits
from xianfeng.kernel import periods
from xianfeng.kernel.periods import Cycle
from xianfeng.members import queries as members
from xianfeng.ui import http

SHOWN = 8


@require_safe
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one member's honours, visits, birthdays and talks, as far as the viewer may see them."""
    member = get_object_or_404(members.visible_to(request.viewer), pk=pk)
    viewer = request.viewer
    context = {
        "member": member,
        "honours": honours.of_member(viewer, pk)[:50],
        "visits": visits.of_member(viewer, pk)[:50],
        "needs": visits.needs_of(viewer, pk),
        "greetings": birthdays.of_member(viewer, pk)[:20],
        "talks": talks.of_member(viewer, pk)[:50],
    }
    return render(request, "care/person.html", context)


@require_safe
@never_cache
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit's month and year of care: birthdays, talks lacking, who waits for a visit."""
    found = get_object_or_404(people.readable_units(request.viewer), code=code)
    viewer, day = request.viewer, http.as_of(request)
    month = periods.period_of(day, Cycle.MONTH)
    years = talks.years(viewer, day.year, found.path)
    own = years.filter(unit=found).first()
    context = {
        "unit": found,
        "day": day,
        "month": month,
        "birthdays": birthdays.of_month(viewer, month, found.path)[:50],
        "whole": own,
        "lacking": talks.lacking(viewer, own)[:SHOWN] if own else [],
        "branches": None if own else years[:100],
        "missed": visits.not_visited(viewer, day, found.path)[:50],
        "totals": visits.totals(viewer, day.year, found.path),
        "honours": honours.of_unit(viewer, found)[:20],
        "may_record": permissions.may_record(viewer, found),
    }
    return render(request, "care/unit.html", context)
