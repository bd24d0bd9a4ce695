"""The list: what a member can come to and has a place in, what staff have planned and held."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.ledgers.sheets import Heading
from xianfeng.ui import http
from xianfeng.volunteering import permissions, queries
from xianfeng.volunteering.forms import ListForm
from xianfeng.volunteering.queries import Wanted
from xianfeng.volunteering.views.shared import XLSX, begun, line, scope, told

HEADINGS = (
    Heading("党组织", width=28), Heading("活动", width=36), Heading("类别"),
    Heading("日期", "date"), Heading("开始"), Heading("结束"), Heading("社区", width=16),
    Heading("集合地点", width=24), Heading("服务队", width=20), Heading("名额", "integer"),
    Heading("报名", "integer"), Heading("候补", "integer"), Heading("到场", "integer"),
    Heading("每人小时", "money"), Heading("状态", width=18), Heading("取消原因", width=30),
)  # fmt: skip


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show one's own places and what one may sign up for; staff see their units' events below."""
    viewer, day = request.viewer, http.as_of(request)
    form, wanted, unit = _narrowed(request)
    reads = bool(viewer.paths(permissions.READERS))
    staff = reads or bool(viewer.places)
    page = http.page_of(request, queries.listed(viewer, wanted)) if staff else None
    context = {
        "form": form,
        "unit": unit,
        **_own(viewer, day),
        "member": viewer.member_id is not None,
        "staff": staff,
        "reads": reads,
        "worker": bool(viewer.places),
        "page": page,
        "lines": [line(one, day) for one in page] if page else [],
        "narrowed": bool(request.GET),
        "may": bool(viewer.paths(permissions.WRITERS)),
        "query": request.GET.urlencode(),
        **told(),
    }
    return render(request, "volunteering/list.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as it is narrowed, as a workbook."""
    _form, wanted, _unit = _narrowed(request)
    day, content = http.as_of(request), BytesIO()
    rows = queries.listed(request.viewer, wanted).iterator(chunk_size=2000)
    sheets.write_xlsx(content, HEADINGS, _cells(rows, day), sheet=_("志愿服务活动"))
    content.seek(0)
    name = _("志愿服务活动_%(day)s.xlsx") % {"day": day.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def _own(viewer: Any, day: Any) -> dict[str, Any]:
    """Return the viewer's own places, and what they may sign up for, each with what it meets."""
    mine = list(queries.mine(viewer, day))
    offered = queries.offered(viewer, day)
    return {
        "mine": [(one, line(one.event, day), not begun(one.event)) for one in mine],
        "offered": [(one, queries.clashes(viewer, one, mine)) for one in offered],
    }


def _narrowed(request: Request) -> tuple[ListForm, Wanted, Any]:
    form, unit = ListForm(request.GET), scope(request)
    return form, Wanted(path=unit.path if unit else "", **form.wanted()), unit


def _cells(rows: Any, day: Any) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (
            row.unit.name, row.title, str(row.get_category_display()), row.on,
            row.starts_at.isoformat("minutes"), row.ends_at.isoformat("minutes"),
            row.community.name if row.community else "", row.venue,
            row.team.name if row.team else "", row.places, row.signed, row.waiting,
            row.came if row.state == "held" else None, row.hours, line(row, day).words,
            row.because,
        )  # fmt: skip
