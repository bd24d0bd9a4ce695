"""Writes a ledger of meetings that was found right, takes it back, and sends it out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import NEW, Applied, Importer, Plan
from xianfeng.life import facts, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.ledger.reading import unit_of
from xianfeng.life.ledger.rows import rows
from xianfeng.life.models import Absence, LeaderAttendance, Meeting, MeetingMark, MeetingVersion
from xianfeng.life.rules import LIFE_KINDS, Record
from xianfeng.units.models import Unit

FACTS = (facts.MEETING.id, facts.HELD.id)
_PART = 500
_ROWS = ("also", "absences")


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Write new meetings as confirmed; a changed one is amended, its old version kept."""
    new = [index for index, state in plan.states.items() if state == NEW]
    meetings = [_meeting(frame, index, importer) for index in new]
    Meeting.objects.bulk_create(meetings, batch_size=_PART)
    records = [frame.resolved["records"][index] for index in new]
    paired = list(zip(meetings, records, strict=True))
    marks = MeetingMark.objects.bulk_create(_marks(paired), batch_size=_PART)
    absences = Absence.objects.bulk_create(_absences(paired), batch_size=_PART)
    leaders = LeaderAttendance.objects.bulk_create(
        _leaders(importer.viewer, paired), batch_size=_PART
    )
    amended = [_amend(found, merged, importer) for found, merged in plan.work.values()]
    made = {
        "life.LeaderAttendance": bulk.ranges(leader.pk for leader in leaders),
        "life.Absence": bulk.ranges(absence.pk for absence in absences),
        "life.MeetingMark": bulk.ranges(mark.pk for mark in marks),
        "life.Meeting": bulk.ranges(meeting.pk for meeting in meetings),
    }
    touched = frozenset(unit_of(frame, index).pk for index in (*new, *plan.work))
    return Applied({"made": made, "amended": amended}, FACTS, touched)


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and restore what was amended; raises Refused when changed since."""
    made = done["made"]
    undoing.refuse_unless_untouched(Meeting, made["life.Meeting"], version=1)
    undoing.refuse_when_used(made)
    _refuse_when_raised(made["life.Meeting"])
    for pk, version in done["amended"]:
        meeting = Meeting.objects.select_for_update().filter(pk=pk, version=version + 1).first()
        earlier = MeetingVersion.objects.filter(meeting_id=pk, version=version).first()
        if meeting is None or earlier is None:
            raise undoing.changed_since()
        record = record_from(earlier.content)
        earlier.delete()
        meeting.version = version
        _store(importer.viewer, meeting, record)
    undoing.delete(made)


def _refuse_when_raised(spans: Sequence[Sequence[int]]) -> None:
    """Raise Refused where a problem names one of the meetings as where it was found."""
    meetings = Meeting.objects.filter(bulk.among("pk", spans), marks__kind__in=LIFE_KINDS)
    if facts.raised_at(*meetings).exists():
        raise Refused(_("导入的会议已列出整改问题，不能整批撤销。请先请上级撤回这些问题"))


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterable[Sequence[Any]]:
    """Yield every confirmed meeting that the viewer sees at or below ``path``."""
    found = queries.visible_to(viewer).filter(below("unit__path", path))
    confirmed = found.filter(state=MeetingState.CONFIRMED)
    yield from rows(viewer, confirmed.order_by("unit__path", "held_on", "pk"))


def record_from(content: Mapping[str, Any]) -> Record:
    """Return the record that a snapshot holds."""
    stated = {name: content[name] for name in Record.__dataclass_fields__ if name in content}
    return Record(
        **{
            **stated,
            "held_on": date.fromisoformat(content["held_on"]),
            "also": tuple(content["also"]),
            "absences": {int(member): why for member, why in content["absences"].items()},
        }
    )


def _meeting(frame: Frame, index: int, importer: Importer) -> Meeting:
    unit, record = unit_of(frame, index), frame.resolved["records"][index]
    return Meeting(
        unit=unit,
        state=MeetingState.CONFIRMED,
        on_behalf=permissions.on_behalf(importer.viewer, unit),
        lectured_by_id=_lecturer(importer.viewer, unit, record),
        recorded_by_id=importer.viewer.user_id,
        recorded_at=importer.at,
        confirmed_at=importer.at,
        **{name: value for name, value in vars(record).items() if name not in _ROWS},
    )


def _marks(paired: Iterable[tuple[Meeting, Record]]) -> Iterator[MeetingMark]:
    for meeting, record in paired:
        for kind in sorted({record.kind, *record.also}):
            yield MeetingMark(meeting=meeting, kind=kind)


def _absences(paired: Iterable[tuple[Meeting, Record]]) -> Iterator[Absence]:
    for meeting, record in paired:
        for member, why in sorted(record.absences.items()):
            yield Absence(meeting=meeting, member_id=member, reason=why)


def _amend(meeting: Meeting, record: Record, importer: Importer) -> list[int]:
    """Amend a meeting to what the ledger says; return its key and the version it had."""
    MeetingVersion.objects.create(
        meeting=meeting,
        version=meeting.version,
        content=meeting.snapshot(),
        reason=_("导入台账更正"),
        amended_by=importer.viewer.name,
        amended_at=importer.at,
    )
    meeting.version += 1
    _store(importer.viewer, meeting, record)
    return [meeting.pk, meeting.version - 1]


def _lecturer(viewer: Viewer, unit: Unit, record: Record) -> int | None:
    """Return who a lecture's lecturer is found to be; a ledger seldom names one."""
    if not record.lecturer:
        return None
    return queries.lecturer(viewer, unit, record.lecturer, record.held_on)


def _leaders(
    viewer: Viewer, paired: Iterable[tuple[Meeting, Record]]
) -> Iterator[LeaderAttendance]:
    """Yield leaders' attendance of meetings in units where somebody leads at all."""
    known = list(paired)
    led = queries.units_with_leaders(viewer, {meeting.unit_id for meeting, _ in known})
    for meeting, record in known:
        if meeting.unit_id in led:
            yield from queries.leaders_at(viewer, meeting, record.absences)


def _store(viewer: Viewer, meeting: Meeting, record: Record) -> None:
    for name, value in vars(record).items():
        if name not in _ROWS:
            setattr(meeting, name, value)
    meeting.lectured_by_id = _lecturer(viewer, meeting.unit, record)
    meeting.save()
    meeting.marks.all().delete()
    meeting.absences.all().delete()
    meeting.leaders.all().delete()
    MeetingMark.objects.bulk_create(_marks([(meeting, record)]))
    Absence.objects.bulk_create(_absences([(meeting, record)]))
    LeaderAttendance.objects.bulk_create(_leaders(viewer, [(meeting, record)]))
