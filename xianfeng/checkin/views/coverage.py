"""Communities and grids assigned to units (帮扶): who helps which, and which nobody helps."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.checkin import actions, permissions, queries
from xianfeng.checkin.forms import GAPS, TAKEN, AssignForm, BackForm, CoverBar, ticks
from xianfeng.checkin.homes import whole_name
from xianfeng.checkin.views.shared import deployments_way as way
from xianfeng.checkin.views.shared import one_form, scope
from xianfeng.kernel import clock, figures
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied, Viewer
from xianfeng.ui import http
from xianfeng.ui.asking import BOTH, Asked, bound, by, tried
from xianfeng.units.enums import GridLevel

_SHOWN = ("service.communities", "service.grids")


@require_http_methods(BOTH)
def deployments(request: Request) -> HttpResponse:
    """Show each community and grid with who helps it; posted, assign the ticked ones."""
    viewer = request.viewer
    if not (viewer.paths(permissions.READERS) or viewer.places):
        raise Http404
    assigns, today = viewer.paths(permissions.MANAGERS), clock.today()
    form = AssignForm(viewer, today, bound(request)) if assigns else None
    if request.method == "POST":
        if form is None:
            raise Denied
        answer = _assigned(request, form) if form.is_valid() else None
        if answer is not None:
            return answer
    return render(request, "checkin/deployments.html", _listed(request) | {"form": form})


def _listed(request: Request) -> dict[str, Any]:
    viewer, day, unit = request.viewer, http.as_of(request), scope(request)
    whole = queries.sees_all(viewer) or bool(viewer.places)
    bar = CoverBar(whole, request.GET)
    rows = queries.covered(viewer, day, unit.path if unit else "")
    page = http.page_of(request, rows.filter(**bar.conditions()))
    return {
        "bar": bar,
        "day": day,
        "unit": unit,
        "page": page,
        "lines": queries.covers(viewer, page.object_list, day),
        "boxes": _boxes(viewer, day, whole),
        "ticked": set(ticks(request.POST.getlist("row"))),
    }


def _boxes(viewer: Viewer, day: date, whole: bool) -> list[tuple[str, Any, str]]:
    """Return numbers with their lists: what is assigned, and what is not, for who can tell."""
    page, levels = reverse("checkin:deployments"), (GridLevel.COMMUNITY, GridLevel.GRID)
    found: list[tuple[str, Any, str]] = []
    if viewer.paths(permissions.READERS):
        wanted = [figures.get(name) for name in _SHOWN]
        values = figures.compute_all(viewer, wanted, day, day)
        lists = [f"{page}?state={TAKEN}&level={level}" for level in levels]
        found += [(one.title, one.value, at) for one, at in zip(values, lists, strict=True)]
    if whole:
        gaps, there = queries.gaps(viewer, day), f"{page}?state={GAPS}&level="
        titles = (_("还没有联系单位的社区"), _("还没有联系单位的网格"))
        found += [
            (title, gaps[level], f"{there}{level}")
            for title, level in zip(titles, levels, strict=True)
        ]
    return found


def _assigned(request: Request, form: AssignForm) -> HttpResponse | None:
    chosen = ticks(request.POST.getlist("row"))
    places = list(queries.places(request.viewer).filter(pk__in=chosen))
    unit = form.cleaned_data["unit"]

    def act() -> str:
        actions.assign_places(**by(request), places=places, **form.cleaned_data)
        told = {"number": len(places), "unit": unit.name}
        messages.success(request, _("已把 %(number)s 处分给%(unit)s。") % told)
        return request.get_full_path()

    return tried(request, form, act)


@require_http_methods(BOTH)
def end_assignment(request: Request, pk: int) -> HttpResponse:
    """Ask from which day a unit helps a place no more; posted, end it."""
    row = get_object_or_404(queries.assignments_visible_to(request.viewer), pk=pk)
    if not permissions.may_manage(request.viewer, row.unit):
        raise Denied
    form = BackForm(clock.today(), bound(request))

    def act() -> str:
        actions.end_assignment(**by(request), row=row, **form.cleaned_data)
        messages.success(request, _("已登记。"))
        return reverse("checkin:deployments")

    title = _("结束联系")
    lead = _("%(unit)s联系%(place)s，自 %(day)s。") % {
        "unit": row.unit.name, "place": whole_name(row.place), "day": row.from_on
    }  # fmt: skip
    return one_form(request, form, act, Asked(title, way((title, "")), title, lead))
