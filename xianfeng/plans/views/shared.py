"""What these pages share: one form on a page, what is found, and where one stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.kernel import clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.plans import permissions, queries
from xianfeng.plans.models import Plan, Task, TaskNode
from xianfeng.plans.views import shown
from xianfeng.ui import http

BOTH = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Act = Callable[[], str]


@dataclass(frozen=True)
class Asked:
    """One form on a page: what it is called, where it stands, and what its button says."""

    title: str
    way: list[tuple[str, str]]
    label: str = "保存"
    lead: str = ""
    kind: str = "primary"
    aspects: Iterable[str] = ()
    warnings: Iterable[str] = ()


def bound(request: Request) -> Any:
    """Return what was posted, or None."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": request.viewer, "at": clock.now()}


def one_form(request: Request, form: forms.Form, act: Act, asked: Asked) -> HttpResponse:
    """Answer for a page that holds one form; ``act`` does what it says and returns where to go."""
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, form, act)
        if answer:
            return answer
    return render(request, "plans/form.html", {"form": form, "asked": asked})


def attempt(request: Request, form: forms.Form, act: Act) -> HttpResponse | None:
    """Do what the form says once; None when the form came back with what to put right."""
    try:
        return http.post_once(request, act)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    except Conflict as conflict:
        rows = shown.compared(conflict.current, form.cleaned_data)
        return http.conflict(request, form, rows, conflict.current.version)
    return None


def task_of(request: Request, pk: int) -> Task:
    """Return a visible task; 404 otherwise."""
    return get_object_or_404(queries.complete(request.viewer), pk=pk)


def node_of(request: Request, pk: int) -> TaskNode:
    """Return a node of a visible task; 404 otherwise."""
    return get_object_or_404(queries.visible_nodes(request.viewer), pk=pk)


def led_task(request: Request, pk: int) -> Task:
    """Return a task for which the viewer keeps records; 404 outside their part, 403 inside it."""
    task = task_of(request, pk)
    if not permissions.may_complete(request.viewer, task):
        raise Denied
    return task


def issued_task(request: Request, pk: int) -> Task:
    """Return a task of a plan that the viewer's units issued; 404 outside, 403 inside."""
    task = task_of(request, pk)
    if not permissions.may_issue(request.viewer, task.plan):
        raise Denied
    return task


def plan_of(request: Request, pk: int) -> Plan:
    """Return a visible plan; 404 otherwise."""
    return get_object_or_404(queries.visible_plans(request.viewer), pk=pk)


def to_task(task: Task, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to a task and on."""
    return [(_("任务"), reverse("plans:list")), (task.title, shown.task_address(task)), *more]


def to_list(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the crumbs to the ledger and on."""
    return [(_("任务"), reverse("plans:list")), *more]
