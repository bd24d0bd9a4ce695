"""Pages of tasks: the list with progress, one task, and what is said of it."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.ledgers import sheets
from xianfeng.plans import actions, permissions, queries
from xianfeng.plans.forms import CompleteForm, FilterForm, ReopenForm
from xianfeng.plans.models import Task, TaskNode
from xianfeng.plans.views import shown
from xianfeng.ui import http

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEPTIONS = 20
Form = CompleteForm | ReopenForm
Act = Callable[..., Any]


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
        "rows": shown.lines(page, day),
        "late": shown.lines(late[:EXCEPTIONS], day),
        "late_count": late.count(),
        "progress": shown.aspects(queries.progress(request.viewer, wanted, day), request.GET),
        "late_href": shown.address(request.GET, state="overdue"),
        "narrowed": any(vars(wanted).values()),
        "query": request.GET.urlencode(),
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


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: Request, pk: int) -> HttpResponse:
    """Show one task; posted, record that it is done."""
    found = get_object_or_404(queries.complete(request.viewer), pk=pk)
    form = CompleteForm(
        request.POST or None, initial={"done_on": clock.today(), "version": found.version}
    )
    if request.method == "POST" and form.is_valid():
        act = partial(actions.complete_task, task=found)
        answer = _attempt(request, form, act, shown.task_address(found))
        if answer:
            return answer
    return render(request, "plans/task.html", _task_page(request, found, form))


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, pk: int) -> HttpResponse:
    """Ask why a task is opened again; posted, open it."""
    found = get_object_or_404(queries.complete(request.viewer), pk=pk)
    form = ReopenForm(request.POST or None, initial={"version": found.version})
    act = partial(actions.reopen_task, task=found)
    return _one_form(request, form, act, found, _("重新打开任务"), found)


@require_http_methods(["GET", "HEAD", "POST"])
def node(request: Request, pk: int) -> HttpResponse:
    """Ask when a node was reached, or why it is opened again; posted, record that."""
    found = get_object_or_404(queries.visible_nodes(request.viewer), pk=pk)
    form: Form
    if found.done_on is None:
        initial = {"done_on": clock.today(), "version": found.version}
        form = CompleteForm(request.POST or None, initial=initial)
        act, title = partial(actions.complete_node, node=found), _("登记节点完成")
    else:
        form = ReopenForm(request.POST or None, initial={"version": found.version})
        act, title = partial(actions.reopen_node, node=found), _("重新打开节点")
    return _one_form(request, form, act, found, title, found.task)


def _task_page(request: Request, found: Task, form: CompleteForm) -> dict[str, Any]:
    day = http.as_of(request)
    return {
        "task": found,
        "line": shown.line(found, day),
        "form": form,
        "may": permissions.may_complete(request.viewer, found),
        "pairs": shown.pairs(found),
        "assistants": queries.assistants(request.viewer, found),
        "nodes": [shown.line(each, day) for each in found.nodes.all()],
        "history": shown.history(queries.history(request.viewer, found)),
        "back": [(_("任务"), reverse("plans:list")), (found.title, "")],
    }


def _one_form(
    request: Request, form: Form, act: Act, row: Task | TaskNode, title: str, task: Task
) -> HttpResponse:
    """Answer for a page that holds one form and leads back to its task."""
    if request.method == "POST" and form.is_valid():
        answer = _attempt(request, form, act, shown.task_address(task))
        if answer:
            return answer
    way = [
        (_("任务"), reverse("plans:list")),
        (task.title, shown.task_address(task)),
        (title, ""),
    ]
    may = permissions.may_complete(request.viewer, task)
    context = {"form": form, "row": row, "task": task, "title": title, "way": way, "may": may}
    return render(request, "plans/one_form.html", context)


def _attempt(request: Request, form: Form, act: Act, location: str) -> HttpResponse | None:
    """Do what the form says once; None when the form came back with what to put right."""

    def run() -> str:
        act(actor=request.viewer, at=clock.now(), **form.cleaned_data)
        return location

    try:
        return http.post_once(request, run)
    except Refused as refusal:
        known = refusal.field if refusal.field in form.fields else None
        form.add_error(known, refusal.message)
        return None
    except Conflict as conflict:
        rows = shown.compared(conflict.current, form.cleaned_data)
        return http.conflict(request, form, rows, conflict.current.version)
