"""Facts about plans: tasks and nodes as commitments, done, past their day, changed, urged."""

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
from xianfeng.plans.enums import ChangeState, Timing
from xianfeng.plans.models import Change, Digest, Task, TaskNode
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


def changes() -> QuerySet[Change]:
    """Return the changes of day or wording that were agreed to."""
    return Change.objects.filter(state=ChangeState.APPROVED)


def key_tasks() -> QuerySet[Task]:
    """Return the tasks that stand as key city tasks."""
    return Task.objects.filter(key_on__isnull=False)


def _changed(row: Any) -> str:
    return f"{row.old_due.isoformat()} → {row.new_due.isoformat()}"


def _timing(row: Any) -> str:
    return str(Timing(row.timing).label)


_DIMS = {
    "aspect": "aspect",
    "plan": "plan__title",
    "year": "plan__year",
    "kind": "plan__kind",
}
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
    dims={name: f"task__{lookup}" for name, lookup in _DIMS.items()},
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

CHANGE = FactKind(
    id="plans.change",
    title="任务调整",
    rows=changes,
    unit="task__lead_id",
    path="task__lead__path",
    on="closed_on",
    dims={name: f"task__{lookup}" for name, lookup in _DIMS.items()},
    columns=(
        ("任务", "task__title"),
        ("牵头单位", "task__lead__name"),
        ("时限", _changed),
        ("原因", "reason"),
        ("调整日期", "closed_on"),
    ),
    page="plans:task",
    page_key="task_id",
    related=("task", "task__lead"),
    roles=STAFF,
)

KEY = FactKind(
    id="plans.key",
    title="重点工作任务",
    rows=key_tasks,
    unit="lead_id",
    path="lead__path",
    on="key_on",
    dims=_DIMS,
    columns=_SHOWN,
    page="plans:task",
    related=("lead",),
    roles=STAFF,
)

DIGEST = FactKind(
    id="plans.digest",
    title="催办通知",
    rows=Digest.objects.all,
    on="on",
    dims={"issuer": "issuer__code"},
    columns=(
        ("收到的组织", "unit__name"),
        ("日期", "on"),
        ("催办的组织", "issuer__name"),
        ("已阅日期", "read_on"),
    ),
    page="plans:digest",
    related=("unit", "issuer"),
    roles=STAFF,
)

KINDS = (TASK, NODE, DONE, OVERDUE, CHANGE, KEY, DIGEST)
