"""Writing plans by hand: a plan, a project, a task, who leads it, its nodes, what it waits for."""

from io import BytesIO
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.kernel import clock
from xianfeng.kernel.requests import Request
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import sheets
from xianfeng.plans import actions, permissions, queries
from xianfeng.plans.enums import PlanKind
from xianfeng.plans.forms import (
    AmendForm,
    NodeForm,
    PlanForm,
    ProjectForm,
    TaskForm,
    VersionForm,
    WaitForm,
)
from xianfeng.plans.models import Task, TaskNode
from xianfeng.plans.views import shown
from xianfeng.plans.views.shared import (
    BOTH,
    XLSX,
    Asked,
    bound,
    by,
    issued_task,
    led_task,
    node_of,
    one_form,
    plan_of,
    to_list,
    to_task,
)
from xianfeng.ui import http


@require_safe
def plan(request: Request, pk: int) -> HttpResponse:
    """Show a plan: how far it is, and the ways to its ledger, timeline and official table."""
    found, viewer = plan_of(request, pk), request.viewer
    day = http.as_of(request)
    wanted = queries.Wanted(plan=found.pk)
    context = {
        "plan": found,
        "day": day,
        "project": found.kind == PlanKind.PROJECTS,
        "progress": shown.aspects(queries.progress(viewer, wanted, day), request.GET, found.pk),
        "may": permissions.may_issue(viewer, found),
        "way": to_list((shown.plan_name(found), "")),
    }
    return render(request, "plans/plan.html", context)


@require_safe
def sheet(request: Request, pk: int) -> FileResponse:
    """Send a plan as the official table (任务分解表), as far as the viewer sees it."""
    found = plan_of(request, pk)
    content, title = BytesIO(), found.title
    rows = shown.official(queries.sheet(request.viewer, found))
    sheets.write_xlsx(content, shown.OFFICIAL, rows, sheet=_("任务分解表"), title=title)
    content.seek(0)
    name = f"{title}_{found.year}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_http_methods(BOTH)
def create(request: Request) -> HttpResponse:
    """Begin a plan of one's own unit."""
    units = _own_units(request)
    form = PlanForm(bound(request), units=units, initial={"year": clock.today().year})

    def act() -> str:
        made = actions.create_plan(**by(request), **form.cleaned_data)
        return reverse("plans:plan", args=[made.pk])

    title = _("新立计划")
    return one_form(request, form, act, Asked(title, to_list((title, "")), _("保存，去添加任务")))


@require_http_methods(BOTH)
def add_project(request: Request) -> HttpResponse:
    """Set up a project of one's own unit; its nodes are written on its page."""
    form = ProjectForm(bound(request), units=_own_units(request))

    def act() -> str:
        return shown.task_address(actions.add_project(**by(request), **form.cleaned_data))

    title, lead = _("立项"), _("保存后在项目页上添加节点。")
    return one_form(request, form, act, Asked(title, to_list((title, "")), title, lead))


@require_http_methods(BOTH)
def add_task(request: Request, pk: int) -> HttpResponse:
    """Add a task to a plan; saved, the form comes again for the next one."""
    found = plan_of(request, pk)
    if not permissions.may_issue(request.viewer, found):
        raise Denied
    units = queries.possible_leads(request.viewer, found)
    initial = {"lead": found.unit.code, "aspect": request.GET.get("aspect", "")}
    form = TaskForm(bound(request), units=units, initial=initial)

    def act() -> str:
        return shown.task_address(actions.add_task(**by(request), plan=found, **form.cleaned_data))

    here = (shown.plan_name(found), reverse("plans:plan", args=[found.pk]))
    title, aspects = _("添加任务"), queries.aspects_of(request.viewer, found)
    asked = Asked(title, to_list(here, (title, "")), title, aspects=aspects)
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def amend(request: Request, pk: int) -> HttpResponse:
    """Set who leads and assists, the aspect, and whether it is a key city task."""
    task = issued_task(request, pk)
    units = queries.possible_leads(request.viewer, task.plan)
    initial = {
        "aspect": task.aspect,
        "lead": task.lead.code,
        "helpers": [each.unit.code for each in task.assistants.select_related("unit")],
        "key": task.key_on is not None,
        "version": task.version,
    }
    form = AmendForm(bound(request), units=units, initial=initial)
    title = _("修改牵头、配合和方面")
    aspects = queries.aspects_of(request.viewer, task.plan)
    asked = Asked(title, to_task(task, (title, "")), _("保存"), task.title, aspects=aspects)
    return _on_task(request, task, form, actions.amend_task, asked)


@require_http_methods(BOTH)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take out a task written by mistake."""
    task = issued_task(request, pk)
    form = VersionForm(bound(request), initial={"version": task.version})

    def act() -> str:
        actions.remove_task(**by(request), task=task, **form.cleaned_data)
        return reverse("plans:list")

    title = _("删除任务")
    asked = Asked(title, to_task(task, (title, "")), title, task.title, kind="danger")
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def add_node(request: Request, pk: int) -> HttpResponse:
    """Add a node to a task."""
    task = led_task(request, pk)
    form, title = NodeForm(bound(request)), _("添加节点")
    asked = Asked(title, to_task(task, (title, "")), title, task.title)
    return _on_task(request, task, form, actions.add_node, asked)


@require_http_methods(BOTH)
def remove_node(request: Request, pk: int) -> HttpResponse:
    """Take out a node that is not reached."""
    node = node_of(request, pk)
    task = issued_task(request, node.task_id)
    form, title = VersionForm(bound(request), initial={"version": node.version}), _("删除节点")

    def act() -> str:
        actions.remove_node(**by(request), node=node, **form.cleaned_data)
        return shown.task_address(task)

    asked = Asked(title, to_task(task, (title, "")), title, node.title, kind="danger")
    return one_form(request, form, act, asked)


@require_http_methods(BOTH)
def task_wait(request: Request, pk: int) -> HttpResponse:
    """Say which earlier task a task waits for; ``?drop=`` takes one away."""
    task = led_task(request, pk)
    return _wait(request, task, task)


@require_http_methods(BOTH)
def node_wait(request: Request, pk: int) -> HttpResponse:
    """Say which earlier node a node waits for; ``?drop=`` takes one away."""
    node = node_of(request, pk)
    return _wait(request, led_task(request, node.task_id), node)


def _wait(request: Request, task: Task, row: Task | TaskNode) -> HttpResponse:
    drop = request.GET.get("drop")
    verb: Any = actions.add_wait
    rows, title = queries.possible_earlier(request.viewer, row), _("添加前置")
    if drop is not None:
        rows, verb = queries.earlier_than(request.viewer, row), actions.remove_wait
        title = _("取消前置")
    form = WaitForm(bound(request), rows=rows, initial={"earlier": drop})

    def act() -> str:
        verb(**by(request), later=row, **form.cleaned_data)
        return shown.task_address(task)

    return one_form(request, form, act, Asked(title, to_task(task, (title, "")), title, row.title))


def _on_task(
    request: Request, task: Task, form: forms.Form, verb: Any, asked: Asked
) -> HttpResponse:
    def act() -> str:
        verb(**by(request), task=task, **form.cleaned_data)
        return shown.task_address(task)

    return one_form(request, form, act, asked)


def _own_units(request: Request) -> Any:
    """Return the units for which the viewer writes; without any there is no such page."""
    units = queries.issuers(request.viewer)
    if not units.exists():
        raise Http404
    return units
