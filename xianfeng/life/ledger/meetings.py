"""Takes a ledger of meetings in: checks, comparison with what stands, writing, taking back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Applied, Importer, Kind, Plan
from xianfeng.life import actions, facts, permissions, queries, rules
from xianfeng.life.enums import MeetingState
from xianfeng.life.ledger import absentees
from xianfeng.life.ledger.columns import COLUMNS
from xianfeng.life.ledger.rows import rows
from xianfeng.life.models import Absence, Meeting, MeetingMark, MeetingVersion
from xianfeng.life.rules import Record
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS

_TEXTS = ("title", "place", "chair", "recorder", "content")
_FIELD_OF = {"kind": "kind", "also": "kind", "held_on": "held_on", "made_up": "makes_up"}
_CODE_OF = {"kind": "choice_unknown", "also": "choice_unknown"}
_TOO_MANY = "more_than_expected"
_PART = 500
type Key = tuple[int, str, date, str]


def check(frame: Frame, importer: Importer) -> None:
    """Find the units, and reject what no record may say."""
    units = _units(frame, importer)
    records: dict[int, Record] = {}
    for index in range(len(frame)):
        unit = units.get(frame["unit_code"][index])
        if unit is None and frame["unit_code"][index]:
            frame.reject(index, "unit_code", "unit_not_found")
        if unit is None or not frame["kind"][index] or not frame["held_on"][index]:
            continue
        records[index] = _record(frame, index)
        _check_row(frame, index, unit, records[index], importer.today)
    frame.resolved |= {"units": units, "records": records}
    frame.once("held_on", lambda index: _key(frame, index) if index in records else None)
    _match_absentees(frame)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with the confirmed meetings of the same unit, kind, day and title."""
    standing = _standing(frame)
    made = Plan(work={})
    for index in frame.live():
        found = standing.get(_key(frame, index))
        record: Record = frame.resolved["records"][index]
        if found is None:
            made.states[index] = NEW
            continue
        merged = _merged(found.record(), record)
        if (merged.present or 0) > (merged.expected or merged.present or 0):
            frame.reject(index, "present", "number_invalid", str(actions.MESSAGES[_TOO_MANY]))
            continue
        made.states[index] = UNCHANGED if merged == found.record() else CHANGED
        if made.states[index] == CHANGED:
            made.work[index] = (found, merged)
            compared = queries.against(importer.viewer, found, merged)
            made.changes[index] = [(str(title), old, new) for title, old, new in compared]
    return made


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Write new meetings as confirmed; a changed one is amended, its old version kept."""
    new = [index for index, state in plan.states.items() if state == NEW]
    meetings = [_meeting(frame, index, importer) for index in new]
    Meeting.objects.bulk_create(meetings, batch_size=_PART)
    records = [frame.resolved["records"][index] for index in new]
    paired = list(zip(meetings, records, strict=True))
    marks = MeetingMark.objects.bulk_create(_marks(paired), batch_size=_PART)
    absences = Absence.objects.bulk_create(_absences(paired), batch_size=_PART)
    amended = [_amend(found, merged, importer) for found, merged in plan.work.values()]
    made = {
        "life.Absence": bulk.ranges(absence.pk for absence in absences),
        "life.MeetingMark": bulk.ranges(mark.pk for mark in marks),
        "life.Meeting": bulk.ranges(meeting.pk for meeting in meetings),
    }
    touched = frozenset(_unit(frame, index).pk for index in (*new, *plan.work))
    return Applied({"made": made, "amended": amended}, (facts.MEETING.id, facts.HELD.id), touched)


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and restore what was amended; raises Refused when changed since."""
    made = done["made"]
    undoing.refuse_unless_untouched(Meeting, made["life.Meeting"], version=1)
    undoing.refuse_when_used(made)
    for pk, version in done["amended"]:
        meeting = Meeting.objects.select_for_update().filter(pk=pk, version=version + 1).first()
        earlier = MeetingVersion.objects.filter(meeting_id=pk, version=version).first()
        if meeting is None or earlier is None:
            raise undoing.changed_since()
        record = record_from(earlier.content)
        earlier.delete()
        meeting.version = version
        _store(meeting, record)
    undoing.delete(made)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterable[Sequence[Any]]:
    """Yield the titles, then every confirmed meeting that the viewer sees at or below ``path``."""
    yield [column.title for column in COLUMNS]
    found = queries.visible_to(viewer).filter(below("unit__path", path))
    confirmed = found.filter(state=MeetingState.CONFIRMED)
    yield from rows(viewer, confirmed.order_by("unit__path", "held_on", "pk"))


def record_from(content: Mapping[str, Any]) -> Record:
    """Return the record that a snapshot holds."""
    return Record(
        **{
            **content,
            "held_on": date.fromisoformat(content["held_on"]),
            "also": tuple(content["also"]),
            "absences": {int(member): why for member, why in content["absences"].items()},
        }
    )


MEETINGS = Kind(
    id="meetings",
    title="会议台账",
    columns=COLUMNS,
    roles=frozenset(RECORDERS),
    check=check,
    plan=plan,
    apply=apply,
    undo=undo,
    export=export,
    facts=(facts.MEETING.id, facts.HELD.id),
)


