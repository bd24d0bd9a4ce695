"""Recording a step, amending one, and saying that a paper is at hand."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.development import permissions, queries, settling, words
from xianfeng.development.enums import Outcome, Part
from xianfeng.development.models import (
    Candidate,
    Paper,
    StepPerson,
    StepRecord,
    StepVersion,
    plain,
)
from xianfeng.development.rules import history, steps
from xianfeng.development.rules.history import Entry
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@action("development.record_step")
def record_step(*, actor: Viewer, at: datetime, candidate: Candidate, entry: Entry) -> StepRecord:
    """Record that a step was taken. Raises Refused with the first thing that is missing.

    A vote that did not pass stands as returned. An approved acceptance makes the member; an
    approval above the quota needs its reason.
    """
    audit.hold()
    candidate = _locked(candidate)
    permissions.require_record(actor, candidate.unit, entry.step)
    _refuse_ended(candidate)
    entry = _judged(entry)
    held = [each for _record, each in settling.entries_of(candidate)]
    _refuse(actor, candidate, entry, timezone.localdate(at))
    _refuse_new(candidate, held, [*held, entry])
    _refuse_above_quota(actor, candidate, held, entry)
    record = StepRecord(
        candidate=candidate,
        recorded_at=at,
        recorded_by=actor.name,
        on_behalf=permissions.on_behalf(actor, candidate.unit, entry.step),
    )
    _write(record, entry)
    settling.settle(candidate)
    _audit(candidate, record, {}, plain(entry))
    settling.told(candidate, {entry.on})
    return record


@action("development.amend_step")
def amend_step(
    *, actor: Viewer, at: datetime, record: StepRecord, entry: Entry, version: int, reason: str
) -> StepRecord:
    """Replace what a record says; what it said stays as a version with the reason.

    Raises Conflict when it was amended since ``version``, Refused with what to put right.
    """
    audit.hold()
    candidate = _locked(record.candidate)
    permissions.require_record(actor, candidate.unit, record.step)
    held = settling.entries_of(candidate)
    current, old = next((one, stated) for one, stated in held if one.pk == record.pk)
    if current.version != version:
        raise Conflict(current)
    if not reason.strip():
        raise Refused(_("请写明更正原因"), "amend_reason")
    entry = _judged(entry)
    _refuse(actor, candidate, entry, timezone.localdate(at))
    before = [stated for _one, stated in held]
    after = [entry if one.pk == record.pk else stated for one, stated in held]
    _refuse_new(candidate, before, after)
    StepVersion.objects.create(
        record=current,
        version=current.version,
        content=plain(old),
        reason=reason.strip(),
        amended_by=actor.name,
        amended_at=at,
    )
    current.version += 1
    _write(current, entry)
    settling.settle(candidate)
    _audit(candidate, current, plain(old), plain(entry) | {"reason": reason.strip()})
    settling.told(candidate, {old.on, entry.on})
    return current


@action("development.keep_paper")
def keep_paper(
    *,
    actor: Viewer,
    at: datetime,
    candidate: Candidate,
    step: int,
    title: str,
    number: str,
    dated_on: date | None,
) -> Paper:
    """Say that a paper is at hand, with its own number and date."""
    permissions.require_keep(actor, candidate.unit)
    if title not in steps.BY_NUMBER[step].papers:
        raise Refused(_("请从材料清单里选一项"), "paper")
    if dated_on is not None and dated_on > timezone.localdate(at):
        raise Refused(_("材料日期在今天之后，请核对"), "dated_on")
    paper, _made = Paper.objects.get_or_create(candidate=candidate, step=step, title=title)
    old = {"number": paper.number, "dated_on": paper.dated_on}
    paper.number, paper.dated_on = number.strip(), dated_on
    paper.save()
    new = {"title": title, "number": paper.number, "dated_on": dated_on}
    audit.record(paper, old=old, new=new, unit_id=candidate.unit_id)
    return paper


def _locked(candidate: Candidate) -> Candidate:
    found = Candidate.objects.select_for_update(of=("self",))
    return found.select_related("unit", "unit__agency", "member").get(pk=candidate.pk)


def _refuse_ended(candidate: Candidate) -> None:
    if candidate.ended_on is not None:
        raise Refused(_("培养已于 %(day)s 终止，不再记录步骤。") % {"day": candidate.ended_on})


def _judged(entry: Entry) -> Entry:
    """Return the entry with the outcome that its votes give: the numbers decide, not a choice."""
    enough_came = 2 * (entry.present or 0) > (entry.expected or 0)
    voted = entry.step in {steps.CONGRESS, steps.CONFIRM_CONGRESS} and entry.in_favour is not None
    if (
        voted
        and enough_came
        and entry.outcome != Outcome.RETURNED
        and not history.votes_pass(entry)
    ):
        reason = entry.reason or _("赞成未过应到会人数的半数")
        return Entry(**{**vars(entry), "outcome": Outcome.RETURNED, "reason": reason})
    return entry


def _refuse(actor: Viewer, candidate: Candidate, entry: Entry, today: date) -> None:
    """Refuse days that cannot be, and people who are not full members of the branch."""
    if entry.on > today:
        raise Refused(_("日期在今天之后，请等办完再记录，或改成实际日期"), "on")
    _refuse_gone(candidate.unit, entry.on)
    for name in ("contacts", "sponsors"):
        chosen = set(getattr(entry, name))
        if chosen:
            full = queries.full_members(actor, candidate.unit, entry.on)
            if chosen - set(full.values_list("pk", flat=True)):
                raise Refused(_("有人当天不是本支部的正式党员，请重新选择"), name)


def _refuse_gone(unit: Unit, on: date) -> None:
    if unit.abolished_on is not None and on >= unit.abolished_on:
        raise Refused(_("这一天所在支部已经撤销，请核对日期"), "on")


def _refuse_new(candidate: Candidate, before: list[Entry], after: list[Entry]) -> None:
    found = settling.new_problems(before, after, settling.person_of(candidate))
    if found:
        raise Refused(words.sentence(found[0]), found[0].field)


def _refuse_above_quota(
    actor: Viewer, candidate: Candidate, held: list[Entry], entry: Entry
) -> None:
    """An approval above the year's quota is refused until its reason is written.

    Local: the quota is the superior's own instruction; the superior that approves may exceed it.
    """
    congress = history.walk(held).done.get(steps.CONGRESS)
    if entry.step != steps.APPROVAL or entry.outcome != Outcome.DONE or congress is None:
        return
    use = queries.quota_for(actor, candidate.unit, congress.on.year)
    if use is not None and use.left < 1 and not entry.reason.strip():
        text = _("%(unit)s %(year)s 年控制总量 %(number)s 名已用完；确需审批的，请写明原因。")
        values = {"unit": use.quota.unit.name, "year": congress.on.year, "number": use.quota.number}
        raise Refused(text % values, "reason")


def _write(record: StepRecord, entry: Entry) -> None:
    for name, value in vars(entry).items():
        if name not in {"contacts", "sponsors"}:
            setattr(record, name, value)
    record.save()
    record.people.all().delete()
    StepPerson.objects.bulk_create(
        StepPerson(record=record, member_id=member, part=part)
        for part, chosen in ((Part.CONTACT, entry.contacts), (Part.SPONSOR, entry.sponsors))
        for member in chosen
    )


def _audit(
    candidate: Candidate, record: StepRecord, old: dict[str, Any], new: dict[str, Any]
) -> None:
    audit.record(
        record,
        old=old,
        new=new | {"candidate": candidate.pk, "on_behalf": record.on_behalf},
        unit_id=candidate.unit_id,
        subject_id=candidate.member_id,
    )
