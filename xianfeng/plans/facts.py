"""Facts about plans: tasks and nodes as commitments, tasks done, and tasks past their day."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    ExpressionWrapper,
    F,
    QuerySet,
    Value,
    When,
)

from xianfeng.kernel.facts import FactKind
from xianfeng.plans.enums import Timing
from xianfeng.plans.models import Task, TaskNode
from xianfeng.units.permissions import STAFF


def done_tasks() -> QuerySet[Task]:
    """Return the tasks that are done, with whether that was by their due day."""
    on_time = When(done_on__lte=F("due_on"), then=Value(Timing.ON_TIME.value))
    return Task.objects.filter(done_on__isnull=False).annotate(
        timing=Case(
            on_time,
            default=Value(Timing.LATE.value),
            output_field=CharField(choices=Timing.choices),
        )
    )


def overdue_tasks() -> QuerySet[Task]:
    """Return all tasks with ``overdue_from``: the day after the due day, when it turns overdue."""
    day_after = ExpressionWrapper(F("due_on") + timedelta(days=1), output_field=DateField())
    return Task.objects.annotate(overdue_from=day_after)


def _timing(row: Any) -> str:
    return str(Timing(row.timing).label)


_DIMS = {"aspect": "aspect", "plan": "plan__title", "year": "plan__year"}
_SHOWN = (
    ("任务", "title"),
    ("方面", "aspect"),
    ("牵头单位", "lead__name"),
    ("完成时限", "due_on"),
    ("完成日期", "done_on"),
)

TASK = FactKind(
    id="plans.task",
    title="任务",
    rows=Task.objects.all,
    unit="lead_id",
    path="lead__path",
    on="due_on",
    due="due_on",
    done="done_on",
    dims=_DIMS,
    columns=_SHOWN,
    page="plans:task",
    related=("lead",),
    roles=STAFF,
)

NODE = FactKind(
    id="plans.node",
    title="任务节点",
    rows=TaskNode.objects.all,
    unit="task__lead_id",
    path="task__lead__path",
    on="due_on",
    due="due_on",
    done="done_on",
    dims={"aspect": "task__aspect", "plan": "task__plan__title", "year": "task__plan__year"},
    columns=(
        ("任务", "task__title"),
        ("节点", "title"),
        ("牵头单位", "task__lead__name"),
        ("完成时限", "due_on"),
        ("完成日期", "done_on"),
    ),
    page="plans:task",
    page_key="task_id",
    related=("task", "task__lead"),
    roles=STAFF,
)

DONE = FactKind(
    id="plans.done",
    title="已完成的任务",
    rows=done_tasks,
    unit="lead_id",
    path="lead__path",
    on="done_on",
    dims={**_DIMS, "timing": "timing"},
    columns=(*_SHOWN, ("完成情况", _timing)),
    page="plans:task",
    related=("lead",),
    roles=STAFF,
)

OVERDUE = FactKind(
    id="plans.overdue",
    title="逾期未完成的任务",
    rows=overdue_tasks,
    unit="lead_id",
    path="lead__path",
    since="overdue_from",
    until="done_on",
    dims=_DIMS,
    columns=_SHOWN,
    page="plans:task",
    related=("lead",),
    roles=STAFF,
)

KINDS = (TASK, NODE, DONE, OVERDUE)
