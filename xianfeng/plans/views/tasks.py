"""One task and one node: what stands around them, and saying that they are done."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.plans import actions, permissions, queries
from xianfeng.plans.forms import CompleteForm, ReopenForm
from xianfeng.plans.models import Task, TaskNode
from xianfeng.plans.views import shown
from xianfeng.plans.views.shared import BOTH, Asked, attempt, bound, by, node_of, task_of, to_task
from xianfeng.ui import http


@require_http_methods(BOTH)
def task(request: Request, pk: int) -> HttpResponse:
    """Show one task; posted, record that it is done."""
    found = task_of(request, pk)
    initial = {"done_on": clock.today(), "version": found.version}
    form = CompleteForm(bound(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, partial(_complete, request, form, found))
        if answer:
            return answer
    page = _task_page(request, found) | _around(request, found) | {"form": form}
    return render(request, "plans/task.html", page)


@require_http_methods(BOTH)
def reopen(request: Request, pk: int) -> HttpResponse:
    """Ask why a task is opened again; posted, open it."""
    found = task_of(request, pk)
    form = ReopenForm(bound(request), initial={"version": found.version})

    def act() -> str:
        actions.reopen_task(**by(request), task=found, **form.cleaned_data)
        return shown.task_address(found)

    title = _("重新打开任务")
    asked = Asked(title, to_task(found, (title, "")), title, found.title)
    return _said_of(request, form, act, asked, found)


@require_http_methods(BOTH)
def node(request: Request, pk: int) -> HttpResponse:
    """Show one node, with saying that it was reached, or why it is opened again."""
    found = node_of(request, pk)
    form, act, label = _node_form(request, found)
    context = _node_page(request, found)
    way = to_task(found.task, (found.title, ""))
    asked = Asked(found.title, way, label)
    return _said_of(request, form, act, asked, found.task, "plans/node.html", context)


def _node_page(request: Request, node: TaskNode) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    changes = list(queries.changes_of(viewer, node.task))
    (stood,) = (each for each in queries.nodes_of(viewer, node.task, day) if each == node)
    return {
        "node": node,
        "line": shown.line(stood, day),
        "issuer": permissions.may_issue(viewer, node.task.plan),
        "waits": [each for each in queries.waits_of(viewer, node.task, day) if each.later == node],
        "undone": queries.undone_before(viewer, node, day),
        "due": shown.due_words(node, changes, day),
        "asked_for": [each for each in changes if each.node == node and not each.closed_on],
    }


def _node_form(request: Request, node: TaskNode) -> tuple[Any, Any, str]:
    version = {"version": node.version}
    form: CompleteForm | ReopenForm
    if node.done_on is None:
        form = CompleteForm(bound(request), initial=version | {"done_on": clock.today()})
        verb, label = actions.complete_node, _("登记完成")
    else:
        form = ReopenForm(bound(request), initial=version)
        verb, label = actions.reopen_node, _("重新打开")

    def act() -> str:
        verb(**by(request), node=node, **form.cleaned_data)
        return shown.task_address(node.task)

    return form, act, label


def _complete(request: Request, form: CompleteForm, task: Task) -> str:
    actions.complete_task(**by(request), task=task, **form.cleaned_data)
    return shown.task_address(task)


def _task_page(request: Request, task: Task) -> dict[str, Any]:
    viewer, day = request.viewer, http.as_of(request)
    changes = list(queries.changes_of(viewer, task))
    stood = queries.as_it_stood(viewer, task, day)
    nodes = [
        (shown.line(each, day), shown.due_words(each, changes, day))
        for each in queries.nodes_of(viewer, task, day)
    ]
    return {
        "task": task,
        "line": shown.line(stood, day, viewer),
        "may": permissions.may_complete(viewer, task),
        "issuer": permissions.may_issue(viewer, task.plan),
        "pairs": shown.pairs(task, changes, day),
        "assistants": queries.assistants(viewer, task),
        "nodes": nodes,
        "changes": changes,
        "asked": [each for each in changes if each.closed_on is None],
        "history": shown.history(queries.history(viewer, task)),
        "back": [*to_task(task)[:1], (task.title, "")],
    }


def _around(request: Request, task: Task) -> dict[str, Any]:
    """Return what waits for what, what was urged, and what was done for a key task."""
    viewer, day = request.viewer, http.as_of(request)
    context: dict[str, Any] = {
        "waits": queries.waits_of(viewer, task, day),
        "awaited": queries.awaited_by(viewer, task, day),
        "undone": queries.undone_before(viewer, task, day),
        "urges": queries.urges_of(viewer, task),
    }
    if task.key_on:
        context |= {
            "pushers": queries.pushers(viewer, task),
            "projects": queries.projects_for(viewer, task),
            "did": queries.did(viewer, task),
            "may_tie": permissions.may_tie(viewer, task),
        }
    return context


def _said_of(
    request: Request,
    form: Any,
    act: Any,
    asked: Asked,
    task: Task,
    template: str = "plans/form.html",
    more: Any = None,
) -> HttpResponse:
    """Answer for a page whose form is the lead unit's; others read who may."""
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, act)
        if answer:
            return answer
    may = permissions.may_complete(request.viewer, task)
    context = {"form": form, "asked": asked, "task": task, "theirs": not may, "may": may}
    return render(request, template, context | (more or {}))
