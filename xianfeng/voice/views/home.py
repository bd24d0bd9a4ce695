"""The online branch (网上党支部), and the rights of members as facts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.voice import permissions, queries
from xianfeng.voice.actions.consultations import stage
from xianfeng.voice.forms import YearForm
from xianfeng.voice.views.shared import unit_of, way_to

SHOWN = 5


@require_safe
def home(request: Request) -> HttpResponse:
    """Show the viewer's own branch, or their units to choose from."""
    units = list(queries.home_units(request.viewer, clock.today())[:50])
    if len(units) == 1:
        return branch(request, units[0].code)
    return render(request, "voice/choose.html", {"units": units})


@require_safe
def branch(request: Request, code: str) -> HttpResponse:
    """Show a unit's home page: what is new, what is asked, what was held, what is discussed."""
    unit, today = unit_of(request, code), clock.today()
    viewer = request.viewer
    asked = queries.consultations_of(viewer, unit, today)[:SHOWN]
    context = {
        "unit": unit,
        "today": today,
        "may": permissions.may_write(viewer, unit),
        "notices": queries.notices_of(viewer, unit, today)[: SHOWN * 2],
        "consultations": [(row, stage(row, today)) for row in asked],
        "coming": queries.coming(viewer, unit, today),
        "gatherings": queries.gatherings(viewer, unit, today),
        "votes": queries.votes(viewer, unit)[:SHOWN],
        "opinions": queries.listed(viewer, today, unit=unit)[:SHOWN],
        "threads": queries.threads_of(viewer, unit)[:SHOWN],
        "library": queries.library_of(viewer, unit)[:SHOWN],
    }
    return render(request, "voice/branch.html", context)


@require_safe
def rights(request: Request, code: str) -> HttpResponse:
    """Show the four rights in a unit and a year."""
    unit = unit_of(request, code)
    form = YearForm(request.GET, clock.today())
    first, last = form.span()
    context = {
        "form": form,
        "parts": queries.rights(request.viewer, unit, first, last),
        "unit": unit,
        "first": first,
        "last": last,
        "way": way_to(request, unit, (_("知情·参与·表决·监督"), "")),
    }
    return render(request, "voice/rights.html", context)


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show the viewer's own rights in a year; nobody else sees this page."""
    form, today = YearForm(request.GET, clock.today()), clock.today()
    first, last = form.span()
    own = queries.own(request.viewer, today).filter(received_on__range=(first, last))
    context = {
        "form": form,
        "parts": queries.own_rights(request.viewer, first, last),
        "own": own,
        "first": first,
        "last": last,
        "today": today,
    }
    return render(request, "voice/rights.html", context)
