"""The tree, and one unit's page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer
from xianfeng.ui import http
from xianfeng.ui.navigation import address
from xianfeng.units import permissions, queries
from xianfeng.units.forms import TreeForm
from xianfeng.units.models import Unit

ROWS = 100
DEPTH = "2"


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Show the viewer's part of the tree from ``?at=``, unfolded ``?depth=`` levels."""
    viewer, day = request.viewer, http.as_of(request)
    form = TreeForm({"depth": DEPTH, **request.GET.dict()})
    code = request.GET.get("at", "")
    at = get_object_or_404(queries.visible_to(viewer), code=code) if code else None
    found: QuerySet[Unit] = queries.levels(viewer, day, form.levels(), at)
    if form.words():
        found = queries.search(viewer, form.words(), day)
    page = http.page_of(request, found, ROWS)
    context = {
        "form": form,
        "page": page,
        "rows": queries.tree_rows(viewer, list(page), day),
        "at": at,
        "crumbs": _crumbs(viewer, at, request) if at else [],
        "query": _kept(request),
        "day": day,
        "roles_href": reverse("units:roles") if permissions.is_security(viewer) else "",
    }
    return render(request, "units/tree.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit: who, how many, what below it, and where its lists are."""
    viewer, day = request.viewer, http.as_of(request)
    unit = get_object_or_404(queries.visible_to(viewer).select_related("agency"), code=code)
    children = list(queries.children(viewer, unit, day))
    rows = queries.tree_rows(viewer, [unit, *children], day)
    page = {
        "unit": unit,
        "facts": _facts(unit),
        "own": rows[0],
        "rows": rows[1:],
        "crumbs": _crumbs(viewer, unit, request),
        "officers": _officers(queries.officers(viewer, unit, day)),
        "terms": queries.terms(viewer, unit),
        "holders": queries.role_holders(viewer, unit, day),
        "links": _links(viewer, unit),
        "may": permissions.may_manage(viewer, unit),
        "day": day,
        "query": _kept(request),
    }
    return render(request, "units/detail.html", page)


def _facts(unit: Any) -> list[tuple[str, Any]]:
    return [
        (_("组织编码"), unit.code),
        (_("组织类别"), unit.get_kind_display()),
        (_("所属单位"), unit.agency.name if unit.agency else ""),
        (_("单位性质"), unit.agency.get_sector_display() if unit.agency else ""),
        (_("成立日期"), unit.established_on),
        (_("撤销日期"), unit.abolished_on),
    ]


def _crumbs(viewer: Viewer, unit: Unit, request: HttpRequest) -> list[tuple[str, str]]:
    above = [(one.name, _at(one, request)) for one in queries.ancestors(viewer, unit)]
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
        (_("党员结构"), "members:structure", staff),
        (_("会议记录"), "life:list", True),
        (_("应办事项"), "duties:list", staff),
        (_("任务"), "plans:list", staff),
    ]
    shown = [(word, address(name)) for word, name, allowed in wanted if allowed]
    return [(word, f"{href}?unit={unit.code}") for word, href in shown if href]


def _kept(request: HttpRequest) -> str:
    """Return the as-of day to carry along in links, as a query string."""
    day = request.GET.get("as_of", "")
    return f"?as_of={http.as_of(request).isoformat()}" if day else ""
