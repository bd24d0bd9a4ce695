"""Tells whoever derives from facts what an action changed: tasks and nodes, old days and new."""

from collections.abc import Collection
from datetime import date

from xianfeng.kernel import facts as kernel_facts
from xianfeng.plans import facts
from xianfeng.plans.models import Task, TaskNode


def tell_task(
    task: Task,
    *,
    done: Collection[date] = (),
    days: Collection[date] = (),
    leads: Collection[int] = (),
) -> None:
    """Tell that a task changed; ``days`` and ``leads`` are the due days and leads it had before."""
    units, due = {task.lead_id, *leads}, {task.due_on, *days}
    for kind in (facts.TASK, facts.OVERDUE):
        kernel_facts.recorded(kind, unit_ids=units, days=due)
    if done:
        kernel_facts.recorded(facts.DONE, unit_ids=units, days=done)


def tell_node(node: TaskNode, days: Collection[date] = (), leads: Collection[int] = ()) -> None:
    """Tell that a node changed; ``days`` and ``leads`` are what it had before."""
    units = {node.task.lead_id, *leads}
    kernel_facts.recorded(facts.NODE, unit_ids=units, days={node.due_on, *days})
