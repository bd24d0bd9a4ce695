"""Recording meetings: plan, draft, confirm, amend, void, discard."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, queries, rules
from xianfeng.life.actions.messages import MESSAGES, message
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import (
    Absence,
    AgendaItem,
    LeaderAttendance,
    Meeting,
    MeetingMark,
    MeetingVersion,
)
from xianfeng.life.rules import Record
from xianfeng.units.models import Unit

OPEN = frozenset({MeetingState.DRAFT, MeetingState.PLANNED})


@action("life.plan_meeting")
def plan_meeting(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    record: Record,
    starts_at: time | None = None,
    agenda: Sequence[str] = (),
    plan: Meeting | None = None,
) -> Meeting:
    """Plan a meeting, or change its plan: the unit's members see it from now on.

    Raises Refused with the first thing to put right.
    """
    permissions.require_record(actor, unit)
    found = rules.planning_problems(
        record,
        unit_kind=unit.kind,
        abolished_on=unit.abolished_on,
        today=timezone.localdate(at),
    )
    if found:
        raise Refused(message(found[0]), found[0].field)
    meeting, old = _opened(actor, at, unit, plan)
    meeting.state, meeting.starts_at = MeetingState.PLANNED, starts_at
    _write(actor, meeting, record, set())
    meeting.agenda.all().delete()
    titles = [title.strip()[:200] for title in agenda if title.strip()]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title)
        for number, title in enumerate(titles, 1)
    )
    _audit(meeting, old)
    return meeting


@action("life.save_draft")
def save_draft(
    *, actor: Viewer, at: datetime, unit: Unit, record: Record, draft: Meeting | None = None
) -> Meeting:
    """Keep what was entered so far; nothing is checked but that the unit may hold the meeting.

    A draft is its author's own sheet: the last save counts. Raises Refused when it was confirmed
    meanwhile.
    """
    permissions.require_record(actor, unit)
    meeting, old = _opened(actor, at, unit, draft)
    if record.kind not in rules.kinds_of(unit.kind):
        raise Refused(str(MESSAGES["not_held"]), "kind")
    _write(actor, meeting, record, _people(actor, unit, record))
    _audit(meeting, old)
    return meeting


@action("life.confirm_meeting")
def confirm_meeting(
    *, actor: Viewer, at: datetime, unit: Unit, record: Record, draft: Meeting | None = None
) -> Meeting:
    """Confirm a meeting; without ``draft`` the plan or own draft of that kind and day is used up.

    Raises Refused with the first thing to put right.
    """
    permissions.require_record(actor, unit)
    listed = _checked(actor, at, unit, record)
    meeting, old = _opened(actor, at, unit, draft or _left_behind(actor, unit, record))
    meeting.state, meeting.confirmed_at = MeetingState.CONFIRMED, at
    _write(actor, meeting, _counted(record, len(listed)), listed)
    _keep_leaders(actor, meeting, record)
    _audit(meeting, old)
    _tell(meeting, {})
    return meeting


@action("life.amend_meeting")
def amend_meeting(
    *,
    actor: Viewer,
    at: datetime,
    meeting: Meeting,
    record: Record,
    version: int,
    reason: str,
) -> Meeting:
    """Replace what a confirmed meeting says; what it said stays as a version with the reason.

    Raises Conflict when it was amended since ``version``, Refused with what to put right.
    """
    permissions.require_record(actor, meeting.unit)
    meeting = _standing(meeting, version, reason)
    listed = _checked(actor, at, meeting.unit, record)
    old = _kept(meeting, actor, at, reason)
    _write(actor, meeting, _counted(record, len(listed)), listed)
    _keep_leaders(actor, meeting, record)
    _audit(meeting, old, reason=reason.strip())
    _tell(meeting, old)
    return meeting


@action("life.void_meeting")
def void_meeting(
    *, actor: Viewer, at: datetime, meeting: Meeting, version: int, reason: str
) -> Meeting:
    """Take back a meeting confirmed by mistake: it counts for nothing, and stays to be read.

    Raises Conflict when it was amended since ``version``, Refused without a reason, and while
    problems raised at it stand: whoever owns them does not make them vanish.
    """
    permissions.require_record(actor, meeting.unit)
    meeting = _standing(meeting, version, reason)
    if facts.raised_at(meeting).exists():
        raise Refused(gettext("这次会议列出的问题还在整改台账里，请先请上级撤回这些问题"))
    old = _kept(meeting, actor, at, reason)
    meeting.state = MeetingState.VOIDED
    meeting.save(update_fields=["state", "version"])
    _audit(meeting, old, reason=reason.strip())
    _tell(meeting, old)
    return meeting


@action("life.discard_draft")
def discard_draft(*, actor: Viewer, at: datetime, draft: Meeting) -> None:
    """Delete a draft or a plan; a confirmed meeting is amended instead. Raises Refused."""
    permissions.require_record(actor, draft.unit)
    draft = _locked(draft)
    if draft.state not in OPEN:
        raise Refused(gettext("这次会议已经确认，如有出入请更正"))
    audit.record(draft, old=draft.snapshot(), unit_id=draft.unit_id)
    draft.delete()


def _checked(actor: Viewer, at: datetime, unit: Unit, record: Record) -> set[int]:
    """Return the keys of those who should come; raise Refused with the first problem."""
    listed = _people(actor, unit, record)
    found = rules.problems(
        record,
        unit_kind=unit.kind,
        established_on=unit.established_on,
        abolished_on=unit.abolished_on,
        today=timezone.localdate(at),
        listed=listed,
    )
    if found:
        raise Refused(message(found[0]), found[0].field)
    return listed


def _people(actor: Viewer, unit: Unit, record: Record) -> set[int]:
    listed = queries.people(actor, unit, record.kind, record.held_on)
    return {person.id for person in listed}


def _counted(record: Record, listed: int) -> Record:
    """Return the record with the numbers that follow from the list, unless they were stated."""
    if record.expected is not None:
        return record
    expected, present = rules.attendance(listed, list(record.absences.values()))
    return Record(**{**vars(record), "expected": expected, "present": present})


def _opened(
    actor: Viewer, at: datetime, unit: Unit, draft: Meeting | None
) -> tuple[Meeting, dict[str, Any]]:
    """Return the draft to write to, locked, or a new one; and what it said before."""
    if draft is None:
        meeting, old = Meeting(unit=unit, on_behalf=permissions.on_behalf(actor, unit)), {}
    else:
        meeting = _locked(draft)
        if meeting.state not in OPEN or meeting.unit_id != unit.pk:
            raise Refused(gettext("这份草稿已经确认，请到会议页查看或更正"))
        old = meeting.snapshot()
        meeting.version += 1
    meeting.recorded_at, meeting.recorded_by_id = at, actor.user_id
    return meeting, old


def _locked(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("unit")
    return found.get(pk=meeting.pk)


def _standing(meeting: Meeting, version: int, reason: str) -> Meeting:
    """Return a confirmed meeting, locked; raise Conflict or Refused."""
    meeting = _locked(meeting)
    if meeting.version != version:
        raise Conflict(meeting)
    if meeting.state in OPEN:
        raise Refused(gettext("这是一份草稿，请直接填写后确认"))
    if meeting.state == MeetingState.VOIDED:
        raise Refused(gettext("这次会议的记录已经撤销"))
    if not reason.strip():
        raise Refused(gettext("请写明原因"), "reason")
    return meeting


def _kept(meeting: Meeting, actor: Viewer, at: datetime, reason: str) -> dict[str, Any]:
    """Keep what a meeting says as a version; return it. The meeting's number goes up."""
    old = meeting.snapshot()
    MeetingVersion.objects.create(
        meeting=meeting,
        version=meeting.version,
        content=old,
        reason=reason.strip(),
        amended_by=actor.name,
        amended_at=at,
    )
    meeting.version += 1
    return old


