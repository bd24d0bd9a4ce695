"""What a member wants to know of their own branch: what was held, and what is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xianfeng.duties import rulebook
from xianfeng.duties.enums import Shape
from xianfeng.duties.rules import Rule
from xianfeng.kernel.periods import Period, period_of
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import queries as life_queries
from xianfeng.life.enums import MeetingState
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Gathering:
    """What every branch holds in a period, and the day it was held there, or None."""

    title: str
    period: Period
    held_on: date | None


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
    return [_gathering(rule, as_of, meetings) for rule in rules]


def _for_all(rule: Rule, unit: Unit, as_of: date) -> bool:
    version = rule.version_at(as_of)
    if version is None or rule.shape != Shape.PERIODIC or version.owes.counts_members:
        return False
    return unit.kind in version.owes.kinds


def _gathering(rule: Rule, as_of: date, meetings: Iterable[Any]) -> Gathering:
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
    return Gathering(rule.title, period, min(days, default=None))
