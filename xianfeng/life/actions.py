"""Recording meetings: draft, confirm, amend, discard."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, queries, rules
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import Absence, Meeting, MeetingMark, MeetingVersion
from xianfeng.life.rules import Record
from xianfeng.units.models import Unit

MESSAGES = {
    "future": _("日期在今天之后，请等会议开过再记录，或改成实际日期"),
    "before_unit": _("这一天本组织还没有成立，请核对日期"),
    "after_unit": _("这一天本组织已经撤销，请核对日期"),
    "not_held": _("这类组织不开这种会，请选另一种会议类型"),
    "not_together": _("这两种会不能算作同一次，请分开记录"),
    "period": _("补开期间请写成 2021-03 或 2021-Q1"),
    "not_over": _("补开期间应在会议日期之前已经结束，请核对"),
    "cycle": _("这种会不按这样的期间召开，请核对补开期间"),
    "not_listed": _("有人不在当天的应到名单里，请按新名单核对"),
    "both_numbers": _("请把应到人数和实到人数都填上"),
    "nobody_listed": _("没有应到名单，请填写应到人数和实到人数"),
    "more_than_expected": _("实到人数多于应到人数，请核对"),
    "minutes": _("时长请填 1 到 1440 之间的分钟数"),
}


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
    _write(meeting, record, _people(actor, unit, record))
    _audit(meeting, old)
    return meeting


@action("life.confirm_meeting")
def confirm_meeting(
    *, actor: Viewer, at: datetime, unit: Unit, record: Record, draft: Meeting | None = None
) -> Meeting:
    """Confirm a meeting; without ``draft`` the actor's own draft of that kind and day is used up.

    Raises Refused with the first thing to put right.
    """
    permissions.require_record(actor, unit)
    listed = _checked(actor, at, unit, record)
    meeting, old = _opened(actor, at, unit, draft or _left_behind(actor, unit, record))
    meeting.state, meeting.confirmed_at = MeetingState.CONFIRMED, at
    _write(meeting, _counted(record, len(listed)), listed)
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
    meeting = _locked(meeting)
    if meeting.version != version:
        raise Conflict(meeting)
    if meeting.state != MeetingState.CONFIRMED:
        raise Refused(gettext("这是一份草稿，请直接填写后确认"))
    if not reason.strip():
        raise Refused(gettext("请写明更正原因"), "reason")
    listed = _checked(actor, at, meeting.unit, record)
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
    _write(meeting, _counted(record, len(listed)), listed)
    _audit(meeting, old, reason=reason.strip())
    _tell(meeting, old)
    return meeting


@action("life.discard_draft")
def discard_draft(*, actor: Viewer, at: datetime, draft: Meeting) -> None:
    """Delete a draft; a confirmed meeting is amended instead. Raises Refused."""
    permissions.require_record(actor, draft.unit)
    draft = _locked(draft)
    if draft.state != MeetingState.DRAFT:
        raise Refused(gettext("这次会议已经确认，如有出入请更正"))
    audit.record(draft, old=draft.snapshot(), unit_id=draft.unit_id)
    draft.delete()


def message(problem: rules.Problem) -> str:
    """Return the sentence for a problem."""
    return str(MESSAGES[problem.code])


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
        if meeting.state != MeetingState.DRAFT or meeting.unit_id != unit.pk:
            raise Refused(gettext("这份草稿已经确认，请到会议页查看或更正"))
        old = meeting.snapshot()
        meeting.version += 1
    meeting.recorded_at, meeting.recorded_by_id = at, actor.user_id
    return meeting, old


def _locked(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("unit")
    return found.get(pk=meeting.pk)


def _left_behind(actor: Viewer, unit: Unit, record: Record) -> Meeting | None:
    """Return the draft an autosave made of the same form, whose answer never came back."""
    same = Meeting.objects.filter(
        unit=unit, kind=record.kind, held_on=record.held_on, state=MeetingState.DRAFT
    )
    return same.filter(recorded_by_id=actor.user_id or 0).order_by("-pk").first()


def _write(meeting: Meeting, record: Record, listed: set[int]) -> None:
    """Store a record; only absences of those who should come are rows."""
    plain = set(vars(record)) - {"also", "absences"}
    for name in plain:
        setattr(meeting, name, getattr(record, name))
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