def _left_behind(actor: Viewer, unit: Unit, record: Record) -> Meeting | None:
    """Return the plan of that day, or the draft an autosave made of the same form."""
    same = Meeting.objects.filter(unit=unit, kind=record.kind, held_on=record.held_on)
    mine = Q(state=MeetingState.DRAFT, recorded_by_id=actor.user_id or 0)
    return same.filter(mine | Q(state=MeetingState.PLANNED)).order_by("-state", "-pk").first()


def _write(actor: Viewer, meeting: Meeting, record: Record, listed: set[int]) -> None:
    """Store a record; only absences of those who should come are rows."""
    plain = set(vars(record)) - {"also", "absences"}
    for name in plain:
        setattr(meeting, name, getattr(record, name))
    meeting.lectured_by_id = queries.lecturer(actor, meeting.unit, record.lecturer, record.held_on)
    meeting.save()
    meeting.marks.all().delete()
    MeetingMark.objects.bulk_create(
        MeetingMark(meeting=meeting, kind=kind) for kind in sorted({record.kind, *record.also})
    )
    meeting.absences.all().delete()
    Absence.objects.bulk_create(
        Absence(meeting=meeting, member_id=member, reason=reason)
        for member, reason in sorted(record.absences.items())
        if member in listed
    )


def _keep_leaders(actor: Viewer, meeting: Meeting, record: Record) -> None:
    """Keep which leaders came as ordinary members, where names say it."""
    meeting.leaders.all().delete()
    LeaderAttendance.objects.bulk_create(queries.leaders_at(actor, meeting, record.absences))


def _audit(meeting: Meeting, old: Mapping[str, Any], **more: str) -> None:
    new = {**meeting.snapshot(), "state": meeting.state, "version": meeting.version}
    new |= {"on_behalf": meeting.on_behalf, **more}
    audit.record(meeting, old=old, new=new, unit_id=meeting.unit_id)


def _tell(meeting: Meeting, old: Mapping[str, Any]) -> None:
    """Tell of both fact kinds: where the meeting counts now, and where it counted before."""
    days = {meeting.held_on}
    if old:
        days.add(type(meeting.held_on).fromisoformat(old["held_on"]))
    periods = {text for text in (meeting.made_up, old.get("made_up", "")) if text}
    for kind in (facts.MEETING, facts.HELD):
        kernel_facts.recorded(kind, unit_ids={meeting.unit_id}, days=days, periods=periods)
    beside = (
        (facts.LEADER, meeting.leaders.exists()),
        (facts.LEADER_LECTURE, bool(meeting.lecturer or old.get("lecturer"))),
        (facts.RESOLUTION, meeting.agenda.exists()),
    )
    for kind, concerned in beside:
        if concerned:
            kernel_facts.recorded(kind, unit_ids={meeting.unit_id})
