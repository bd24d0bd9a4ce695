"""What a member wants to know of their own branch: what was held, and what is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xianfeng.duties import rulebook
from xianfeng.duties.enums import Each, Shape
from xianfeng.duties.rules import Rule
from xianfeng.kernel.periods import Period, period_of
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import queries as life_queries
from xianfeng.life import rules as life_rules
from xianfeng.life.enums import MeetingState
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Gathering:
    """What every branch holds in a period, and the day it was held there, or None.

    ``fixed_on`` is the branch's fixed day of the month, where it has one.
    """

    title: str
    period: Period
    held_on: date | None
    fixed_on: date | None = None


def last_meetings(viewer: Viewer, unit: Unit, as_of: date, limit: int = 5) -> QuerySet[Any]:
    """Return the branch's latest confirmed meetings up to a day."""
    held = life_queries.listed(viewer, last=as_of, state=MeetingState.CONFIRMED)
    return held.filter(unit=unit)[:limit]


def gatherings(viewer: Viewer, unit: Unit, as_of: date) -> list[Gathering]:
    """Return what all members of such a branch meet for in the periods of a day.

    What only some branches or only its committee owe is not a member's next meeting.
    """
    rules = [rule for rule in rulebook.active() if _for_all(rule, unit, as_of)]
    first = date(as_of.year, 1, 1)
    held = life_queries.listed(viewer, first=first, last=as_of, state=MeetingState.CONFIRMED)
    meetings = list(held.filter(unit=unit)) if rules else []
    day = life_queries.fixed_day(viewer, unit) if rules else None
    fixed = life_rules.fixed_day_in(as_of, day) if day else None
    return [_gathering(rule, as_of, meetings, fixed) for rule in rules]


def next_meetings(viewer: Viewer, unit: Unit, as_of: date) -> list[Any]:
    """Return what the branch plans to hold from a day on, the next first."""
    return life_queries.planned(viewer, unit, as_of)


def _for_all(rule: Rule, unit: Unit, as_of: date) -> bool:
    version = rule.version_at(as_of)
    if version is None or rule.shape != Shape.PERIODIC or version.owes.counts_members:
        return False
    if version.discharged_by.fact != "life.held" or version.owes.each != Each.UNIT:
        return False
    return unit.kind in version.owes.kinds


def _gathering(rule: Rule, as_of: date, meetings: Iterable[Any], fixed: date | None) -> Gathering:
    version = rule.version_at(as_of) or rule.versions[-1]
    period = period_of(as_of, version.cycle)
    kind = dict(version.discharged_by.where).get("kind")
    days = [
        meeting.held_on
        for meeting in meetings
        if kind in {mark.kind for mark in meeting.marks.all()}
        and (meeting.made_up or str(period)) == str(period)
        and meeting.held_on >= period.start
    ]
    fixed_on = fixed if kind == life_rules.THEME else None
    return Gathering(rule.title, period, min(days, default=None), fixed_on)
