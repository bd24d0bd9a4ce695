"""Changing the day or wording of a task or node: asked for by the lead, decided by the issuer."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.plans import facts, permissions, rules
from xianfeng.plans.actions.locked import locked_change, locked_node, locked_task
from xianfeng.plans.actions.telling import tell_node, tell_task
from xianfeng.plans.enums import ChangeState
from xianfeng.plans.models import Change, Task, TaskNode

Row = Task | TaskNode


@action("plans.ask_change")
def ask_change(
    *, actor: Viewer, at: datetime, row: Row, version: int, title: str, due_on: date, reason: str
) -> Change:
    """Ask the issuer of the plan for another day or wording; what stands goes on until then.

    Raises Conflict when the row changed since ``version``, Refused with what to put right.
    """
    task = task_of(row)
    permissions.require_complete(actor, task)
    row = _locked(row, version)
    if _asked(row):
        raise Refused(_("已有一个调整在等答复，请先等答复或撤回"))
    change = _written(row, title, due_on, reason, at)
    audit.record(row, old=_stood(change), new=_wanted(change), unit_id=task.lead_id)
    return change


@action("plans.make_change")
def make_change(
    *, actor: Viewer, at: datetime, row: Row, version: int, title: str, due_on: date, reason: str
) -> Change:
    """Change day or wording at once, for the issuer of the plan; the old stays on record.

    Raises Conflict when the row changed since ``version``, Refused with what to put right.
    """
    task = task_of(row)
    permissions.require_issue(actor, task.plan.unit)
    row = _locked(row, version)
    change = _written(row, title, due_on, reason, at, ChangeState.APPROVED)
    _apply(change, row)
    audit.record(row, old=_stood(change), new=_wanted(change), unit_id=task.lead_id)
    _tell(change, row)
    return change


@action("plans.approve_change")
def approve_change(
    *, actor: Viewer, at: datetime, change: Change, version: int, answer: str
) -> Change:
    """Agree: from today the new day and wording stand. Raises Conflict or Refused."""
    permissions.require_issue(actor, change.task.plan.unit)
    change = _waiting(change, version)
    row = _locked(change.row)
    if row.done_on is not None:
        raise Refused(_("已经登记完成，不再调整；请答复不同意，或先重新打开"))
    change.old_title, change.old_due = row.title, row.due_on
    _close(change, ChangeState.APPROVED, answer, at)
    _apply(change, row)
    audit.record(row, old=_stood(change), new=_wanted(change), unit_id=change.task.lead_id)
    _tell(change, row)
    return change


@action("plans.refuse_change")
def refuse_change(
    *, actor: Viewer, at: datetime, change: Change, version: int, answer: str
) -> Change:
    """Refuse, with the reason. Raises Conflict or Refused."""
    permissions.require_issue(actor, change.task.plan.unit)
    change = _waiting(change, version)
    if not answer.strip():
        raise Refused(_("请写明不同意的原因"), "answer")
    _close(change, ChangeState.REFUSED, answer, at)
    audit.record(change.row, new={"reason": change.answer}, unit_id=change.task.lead_id)
    return change


@action("plans.withdraw_change")
def withdraw_change(*, actor: Viewer, at: datetime, change: Change, version: int) -> Change:
    """Take back what was asked for. Raises Conflict or Refused."""
    permissions.require_complete(actor, change.task)
    change = _waiting(change, version)
    _close(change, ChangeState.WITHDRAWN, "", at)
    audit.record(change.row, unit_id=change.task.lead_id)
    return change


def task_of(row: Row) -> Task:
    """Return the task itself, or the task of a node."""
    return row.task if isinstance(row, TaskNode) else row


def _locked(row: Row, version: int | None = None) -> Row:
    if isinstance(row, TaskNode):
        return locked_node(row, version)
    return locked_task(row, version)


def _asked(row: Row) -> bool:
    own = {"node": row} if isinstance(row, TaskNode) else {"task": row, "node": None}
    return Change.objects.filter(state=ChangeState.ASKED, **own).exists()


def _waiting(change: Change, version: int) -> Change:
    change = locked_change(change, version)
    if change.state not in rules.ASKED:
        raise Refused(_("这个调整已经有了答复"))
    return change


@part
def _written(
    row: Row,
    title: str,
    due_on: date,
    reason: str,
    at: datetime,
    state: ChangeState = ChangeState.ASKED,
) -> Change:
    title = title.strip()
    if row.done_on is not None:
        raise Refused(_("已经登记完成，不再调整；要调整请先重新打开"))
    if (title, due_on) == (row.title, row.due_on):
        raise Refused(_("时限和内容都没有变，不需要调整"), "due_on")
    if not reason.strip():
        raise Refused(_("请写明调整的原因"), "reason")
    today = timezone.localdate(at)
    return Change.objects.create(
        task=task_of(row),
        node=row if isinstance(row, TaskNode) else None,
        old_title=row.title,
        new_title=title,
        old_due=row.due_on,
        new_due=due_on,
        reason=reason.strip(),
        asked_on=today,
        state=state,
        closed_on=None if state in rules.ASKED else today,
    )


@part
def _close(change: Change, state: ChangeState, answer: str, at: datetime) -> None:
    change.state, change.answer = state, answer.strip()
    change.closed_on = timezone.localdate(at)
    change.version += 1
    change.save(update_fields=["state", "answer", "closed_on", "version", "old_title", "old_due"])


@part
def _apply(change: Change, row: Row) -> None:
    row.title, row.due_on = change.new_title, change.new_due
    row.version += 1
    row.save(update_fields=["title", "due_on", "version"])


def _tell(change: Change, row: Row) -> None:
    if isinstance(row, TaskNode):
        tell_node(row, days={change.old_due})
    else:
        tell_task(row, days={change.old_due})
    closed = {change.closed_on} if change.closed_on else set()
    kernel_facts.recorded(facts.CHANGE, unit_ids={change.task.lead_id}, days=closed)


def _stood(change: Change) -> dict[str, Any]:
    return {"title": change.old_title, "due_on": change.old_due.isoformat()}


def _wanted(change: Change) -> dict[str, Any]:
    new = {"title": change.new_title, "due_on": change.new_due.isoformat()}
    return new | {"reason": change.reason}
