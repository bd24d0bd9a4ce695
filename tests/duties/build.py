"""Shortest ways to a meeting that counts, and to duties as they stand."""

from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.kernel import facts
from xianfeng.life.models import Meeting, MeetingMark
from xianfeng.units.models import UnitState

EXTRA = str(Path(__file__).with_name("extra.toml"))
NOW = datetime(2021, 6, 30, 9, 0, tzinfo=timezone.get_default_timezone())


def held(unit, kind, on, *also, made_up="", present=None, expected=None, tell=True):
    """Make a confirmed meeting, and tell the engine as the recording action does."""
    meeting = Meeting.objects.create(
        unit=unit,
        kind=kind,
        held_on=on,
        made_up=made_up,
        present=present,
        expected=expected,
        state="confirmed",
        recorded_at=NOW,
        confirmed_at=NOW,
    )
    MeetingMark.objects.bulk_create(
        [MeetingMark(meeting=meeting, kind=each) for each in (kind, *also)]
    )
    if tell:
        recorded(meeting)
    return meeting


def recorded(meeting, *, before=(), periods=()):
    """Tell the engine of a meeting; ``before`` and ``periods`` are what an amendment left."""
    facts.recorded(
        facts.get("life.held"),
        unit_ids=[meeting.unit_id],
        days=[meeting.held_on, *before],
        periods=[period for period in (meeting.made_up, *periods) if period],
    )


def restate(unit, day):
    """Let what a unit is today hold from a day on, as the actions of units keep its history."""
    UnitState.objects.filter(unit=unit, until_on=None).update(until_on=day)
    now = {"name": unit.name, "kind": unit.kind, "path": unit.path, "agency": unit.agency}
    UnitState.objects.create(unit=unit, from_on=day, **now)


def derive(rule, *years):
    writing.ensure({(rule.id, year): rule for year in years})


def duty(rule, unit, period, subject=0):
    """Return (due, need, done, met_on, none_on) of one duty, or None when nothing is owed."""
    derive(rule, int(period[:4]))
    return (
        Duty.objects.filter(rule=rule.id, unit=unit, period=period, subject=subject)
        .values_list("due_on", "need", "done", "met_on", "none_on")
        .first()
    )


def day(text):
    return date.fromisoformat(text)
