"""Rows locked for an action, and what stands now when they changed in between."""

from xianfeng.kernel.actions import Conflict
from xianfeng.plans.models import Change, Digest, Plan, Task, TaskNode


def locked_task(task: Task, version: int | None = None) -> Task:
    """Return a task as it stands, locked; raises Conflict when it is not of the version."""
    found = Task.objects.select_for_update(of=("self",)).select_related("lead", "plan__unit")
    return unchanged(found.get(pk=task.pk), version)


def locked_node(node: TaskNode, version: int | None = None) -> TaskNode:
    """Return a node as it stands, locked; raises Conflict when it is not of the version."""
    found = TaskNode.objects.select_for_update(of=("self",))
    found = found.select_related("task__lead", "task__plan__unit")
    return unchanged(found.get(pk=node.pk), version)


def locked_plan(plan: Plan) -> Plan:
    """Return a plan, locked: its numbers and what waits for what change one at a time."""
    return Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)


def locked_change(change: Change, version: int) -> Change:
    """Return a change as it stands, locked; raises Conflict when it is not of the version."""
    found = Change.objects.select_for_update(of=("self",)).select_related(
        "task__lead", "task__plan__unit", "node"
    )
    return unchanged(found.get(pk=change.pk), version)


def locked_digest(digest: Digest, version: int) -> Digest:
    """Return a digest as it stands, locked; raises Conflict when it is not of the version."""
    found = Digest.objects.select_for_update(of=("self",)).select_related("unit")
    return unchanged(found.get(pk=digest.pk), version)


def unchanged[R: (Task, TaskNode, Change, Digest)](row: R, version: int | None) -> R:
    """Return the row; raises Conflict when it is not of the version asked for."""
    if version is not None and row.version != version:
        raise Conflict(row)
    return row
