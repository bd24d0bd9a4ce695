"""The ledger of tasks: narrowed, paged, as a sheet, on a timeline; and urging from it."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.plans import actions, queries
from xianfeng.plans.forms import FilterForm
from xianfeng.plans.views import drawing, shown
from xianfeng.plans.views.shared import XLSX, by
from xianfeng.ui import http

EXCEPTIONS = 20


@require_safe
def listing(request: Request) -> HttpResponse:
    """Show progress by aspect, what is overdue, and the tasks."""
    form = FilterForm(request.GET, request.viewer)
    wanted, day = form.wanted(), http.as_of(request)
    page = http.page_of(request, queries.listed(request.viewer, wanted, day))
    late = queries.overdue(request.viewer, wanted, day)
    context = {
        "form": form,
        "day": day,
        "page": page,
        "rows": (rows := shown.lines(page, day, request.viewer)),
        "chooses": any(each.urgeable for each in rows),
        "late": shown.lines(late[:EXCEPTIONS], day, request.viewer),
        "late_count": late.count(),
        "progress": shown.aspects(queries.progress(request.viewer, wanted, day), request.GET),
        "late_href": shown.address(request.GET, state="overdue"),
        "narrowed": any(vars(wanted).values()),
        **_around(request),
    }
    return render(request, "plans/list.html", context)


@require_safe
def export(request: Request) -> FileResponse:
    """Send the list as it is narrowed, as a workbook."""
    form = FilterForm(request.GET, request.viewer)
    day = http.as_of(request)
    content = BytesIO()
    found = queries.listed(request.viewer, form.wanted(), day).prefetch_related("assistants__unit")
    sheets.write_xlsx(content, shown.HEADINGS, shown.cells(found, day), sheet=_("任务"))
    content.seek(0)
    name = _("任务_%(day)s.xlsx") % {"day": day.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def timeline(request: Request) -> HttpResponse:
    """Show tasks and nodes on months, and the same as a table."""
    form = FilterForm(request.GET, request.viewer)
    day = http.as_of(request)
    found = queries.listed(request.viewer, form.wanted(), day).prefetch_related("nodes")
    page = http.page_of(request, found, size=30)
    tasks = list(page)
    waits = queries.waits_among(request.viewer, tasks)
    context = {
        "form": form,
        "day": day,
        "page": page,
        "chart": drawing.chart(tasks, waits, day),
        "way": [(_("任务"), reverse("plans:list")), (_("时间线"), "")],
        "list_href": shown.address(request.GET),
    }
    return render(request, "plans/timeline.html", context)


@require_POST
def urge(request: Request) -> HttpResponse:
    """Urge the chosen tasks, and come back to where they were chosen."""
    written = [key for key in request.POST.getlist("task") if key.isascii() and key.isdecimal()]
    keys = [int(key) for key in written if len(key) < 19]
    tasks = list(queries.complete(request.viewer).filter(pk__in=keys[:500]))
    back = shown.own_address(request.POST.get("back", ""))
    try:
        new = actions.urge_tasks(**by(request), tasks=tasks)
    except Refused as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(back)
    said = _("已催办 %(new)s 项。今天的催办合为一份通知送到牵头单位。") % {"new": new}
    messages.success(request, said if new else _("这些任务今天已经催办过，不重复发送。"))
    return HttpResponseRedirect(back)


def _around(request: Request) -> dict[str, Any]:
    """Return what stands beside the list: what was urged, what waits, and what one may write."""
    return {
        "unread": list(queries.unread(request.viewer)),
        "waiting": queries.waiting(request.viewer).count(),
        "issuing": queries.issuers(request.viewer).exists(),
        "query": request.GET.urlencode(),
        "here": request.get_full_path(),
    }
