"""Reading plans: tasks whose lead or assisting unit lies in the viewer's part of the tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.plans import permissions
from xianfeng.plans.enums import TaskState
from xianfeng.plans.models import Plan, Task, TaskAssistant, TaskNode
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Wanted:
    """What a list of tasks is narrowed to; ``plan`` is a key, ``unit`` the code of a lead unit."""

    plan: int | None = None
    aspect: str = ""
    unit: str = ""
    state: str = ""


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
    return TaskNode.objects.filter(task__in=visible_to(viewer)).select_related("task__lead")


def listed(viewer: Viewer, wanted: Wanted, day: date) -> QuerySet[Task]:
    """Return tasks for a list in the plan's own order; states are as of the day."""
    found = visible_to(viewer)
    if wanted.plan:
        found = found.filter(plan=wanted.plan)
    if wanted.aspect:
        found = found.filter(aspect=wanted.aspect)
    if wanted.unit:
        unit = units_queries.visible_to(viewer).filter(code=wanted.unit).first()
        found = found.filter(below("lead__path", unit.path)) if unit else found.none()
    if wanted.state:
        found = found.filter(_in_state(wanted.state, day))
    return found.select_related("lead", "plan").order_by("-plan__year", "plan", "seq")


def overdue(viewer: Viewer, wanted: Wanted, day: date) -> QuerySet[Task]:
    """Return the exceptions of a list: what is overdue on the day, in the fixed order of units."""
    found = listed(viewer, wanted, day).filter(_in_state(TaskState.OVERDUE, day))
    return found.order_by("lead__path", "due_on", "seq")


def progress(viewer: Viewer, wanted: Wanted, day: date) -> list[Progress]:
    """Return the progress of each aspect, in the order in which the plan names them."""
    rows = listed(viewer, wanted, day).values("aspect").order_by("aspect")
    counted = rows.annotate(
        first=Min("seq"),
        total=Count("pk"),
        met=Count("pk", filter=_in_state(TaskState.MET, day)),
        late=Count("pk", filter=_in_state(TaskState.LATE, day)),
        overdue=Count("pk", filter=_in_state(TaskState.OVERDUE, day)),
    )
    ordered = sorted(counted, key=lambda row: (row["first"], row["aspect"]))
    return [
        Progress(row["aspect"], row["total"], row["met"], row["late"], row["overdue"])
        for row in ordered
    ]


def plans(viewer: Viewer) -> QuerySet[Plan]:
    """Return the plans that hold a visible task, the latest year first."""
    of_plan = visible_to(viewer).filter(plan=OuterRef("pk"))
    return Plan.objects.filter(Exists(of_plan)).order_by("-year", "pk")


def leads(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units in the viewer's part that lead a task, in the fixed order."""
    led = Task.objects.filter(lead=OuterRef("pk"))
    return units_queries.visible_to(viewer).filter(Exists(led))


def aspects(viewer: Viewer) -> list[str]:
    """Return the aspects of visible tasks in the order of the newest plan."""
    rows = (
        visible_to(viewer).order_by("-plan__year", "plan", "seq").values_list("aspect", flat=True)
    )
    return list(dict.fromkeys(rows))


def complete(viewer: Viewer) -> QuerySet[Task]:
    """Return visible tasks with all that one page shows."""
    return visible_to(viewer).select_related("plan", "lead")


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


def _in_state(state: str, day: date) -> Q:
    done = Q(done_on__isnull=False, done_on__lte=day)
    return {
        TaskState.MET: done & Q(done_on__lte=F("due_on")),
        TaskState.LATE: done & Q(done_on__gt=F("due_on")),
        TaskState.OVERDUE: ~done & Q(due_on__lt=day),
        TaskState.OPEN: ~done & Q(due_on__gte=day),
    }[TaskState(state)]
