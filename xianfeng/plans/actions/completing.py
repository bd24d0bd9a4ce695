"""Saying that a task or a node is done, and taking that back with a reason."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import permissions, rules
from xianfeng.plans.actions.locked import locked_node, locked_task
from xianfeng.plans.actions.telling import tell_node, tell_task
from xianfeng.plans.models import Task, TaskNode


@action("plans.complete_task")
def complete_task(
    *, actor: Viewer, at: datetime, task: Task, version: int, done_on: date, result: str
) -> Task:
    """Record the day on which a task was done, and with what result.

    Raises Conflict when it changed since ``version``, Refused with what to put right.
    """
    permissions.require_complete(actor, task)
    task = locked_task(task, version)
    _complete(task, done_on, result, at)
    audit.record(task, old={"done_on": None}, new=_said(task), unit_id=task.lead_id)
    tell_task(task, done={done_on})
    return task


@action("plans.reopen_task")
def reopen_task(*, actor: Viewer, at: datetime, task: Task, version: int, reason: str) -> Task:
    """Take back that a task was done; what was said before stays in the history.

    Raises Conflict when it changed since ``version``, Refused with what to put right.
    """
    permissions.require_complete(actor, task)
    task = locked_task(task, version)
    old = _said(task)
    _reopen(task, reason)
    audit.record(task, old=old, new=_said(task) | {"reason": reason.strip()}, unit_id=task.lead_id)
    tell_task(task, done={date.fromisoformat(old["done_on"])})
    return task


@action("plans.complete_node")
def complete_node(
    *, actor: Viewer, at: datetime, node: TaskNode, version: int, done_on: date, result: str
) -> TaskNode:
    """Record the day on which a node was reached. Raises Conflict or Refused as for tasks."""
    permissions.require_complete(actor, node.task)
    node = locked_node(node, version)
    _complete(node, done_on, result, at)
    audit.record(node, old={"done_on": None}, new=_said(node), unit_id=node.task.lead_id)
    tell_node(node)
    return node


@action("plans.reopen_node")
def reopen_node(
    *, actor: Viewer, at: datetime, node: TaskNode, version: int, reason: str
) -> TaskNode:
    """Take back that a node was reached. Raises Conflict or Refused as for tasks."""
    permissions.require_complete(actor, node.task)
    node = locked_node(node, version)
    old = _said(node)
    _reopen(node, reason)
    new = _said(node) | {"reason": reason.strip()}
    audit.record(node, old=old, new=new, unit_id=node.task.lead_id)
    tell_node(node)
    return node


def _complete(row: Task | TaskNode, done_on: date, result: str, at: datetime) -> None:
    today = timezone.localdate(at)
    if rules.standing(row.done_on) == "done":
        raise Refused(_("已经登记过完成；要改日期或结果，请先重新打开"))
    if done_on > today:
        raise Refused(_("完成日期在今天之后，请等做完再登记，或改成实际日期"), "done_on")
    row.done_on, row.result = done_on, result.strip()
    row.version += 1
    row.save(update_fields=["done_on", "result", "version"])


def _reopen(row: Task | TaskNode, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写明重新打开的原因"), "reason")
    if rules.standing(row.done_on) == "open":
        raise Refused(_("还没有登记完成，不需要重新打开"))
    row.done_on, row.result = None, ""
    row.version += 1
    row.save(update_fields=["done_on", "result", "version"])


def _said(row: Task | TaskNode) -> dict[str, str]:
    """Return what a row says of its being done, as the audit keeps it."""
    return {"done_on": row.done_on.isoformat() if row.done_on else "", "result": row.result}