def _units(frame: Frame, importer: Importer) -> dict[str, Unit]:
    codes = sorted({code for code in frame["unit_code"] if code})
    found: dict[str, Unit] = {}
    for part in batched(codes, _PART):
        for unit in Unit.objects.filter(code__in=part):
            if importer.reaches(unit.path):
                found[unit.code] = unit
    return found


def _record(frame: Frame, index: int) -> Record:
    """Return what a row states; absences are matched later."""
    first, *also = frame["kind"][index]
    texts: dict[str, Any] = {name: frame[name][index] or "" for name in _TEXTS}
    return Record(
        kind=first,
        held_on=frame["held_on"][index],
        also=tuple(sorted(also)),
        made_up=frame["makes_up"][index] or "",
        expected=frame["expected"][index],
        present=frame["present"][index],
        **texts,
    )


def _check_row(frame: Frame, index: int, unit: Unit, record: Record, today: date) -> None:
    """Reject what the rules do not allow; a ledger may leave the numbers out."""
    found = rules.problems(
        record,
        unit_kind=unit.kind,
        established_on=unit.established_on,
        abolished_on=unit.abolished_on,
        today=today,
        listed=(),
    )
    for problem in found:
        if problem.code in {"nobody_listed", "both_numbers"}:
            continue
        field = _FIELD_OF.get(problem.field, problem.field)
        fallback = "number_invalid" if problem.field == "present" else "date_invalid"
        code = _CODE_OF.get(problem.field, fallback)
        frame.reject(index, field, code, actions.message(problem))


def _match_absentees(frame: Frame) -> None:
    """Find absentees among those in the ranks that day; an unknown name stays as text."""
    records, units = frame.resolved["records"], frame.resolved["units"]
    named = {index: absentees.entries(frame["absentees"][index]) for index in records}
    homes = {code: absentees.home(unit) for code, unit in units.items()}
    roll = absentees.roll_of((name for each in named.values() for name, _ in each), homes.values())
    for index, entries in named.items():
        home, day = homes[frame["unit_code"][index]], records[index].held_on
        known = [(name, why, roll.find(name, home, day)) for name, why in entries]
        unknown = [name for name, _why, member in known if member is None]
        records[index] = replace(
            records[index],
            absences={member: why for _name, why, member in known if member is not None},
            absentees="、".join(unknown),
        )
        for name in unknown:
            text = _("当天名单里没有找到%(name)s，已按文字保留") % {"name": name}
            frame.warn(index, "absentees", "choice_unknown", text)


def _unit(frame: Frame, index: int) -> Unit:
    unit: Unit = frame.resolved["units"][frame["unit_code"][index]]
    return unit


def _key(frame: Frame, index: int) -> Key:
    record: Record = frame.resolved["records"][index]
    return (_unit(frame, index).pk, record.kind, record.held_on, record.title)


def _standing(frame: Frame) -> dict[Key, Meeting]:
    """Return the confirmed meetings of these units on these days, by key."""
    live = list(frame.live())
    days = {frame["held_on"][index] for index in live}
    found: dict[Key, Meeting] = {}
    for part in batched(sorted({_unit(frame, index).pk for index in live}), _PART):
        meetings = Meeting.objects.filter(
            unit__in=part, held_on__range=(min(days), max(days)), state=MeetingState.CONFIRMED
        )
        for meeting in meetings.prefetch_related("marks", "absences").order_by("-pk"):
            found[(meeting.unit_id, meeting.kind, meeting.held_on, meeting.title)] = meeting
    return found


def _merged(stands: Record, stated: Record) -> Record:
    """Return what stands with what the row states; a blank cell leaves what stands."""
    texts = {name: getattr(stated, name) or getattr(stands, name) for name in _TEXTS}
    silent = not stated.absences and not stated.absentees
    return replace(
        stands,
        **texts,
        also=stated.also or stands.also,
        made_up=stated.made_up or stands.made_up,
        expected=stands.expected if stated.expected is None else stated.expected,
        present=stands.present if stated.present is None else stated.present,
        absences=stands.absences if silent else stated.absences,
        absentees=stands.absentees if silent else stated.absentees,
    )


def _meeting(frame: Frame, index: int, importer: Importer) -> Meeting:
    unit, record = _unit(frame, index), frame.resolved["records"][index]
    return Meeting(
        unit=unit,
        state=MeetingState.CONFIRMED,
        on_behalf=permissions.on_behalf(importer.viewer, unit),
        recorded_by_id=importer.viewer.user_id,
        recorded_at=importer.at,
        confirmed_at=importer.at,
        **{name: value for name, value in vars(record).items() if name not in _ROWS},
    )


_ROWS = ("also", "absences")


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
    _store(meeting, record)
    return [meeting.pk, meeting.version - 1]


def _store(meeting: Meeting, record: Record) -> None:
    for name, value in vars(record).items():
        if name not in _ROWS:
            setattr(meeting, name, value)
    meeting.save()
    meeting.marks.all().delete()
    meeting.absences.all().delete()
    MeetingMark.objects.bulk_create(_marks([(meeting, record)]))
    Absence.objects.bulk_create(_absences([(meeting, record)]))
