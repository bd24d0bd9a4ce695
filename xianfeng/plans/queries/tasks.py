"""Reading plans: tasks whose lead or assisting unit lies in the viewer's part of the tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.plans import permissions
from xianfeng.plans.enums import TaskState
from xianfeng.plans.models import Task, TaskAssistant, TaskNode
from xianfeng.plans.standing import in_state, with_due
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Wanted:
    """What a list of tasks is narrowed to; ``plan`` is a key, ``unit`` the code of a lead unit.

    ``state`` is one of TaskState, or ``soon``: not done and due within 30 days. ``assisting``
    takes in what the unit assists with; ``words`` stand in the title.
    """

    plan: int | None = None
    kind: str = ""
    aspect: str = ""
    unit: str = ""
    state: str = ""
    words: str = ""
    assisting: bool = False
    key: bool = False


@dataclass(frozen=True)
class Progress:
    """How many tasks an aspect has on a day, and how many of them are done and overdue."""

    aspect: str
    total: int
    met: int
    late: int
    overdue: int

    @property
    def done(self) -> int:
        """Return how many are done, by their day or late."""
        return self.met + self.late


def visible_to(viewer: Viewer) -> QuerySet[Task]:
    """Return the tasks that a unit in the viewer's part leads or assists with."""
    leads_it = viewer.within("lead__path", permissions.READERS)
    if not leads_it:
        return Task.objects.all()  # the whole tree: an empty condition vanishes in a disjunction
    assists = TaskAssistant.objects.filter(
        viewer.within("unit__path", permissions.READERS), task=OuterRef("pk")
    )
    return Task.objects.filter(leads_it | Exists(assists))


def visible_nodes(viewer: Viewer) -> QuerySet[TaskNode]:
    """Return the nodes of visible tasks."""
    return TaskNode.objects.filter(task__in=visible_to(viewer)).select_related(
        "task__lead", "task__plan__unit"
    )


def listed(viewer: Viewer, wanted: Wanted, day: date) -> QuerySet[Task]:
    """Return tasks for a list in the plan's own order; states are as of the day."""
    found = _narrowed(viewer, wanted)
    if wanted.plan:
        found = found.filter(plan=wanted.plan)
    if wanted.kind:
        found = found.filter(plan__kind=wanted.kind)
    if wanted.aspect:
        found = found.filter(aspect=wanted.aspect)
    if wanted.words:
        found = found.filter(title__contains=wanted.words)
    if wanted.key:
        found = found.filter(key_on__lte=day)
    found = with_due(found, day)
    if wanted.state:
        found = found.filter(in_state(wanted.state, day))
    ordered: QuerySet[Task] = found.order_by("-plan__year", "plan", "seq")
    return ordered.select_related("lead", "plan")


def _narrowed(viewer: Viewer, wanted: Wanted) -> QuerySet[Task]:
    """Return the visible tasks that a unit, or one below it, leads, or assists with if asked."""
    found = visible_to(viewer)
    if not wanted.unit:
        return found
    unit = units_queries.visible_to(viewer).filter(code=wanted.unit).first()
    if unit is None:
        return found.none()
    leads_it = below("lead__path", unit.path)
    if not wanted.assisting:
        return found.filter(leads_it)
    assists = TaskAssistant.objects.filter(below("unit__path", unit.path), task=OuterRef("pk"))
    return found.filter(leads_it | Exists(assists))


def overdue(viewer: Viewer, wanted: Wanted, day: date) -> QuerySet[Task]:
    """Return the exceptions of a list: what is overdue on the day, in the fixed order of units."""
    found: Any = listed(viewer, wanted, day).filter(in_state(TaskState.OVERDUE, day))
    late: QuerySet[Task] = found.order_by("lead__path", "due_then", "seq")
    return late


def progress(viewer: Viewer, wanted: Wanted, day: date) -> list[Progress]:
    """Return the progress of each aspect, in the order in which the plan names them."""
    rows = listed(viewer, wanted, day).values("aspect").order_by("aspect")
    counted = rows.annotate(
        first=Min("seq"),
        total=Count("pk"),
        met=Count("pk", filter=in_state(TaskState.MET, day)),
        late=Count("pk", filter=in_state(TaskState.LATE, day)),
        overdue=Count("pk", filter=in_state(TaskState.OVERDUE, day)),
    )
    ordered = sorted(counted, key=lambda row: (row["first"], row["aspect"]))
    return [
        Progress(row["aspect"], row["total"], row["met"], row["late"], row["overdue"])
        for row in ordered
    ]


def complete(viewer: Viewer) -> QuerySet[Task]:
    """Return visible tasks with all that one page shows."""
    return visible_to(viewer).select_related("plan__unit", "lead")


def assistants(viewer: Viewer, task: Task) -> QuerySet[Unit]:
    """Return the units that assist with a visible task, in the fixed order."""
    visible = visible_to(viewer).filter(pk=task.pk)
    return Unit.objects.filter(assisted_tasks__task__in=visible).order_by("path")


def history(viewer: Viewer, task: Task) -> Iterator[AuditEntry]:
    """Yield what was written about a visible task and its nodes, the latest first."""
    keys = visible_nodes(viewer).filter(task=task).values_list("pk", flat=True)
    targets = [f"plans.tasknode:{key}" for key in keys]
    if visible_to(viewer).filter(pk=task.pk).exists():
        targets.append(f"plans.task:{task.pk}")
    yield from AuditEntry.objects.filter(target__in=targets).order_by("-seq")
