"""The hours of a unit's members: by name in the fixed order of units, and as a workbook."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.hours import permissions, queries
from xianfeng.hours.enums import Source
from xianfeng.hours.forms import ListForm
from xianfeng.hours.queries import Wanted
from xianfeng.kernel import figures
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http
from xianfeng.units import queries as units

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PEOPLE = (
    Heading("组织编码"), Heading("党组织", width=32), Heading("姓名"), Heading("次数", "integer"),
    Heading("小时", "money"),
)  # fmt: skip
STINTS = (
    Heading("组织编码"), Heading("党组织", width=32), Heading("姓名"), Heading("日期", "date"),
    Heading("服务", width=32), Heading("来源", width=16), Heading("小时", "money"),
)  # fmt: skip


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show who gave how long, never in the order of hours; each name opens its page."""
    viewer, unit = request.viewer, _scope(request)
    form = ListForm(request.GET, http.as_of(request))
    wanted = form.wanted(unit.path if unit else "")
    hours, helpers = figures.get("service.hours"), figures.get("service.helpers")
    days = (wanted.first, wanted.last, wanted.path)
    parts = figures.split(viewer, hours, "source", *days)
    context = {
        "unit": unit,
        "form": form,
        "wanted": wanted,
        "page": http.page_of(request, queries.people(viewer, wanted)),
        "numbers": figures.compute_all(viewer, [hours, helpers], *days),
        "parts": [(Source(source).label, number) for source, number in parts],
        "query": request.GET.urlencode(),
    }
    return render(request, "hours/list.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as it is narrowed, with every single service on a second sheet."""
    viewer, unit, content = request.viewer, _scope(request), BytesIO()
    wanted = ListForm(request.GET, http.as_of(request)).wanted(unit.path if unit else "")
    sheets.write_sheets(
        content,
        [
            (_("按党员"), PEOPLE, _people(viewer, wanted)),
            (_("逐次"), STINTS, _stints(viewer, wanted)),
        ],
    )
    content.seek(0)
    span = {"first": wanted.first.isoformat(), "last": wanted.last.isoformat()}
    name = _("志愿服务时长_%(first)s_%(last)s.xlsx") % span
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _scope(request: Request) -> Any:
    """Return the unit to which the list is narrowed, or None; who reads no hours is told 404."""
    if not request.viewer.paths(permissions.READERS):
        raise Http404
    code = request.GET.get("unit", "").replace("\0", " ").strip()
    return get_object_or_404(units.visible_to(request.viewer), code=code) if code else None


def _people(viewer: Any, wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    for row in queries.people(viewer, wanted).iterator(chunk_size=2000):
        name = row["member__name"]
        yield row["unit__code"], row["unit__name"], name, row["times"], row["total"]


def _stints(viewer: Any, wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    for one in queries.stints(viewer, wanted).iterator(chunk_size=2000):
        yield (
            one.unit.code,
            one.unit.name,
            one.member.name,
            one.on,
            one.what,
            one.get_source_display(),
            one.hours,
        )
