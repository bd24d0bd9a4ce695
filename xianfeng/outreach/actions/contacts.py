"""Contact points taken on and left, visits there, and problems solved."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.outreach import facts, permissions
from xianfeng.outreach.models import Contact, ContactProblem, ContactVisit
from xianfeng.outreach.queries import contacts as queries
from xianfeng.units.models import Unit


@action("outreach.assign_contact")
def assign_contact(
    *, actor: Viewer, at: datetime, unit: Unit, leader_id: int, from_on: date
) -> Contact:
    """Give a leader a unit as their contact point. Raises Refused."""
    permissions.require_assign(actor, unit)
    offered = {leader.id for leader in queries.leaders(actor, timezone.localdate(at))}
    if leader_id not in offered:
        raise Refused(_("联系领导要有党内职务或角色，请先登记任职"), "leader")
    try:
        with transaction.atomic():
            made = Contact.objects.create(leader_id=leader_id, unit=unit, from_on=from_on)
    except IntegrityError as problem:
        raise Refused(_("这位领导已经联系这个组织，不用再登记"), "leader") from problem
    new = {"leader": leader_id, "from_on": from_on}
    audit.record(made, new=new, unit_id=unit.pk, subject_id=leader_id)
    kernel_facts.recorded(facts.CONTACT, unit_ids={unit.pk}, days={from_on})
    return made


@action("outreach.end_contact")
def end_contact(*, actor: Viewer, at: datetime, contact: Contact, until_on: date) -> None:
    """End a leader's contact with a unit from a day on. Raises Refused."""
    permissions.require_assign(actor, contact.unit)
    found = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if found.until_on is not None:
        raise Refused(_("已经结束，不用再办"))
    if until_on <= found.from_on:
        raise Refused(_("结束日期应在开始日期之后，请核对"), "until_on")
    found.until_on = until_on
    found.save(update_fields=["until_on"])
    new = {"until_on": until_on}
    audit.record(found, new=new, unit_id=found.unit_id, subject_id=found.leader_id)
    kernel_facts.recorded(facts.CONTACT, unit_ids={found.unit_id})


@action("outreach.record_visit")
def record_visit(
    *,
    actor: Viewer,
    at: datetime,
    contact: Contact,
    on: date,
    seen: str = "",
    problems: Sequence[tuple[str, str]] = (),
) -> ContactVisit:
    """Record a visit with what was found; ``problems`` are (problem, solution or empty).

    What was solved on the spot closes that day. Raises Refused.
    """
    permissions.require_visit(actor, contact)
    if on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请改成实际日期"), "on")
    if on < contact.from_on or (contact.until_on is not None and on >= contact.until_on):
        raise Refused(_("这一天不在联系期内，请核对日期"), "on")
    try:
        with transaction.atomic():
            visit = ContactVisit.objects.create(
                contact=contact, on=on, seen=seen.strip(), recorded_by_id=actor.user_id,
                recorded_at=at,
            )  # fmt: skip
    except IntegrityError as problem:
        raise Refused(_("这一天的走访已登记过，请核对日期"), "on") from problem
    ContactProblem.objects.bulk_create(
        ContactProblem(
            visit=visit, text=text, solution=solution, solved_on=on if solution else None
        )
        for text, solution in problems
    )
    new = {"on": on, "seen": visit.seen, "problems": [list(one) for one in problems]}
    audit.record(visit, new=new, unit_id=contact.unit_id)
    _tell(contact.unit_id, on)
    return visit


@action("outreach.solve_problem")
def solve_problem(
    *, actor: Viewer, at: datetime, problem: ContactProblem, solved_on: date, solution: str
) -> None:
    """Close a problem with what solved it; nothing closes by itself. Raises Refused."""
    permissions.require_visit(actor, problem.visit.contact)
    found = ContactProblem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if found.solved_on is not None:
        raise Refused(_("这个问题已经解决，不用再办"))
    if not solution.strip():
        raise Refused(_("请写明怎么解决的"), "solution")
    if not problem.visit.on <= solved_on <= timezone.localdate(at):
        raise Refused(_("解决日期应在走访之后、今天之前，请核对"), "solved_on")
    found.solved_on, found.solution = solved_on, solution.strip()
    found.save(update_fields=["solved_on", "solution"])
    unit = problem.visit.contact.unit_id
    new = {"solved_on": solved_on, "solution": found.solution}
    audit.record(found, old={"solved_on": None}, new=new, unit_id=unit)
    kernel_facts.recorded(facts.SOLVED, unit_ids={unit}, days={solved_on})


@action("outreach.withdraw_visit")
def withdraw_visit(*, actor: Viewer, at: datetime, visit: ContactVisit, reason: str) -> None:
    """Take a visit and what was found on it out of the count, with the reason. Raises Refused."""
    permissions.require_visit(actor, visit.contact)
    found = ContactVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not reason.strip():
        raise Refused(_("请写明原因"), "reason")
    if found.withdrawn:
        raise Refused(_("这条记录已经作废，不用再办"))
    found.withdraw(reason.strip())
    audit.record(found, new={"withdrawn": found.withdrawn}, unit_id=visit.contact.unit_id)
    _tell(visit.contact.unit_id, found.on)


def _tell(unit_id: int, on: date) -> None:
    for kind in (facts.VISIT, facts.PROBLEM, facts.SOLVED):
        kernel_facts.recorded(kind, unit_ids={unit_id}, days={on})
