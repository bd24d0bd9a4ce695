"""Reads a ledger of meetings: what is wrong with it, and what of it is new or changed."""

from dataclasses import replace
from datetime import date
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Importer, Plan
from xianfeng.life import actions, queries, rules
from xianfeng.life.enums import MeetingState
from xianfeng.life.ledger import absentees
from xianfeng.life.models import Meeting
from xianfeng.life.rules import Record
from xianfeng.units.models import Unit

_TEXTS = ("title", "place", "chair", "recorder", "content", "lecturer")
_FIELD_OF = {"kind": "kind", "also": "kind", "held_on": "held_on", "made_up": "makes_up"}
_CODE_OF = {"kind": "choice_unknown", "also": "choice_unknown"}
_TOO_MANY = "more_than_expected"
_PART = 500
type Key = tuple[int, str, date, str, str]


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
    standing = _paired(frame, _standing(frame))
    made = Plan(work={})
    for index in frame.live():
        found = standing.get(index)
        if found is None:
            made.states[index] = NEW
            continue
        merged = _merged(found.record(), frame.resolved["records"][index])
        if (merged.present or 0) > (merged.expected or merged.present or 0):
            frame.reject(index, "present", "number_invalid", str(actions.MESSAGES[_TOO_MANY]))
            continue
        made.states[index] = UNCHANGED if merged == found.record() else CHANGED
        if made.states[index] == CHANGED:
            made.work[index] = (found, merged)
            compared = queries.against(importer.viewer, found, merged)
            made.changes[index] = [(str(title), old, new) for title, old, new in compared]
    return made


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


def unit_of(frame: Frame, index: int) -> Unit:
    """Return the unit of a row that was found right."""
    unit: Unit = frame.resolved["units"][frame["unit_code"][index]]
    return unit


def _key(frame: Frame, index: int) -> Key:
    record: Record = frame.resolved["records"][index]
    return (unit_of(frame, index).pk, record.kind, record.held_on, record.title, record.made_up)


def _standing(frame: Frame) -> list[Meeting]:
    """Return the confirmed meetings of these units on these days, the earliest recorded first."""
    live = list(frame.live())
    days = {frame["held_on"][index] for index in live}
    found: list[Meeting] = []
    for part in batched(sorted({unit_of(frame, index).pk for index in live}), _PART):
        meetings = Meeting.objects.filter(
            unit__in=part, held_on__range=(min(days), max(days)), state=MeetingState.CONFIRMED
        )
        found += meetings.prefetch_related("marks", "absences").order_by("pk")
    return found


def _paired(frame: Frame, standing: list[Meeting]) -> dict[int, Meeting]:
    """Return each row's meeting: the one that also names the same made-up period comes first.

    A meeting and the one made up on the same day often bear the same title.
    """
    exact: dict[Key, Meeting] = {}
    alike: dict[tuple[Any, ...], list[Meeting]] = {}
    for meeting in standing:
        key = (meeting.unit_id, meeting.kind, meeting.held_on, meeting.title, meeting.made_up)
        exact.setdefault(key, meeting)
        alike.setdefault(key[:-1], []).append(meeting)
    found = {i: exact[_key(frame, i)] for i in frame.live() if _key(frame, i) in exact}
    taken = {meeting.pk for meeting in found.values()}
    for index in frame.live():
        others = alike.get(_key(frame, index)[:-1], [])
        free = next((meeting for meeting in others if meeting.pk not in taken), None)
        if index not in found and free is not None:
            found[index] = free
            taken.add(free.pk)
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
