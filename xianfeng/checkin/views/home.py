"""Both check-ins over a part of the tree: the rates, branch by branch, and who is missing."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.checkin import permissions, queries
from xianfeng.checkin.forms import ticks
from xianfeng.checkin.views.shared import XLSX, scope, way
from xianfeng.kernel import figures
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http

_SHOWN = ("checkin.units_rate", "checkin.members", "checkin.members_rate")
HEADINGS = (
    Heading("组织编码"),
    Heading("党支部", width=32),
    Heading("报到的社区", width=32),
    Heading("单位报到日期", "date"),
    Heading("党员数", "integer"),
    Heading("已报到党员", "integer"),
    Heading("未报到党员", width=60),
)


@require_safe
def home(request: Request) -> HttpResponse:
    """Show both rates and every branch in the fixed order; a community has its own list."""
    if not request.viewer.paths(permissions.READERS):
        return redirect(_own(request.viewer))
    unit, day = scope(request), http.as_of(request)
    path = unit.path if unit else ""
    page = http.page_of(request, queries.branches(request.viewer, path, day))
    wanted = [figures.get(name) for name in _SHOWN]
    context = {
        "unit": unit,
        "day": day,
        "page": page,
        "rows": queries.lines(request.viewer, page.object_list, day),
        "numbers": figures.compute_all(request.viewer, wanted, day, day, path),
        "communities": queries.by_community(request.viewer, path, day),
        "records": bool(request.viewer.paths(permissions.WRITERS)),
        "query": request.GET.urlencode(),
    }
    return render(request, "checkin/home.html", context)


def _own(viewer: Viewer) -> str:
    """Return the page of who reads no roster: a community worker's, or a member's own."""
    if viewer.places:
        return "checkin:here"
    if viewer.member_id is not None:
        return "checkin:mine"
    raise Http404


@require_safe
def missing(request: Request) -> HttpResponse:
    """Show who is not checked in; who keeps their records checks them in from here."""
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    unit, day = scope(request), http.as_of(request)
    home, place = _home(request)
    rows = queries.missing_members(request.viewer, day, _path(unit), home)
    context = {
        "unit": unit,
        "day": day,
        "home": home,
        "place": place,
        "page": http.page_of(request, rows),
        "may": bool(request.viewer.paths(permissions.WRITERS)),
        "way": way((_("未报到的党员"), "")),
    }
    return render(request, "checkin/missing.html", context)


def _home(request: Request) -> tuple[int | None, Any]:
    """Return the key of the community to which the list is narrowed, and the community."""
    said = request.GET.get("community", "")
    if not said:
        return None, None
    found = ticks([said])
    if found == [queries.NOWHERE]:
        return queries.NOWHERE, None
    place = get_object_or_404(queries.communities(request.viewer), pk__in=found)
    return place.pk, place


@require_safe
def export(request: Request) -> FileResponse:
    """Send every branch with its check-ins and who is missing as a workbook."""
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    unit, day, content = scope(request), http.as_of(request), BytesIO()
    cells = _cells(request.viewer, _path(unit), day)
    sheets.write_xlsx(content, HEADINGS, cells, sheet=_("双报到"))
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=_("双报到.xlsx"), content_type=XLSX)


def _path(unit: Any) -> str:
    return unit.path if unit else ""


def _cells(viewer: Any, path: str, day: date) -> Iterator[tuple[Any, ...]]:
    names: dict[int, list[str]] = {}
    for spell in queries.missing_members(viewer, day, path):
        names.setdefault(spell.unit_id, []).append(spell.member.name)
    for line in queries.lines(viewer, queries.branches(viewer, path, day), day):
        yield (
            line.unit.code,
            line.unit.name,
            "、".join(row.community.name for row in line.places),
            min((row.from_on for row in line.places), default=None),
            line.members,
            line.checked,
            "、".join(names.get(line.unit.pk, [])),
        )
