"""The tree, and one unit's page."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel import facts
from xianfeng.kernel.places import History
from xianfeng.kernel.viewer import Viewer
from xianfeng.ui import http
from xianfeng.ui.navigation import address
from xianfeng.units import permissions, queries
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.forms import TreeForm
from xianfeng.units.models import Unit, UnitState

ROWS = 100
DEPTH = "2"


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Show the viewer's part of the tree from ``?at=``, unfolded ``?depth=`` levels."""
    viewer, day, history = request.viewer, http.as_of(request), History.read()
    form = TreeForm({"depth": DEPTH, **request.GET.dict()})
    code = request.GET.get("at", "")
    at = _standing(viewer, code, day) if code else None
    found: QuerySet[UnitState] = queries.levels(viewer, day, history, form.levels(), at)
    if form.words():
        found = queries.search(viewer, form.words(), day, history)
    page = http.page_of(request, found, ROWS)
    context = {
        "form": form,
        "page": page,
        "rows": queries.tree_rows(viewer, queries.then(page), day, history),
        "at": at.unit if at else None,
        "crumbs": _crumbs(at.unit, request, history) if at else [],
        "query": _kept(request),
        "day": day,
        "roles_href": reverse("units:roles") if permissions.is_security(viewer) else "",
    }
    return render(request, "units/tree.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit as it was on a day: who, how many, what below it, and where its lists are."""
    viewer, day = request.viewer, http.as_of(request)
    unit = get_object_or_404(queries.visible_to(viewer).select_related("agency"), code=code)
    page = {
        "name": unit.name,
        "may": permissions.may_manage(viewer, unit),
        "staff": permissions.is_staff(viewer, unit),
        "links": _links(viewer, unit),
        "is_branch": unit.kind in BRANCH_KINDS,
        "officers": _officers(queries.officers(viewer, unit, day)),
        "terms": queries.terms(viewer, unit),
        "holders": queries.role_holders(viewer, unit, day),
        "history": [(one.day, one.text, "") for one in queries.stretches(viewer, unit)],
    }
    page |= _of_day(request, queries.state_of(viewer, unit, day) or unit, day)
    return render(request, "units/detail.html", page)


def _of_day(request: HttpRequest, state: Any, day: date) -> dict[str, Any]:
    """Return what was a unit's on a day: its words, its place, and what stood below it."""
    viewer, history = request.viewer, History.read()
    unit = queries.then([state])[0] if isinstance(state, UnitState) else state
    below = queries.children(viewer, unit.path, day, history)
    rows = queries.tree_rows(viewer, [unit, *below], day, history)
    return {
        "unit": unit,
        "facts": _facts(unit),
        "own": rows[0],
        "rows": rows[1:],
        "crumbs": _crumbs(unit, request, history),
        "day": day,
        "query": _kept(request),
    }


def _standing(viewer: Viewer, code: str, day: date) -> UnitState:
    """Return a visible unit's stretch that covers a day; there is no page of a day without."""
    unit = get_object_or_404(queries.visible_to(viewer), code=code)
    state = queries.state_of(viewer, unit, day)
    if state is None:
        raise Http404
    queries.then([state])
    return state


def _facts(unit: Any) -> list[tuple[str, Any]]:
    return [
        (_("组织编码"), unit.code),
        (_("组织类别"), unit.get_kind_display()),
        (_("所属单位"), unit.agency.name if unit.agency else ""),
        (_("单位性质"), unit.agency.get_sector_display() if unit.agency else ""),
        (_("成立日期"), unit.established_on),
        (_("撤销日期"), unit.abolished_on),
    ]


def _crumbs(unit: Unit, request: HttpRequest, history: History) -> list[tuple[str, str]]:
    day = http.as_of(request)
    stood = queries.ancestors_then(request.viewer, unit.path, day, history)
    above = [(one.name, _at(one, request)) for one in stood]
    return [(_("组织"), reverse("units:tree") + _kept(request)), *above, (unit.name, "")]


def _at(unit: Unit, request: HttpRequest) -> str:
    return reverse("units:detail", args=[unit.code]) + _kept(request)


def _officers(rows: list[Any]) -> list[dict[str, Any]]:
    columns = dict(facts.get("members.post").columns)
    return [{title: facts.cell(row, column) for title, column in columns.items()} for row in rows]


def _links(viewer: Viewer, unit: Any) -> list[tuple[str, str]]:
    """Return (word, address) of the lists of this unit that exist here and are open."""
    staff = permissions.is_staff(viewer, unit)
    wanted = [
        (_("党员花名册"), "members:roster", staff),
        (_("会议记录"), "life:list", True),
        (_("应办事项"), "duties:list", staff),
    ]
    shown = [(word, address(name)) for word, name, allowed in wanted if allowed]
    return [(word, f"{href}?unit={unit.code}") for word, href in shown if href]


def _kept(request: HttpRequest) -> str:
    """Return the as-of day to carry along in links, as a query string."""
    day = request.GET.get("as_of", "")
    return f"?as_of={http.as_of(request).isoformat()}" if day else ""
