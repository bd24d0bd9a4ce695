"""Reading what stands around a task: its changes, and what waits for what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import permissions, rules
from xianfeng.plans.enums import ChangeState
from xianfeng.plans.models import Change, NodeWait, Task, TaskNode, TaskWait
from xianfeng.plans.queries.tasks import visible_nodes, visible_to
from xianfeng.plans.standing import with_due

Row = Task | TaskNode


@dataclass(frozen=True)
class Wait:
    """One row that waits for an earlier one: which, whether it is done, and whether days clash."""

    later: Row
    earlier: Row
    done: bool
    clashes: bool


def changes_to(viewer: Viewer) -> QuerySet[Change]:
    """Return the changes of visible tasks and their nodes, the latest first."""
    found = Change.objects.filter(task__in=visible_to(viewer))
    related = ("task__lead", "task__plan__unit", "node__task")
    return found.select_related(*related).order_by("-pk")


def changes_of(viewer: Viewer, task: Task) -> QuerySet[Change]:
    """Return the changes of one visible task and its nodes, the latest first."""
    return changes_to(viewer).filter(task=task)


def waiting(viewer: Viewer) -> QuerySet[Change]:
    """Return the changes that wait for the viewer's answer, the oldest first."""
    mine = viewer.within("task__plan__unit__path", permissions.WRITERS)
    return changes_to(viewer).filter(mine, state=ChangeState.ASKED).order_by("pk")


def as_it_stood(viewer: Viewer, task: Task, day: date) -> Task:
    """Return a visible task with the due day that stood on a day."""
    found: Task = with_due(visible_to(viewer).select_related("plan__unit", "lead"), day).get(
        pk=task.pk
    )
    return found


def nodes_of(viewer: Viewer, task: Task, day: date) -> QuerySet[TaskNode]:
    """Return the nodes of a visible task with the due day that stood on a day."""
    found: QuerySet[TaskNode] = with_due(visible_nodes(viewer).filter(task=task), day)
    return found.order_by("due_on", "pk")


def waits_of(viewer: Viewer, task: Task, day: date) -> list[Wait]:
    """Return what a visible task and its nodes wait for, as far as the viewer sees it."""
    tasks = TaskWait.objects.filter(later=task, earlier__in=visible_to(viewer))
    nodes = NodeWait.objects.filter(later__task=task, earlier__in=visible_nodes(viewer))
    return _told(tasks, day) + _told(nodes, day)


def awaited_by(viewer: Viewer, task: Task, day: date) -> list[Wait]:
    """Return what waits for a visible task or one of its nodes, as far as the viewer sees it."""
    tasks = TaskWait.objects.filter(earlier=task, later__in=visible_to(viewer))
    nodes = NodeWait.objects.filter(earlier__task=task, later__in=visible_nodes(viewer))
    return _told(tasks, day) + _told(nodes.exclude(later__task=task), day)


def earlier_than(viewer: Viewer, row: Row) -> QuerySet[Any]:
    """Return what a row waits for, as far as the viewer sees it."""
    found: QuerySet[Any]
    if isinstance(row, TaskNode):
        found = visible_nodes(viewer).filter(awaited__later=row)
    else:
        found = visible_to(viewer).filter(awaited__later=row)
    return found.order_by("due_on", "pk")


def undone_before(viewer: Viewer, row: Row, day: date) -> list[Row]:
    """Return what a row waits for that is not done on a day, as far as the viewer sees it."""
    undone = Q(done_on=None) | Q(done_on__gt=day)
    return list(earlier_than(viewer, row).filter(undone))


def possible_earlier(viewer: Viewer, row: Row) -> QuerySet[Any]:
    """Return what a row might wait for: others of its plan that the viewer sees, its own first."""
    if isinstance(row, TaskNode):
        nodes = visible_nodes(viewer).filter(task__plan=row.task.plan).exclude(pk=row.pk)
        other = Case(When(task=row.task_id, then=Value(0)), default=Value(1))
        nodes = nodes.exclude(awaited__later=row)
        return nodes.order_by(other, "task__seq", "due_on", "pk")
    tasks = visible_to(viewer).filter(plan=row.plan).exclude(pk=row.pk)
    return tasks.exclude(awaited__later=row).order_by("seq")


def waits_among(viewer: Viewer, tasks: list[Task]) -> list[tuple[int, int]]:
    """Return (later, earlier) of the tasks of one drawing, as far as the viewer sees them."""
    keys = [task.pk for task in tasks]
    seen = TaskWait.objects.filter(later__in=keys, earlier__in=visible_to(viewer))
    return list(seen.values_list("later_id", "earlier_id"))


def _told(waits: QuerySet[Any], day: date) -> list[Wait]:
    found = waits.select_related("later", "earlier")
    return [
        Wait(
            wait.later,
            wait.earlier,
            rules.state_of(wait.earlier.due_on, wait.earlier.done_on, day) in rules.DONE_STATES,
            wait.later.due_on < wait.earlier.due_on,
        )
        for wait in found.order_by("earlier__due_on", "pk")
    ]
