"""Raising problems, and every step of one from there to its close."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.rectification import permissions
from xianfeng.rectification.actions import carrying, turning
from xianfeng.rectification.actions.raising import Finding, raise_found
from xianfeng.rectification.enums import Source
from xianfeng.rectification.models import Problem
from xianfeng.units.models import Unit


@action("rectification.raise_problem")
def raise_problem(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    verifier: Unit,
    found: Finding,
    others: Sequence[Unit] = (),
    recurs: Sequence[Problem] = (),
) -> Problem:
    """Raise a problem of a unit below; with ``others``, jointly, the first unit leading.

    What a unit finds of itself (自查) it raises itself. ``recurs`` are earlier problems of these
    units that it repeats. Raises Refused with what to put right.
    """
    units = [unit, *others]
    for each in units:
        own = found.source == Source.SELF_CHECK
        permissions.require_raise(actor, each, verifier, own=own)
    if len({each.pk for each in units}) < len(units):
        raise Refused(_("同一个单位选了两次，请核对"), "others")
    again = {one.unit_id: one for one in reversed(recurs)}
    if not set(again) <= {each.pk for each in units}:
        raise Refused(_("屡改屡犯的问题要是同一单位、同一类别的，请重新选择"), "recurs")
    chosen: dict[str, Any] = {"verifier": verifier, "found": found, "at": at}
    lead = raise_found(unit=unit, recurs=again.get(unit.pk), **chosen)
    for each in others:
        raise_found(unit=each, joint=lead, recurs=again.get(each.pk), **chosen)
    named = {"others": [each.code for each in others]} if others else {}
    linked = {"recurs": sorted(one.pk for one in again.values())} if again else {}
    new = {"text": lead.text, "due_on": lead.due_on, "verifier": verifier.code, **named, **linked}
    audit.record(lead, new=new, unit_id=unit.pk)
    return lead


@action("rectification.split_problem")
def split_problem(
    *, actor: Viewer, at: datetime, problem: Problem, version: int, others: Sequence[Unit]
) -> list[Problem]:
    """Give further units a part in an open problem, whose unit leads from now on."""
    for each in (problem.unit, *others):
        permissions.require_raise(actor, each, problem.verifier, own=False)
    lead = _locked(problem, version)
    if lead.state != "open" or lead.joint_id:
        raise Refused(_("只有整改中的、不属于别的联合整改的问题才能分解"))
    taken = {lead.unit_id, *lead.parts.exclude(state="withdrawn").values_list("unit", flat=True)}
    ids = [each.pk for each in others]
    if not ids or len(set(ids)) < len(ids) or taken & set(ids):
        raise Refused(_("请选择还没有参与这个问题的单位"), "others")
    found = Finding(
        lead.source, lead.category, lead.text, lead.found_on, lead.due_on, lead.severity,
        origin=lead.origin,
    )  # fmt: skip
    made = [
        raise_found(unit=each, verifier=lead.verifier, found=found, at=at, joint=lead)
        for each in others
    ]
    lead.version += 1
    lead.save(update_fields=["version"])
    audit.record(lead, new={"others": [each.code for each in others]}, unit_id=lead.unit_id)
    return made


@action("rectification.plan_problem")
def plan_problem(
    *,
    actor: Viewer,
    at: datetime,
    problem: Problem,
    version: int,
    measure: str,
    leader: str,
    owner: str,
) -> Problem:
    """Say how the owner puts it right, who leads and who does it."""
    return _step(
        "plan_problem", actor, at, problem, version,
        lambda row, on: turning.plan(row, measure, leader, owner, on),
    )  # fmt: skip


@action("rectification.answer_problem")
def answer_problem(
    *,
    actor: Viewer,
    at: datetime,
    problem: Problem,
    version: int,
    text: str,
    on: date,
    evidence: str = "",
) -> Problem:
    """Answer that a problem was put right on a day; whoever raised it has to verify that."""
    return _step(
        "answer_problem", actor, at, problem, version,
        lambda row, today: turning.answer(row, text, on, today, evidence),
        {"text": text.strip(), "on": on},
    )  # fmt: skip


@action("rectification.take_answer_back")
def take_answer_back(*, actor: Viewer, at: datetime, problem: Problem, version: int) -> Problem:
    """Take an answer back that was not decided on yet."""
    return _step("take_answer_back", actor, at, problem, version, turning.take_back)


@action("rectification.verify_problem")
def verify_problem(
    *, actor: Viewer, at: datetime, problem: Problem, version: int, opinion: str = ""
) -> Problem:
    """Close a problem whose answer the verifier found true."""
    return _step(
        "verify_problem", actor, at, problem, version,
        lambda row, today: turning.verify(row, opinion, today),
        {"opinion": opinion.strip()} if opinion.strip() else {},
    )  # fmt: skip


@action("rectification.send_problem_back")
def send_problem_back(
    *, actor: Viewer, at: datetime, problem: Problem, version: int, opinion: str
) -> Problem:
    """Send an answer back, saying what is lacking."""
    return _step(
        "send_problem_back", actor, at, problem, version,
        lambda row, today: turning.send_back(row, opinion, today),
        {"opinion": opinion.strip()},
    )  # fmt: skip


@action("rectification.reopen_problem")
def reopen_problem(
    *, actor: Viewer, at: datetime, problem: Problem, version: int, reason: str
) -> Problem:
    """Open a closed problem again, because it was not put right after all; its order with it."""
    if not reason.strip():
        raise Refused(_("请写明重新打开的原因"), "reason")
    carrier = carrying.carrier(problem)

    def take(row: Problem, today: date) -> None:
        turning.reopen(row, today)
        carrying.reopen_carrier(carrier, reason)

    return _step("reopen_problem", actor, at, problem, version, take, {"reason": reason.strip()})


@action("rectification.extend_problem")
def extend_problem(
    *, actor: Viewer, at: datetime, problem: Problem, version: int, due_on: date, reason: str
) -> Problem:
    """Grant a later deadline; the earlier one stays on record."""
    return _step(
        "extend_problem", actor, at, problem, version,
        lambda row, today: turning.extend(row, due_on, reason, today),
        {"reason": reason.strip()},
    )  # fmt: skip


@action("rectification.withdraw_problem")
def withdraw_problem(
    *, actor: Viewer, at: datetime, problem: Problem, version: int, reason: str
) -> Problem:
    """Withdraw a problem that should not have been raised."""
    return _step(
        "withdraw_problem", actor, at, problem, version,
        lambda row, today: turning.withdraw(row, reason, today),
        {"reason": reason.strip()},
    )  # fmt: skip


def _step(
    verb: str,
    actor: Viewer,
    at: datetime,
    problem: Problem,
    version: int,
    take: Callable[[Problem, date], Any],
    said: dict[str, Any] | None = None,
) -> Problem:
    """Take one edge: check, lock, turn, record, tell. Raises Denied, Conflict or Refused."""
    permissions.require_side(actor, problem, verb)
    row = _locked(problem, version)
    old, days = _told(row), (row.due_on,)
    take(row, timezone.localdate(at))
    new = _told(row)
    changed = {name for name in new if new[name] != old[name]}
    audit.record(
        row,
        old={name: old[name] for name in changed},
        new={name: new[name] for name in changed} | (said or {}),
        unit_id=row.unit_id,
    )
    turning.tell(row, *days, timezone.localdate(at))
    return row


def _locked(problem: Problem, version: int) -> Problem:
    found = Problem.objects.select_for_update(of=("self",))
    if problem.joint_id:  # whoever answers for all and who opens a part again wait for each other
        list(found.filter(pk=problem.joint_id))
    row = found.select_related("unit", "verifier", "joint", "order").get(pk=problem.pk)
    if row.version != version:
        raise Conflict(row)
    return row


def _told(row: Problem) -> dict[str, Any]:
    """Return what a problem says, as the audit keeps it."""
    return {
        "state": row.state, "due_on": row.due_on, "measure": row.measure,
        "leader": row.leader, "owner": row.owner,
    }  # fmt: skip
