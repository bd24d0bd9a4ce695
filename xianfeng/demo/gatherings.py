"""A year of meetings at believable rates: most on time, some made up, some never."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo import words
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.kernel.periods import Cycle, Period, between, period_of
from xianfeng.life.enums import AbsenceReason, MeetingKind, MeetingState
from xianfeng.life.models import Absence, Meeting, MeetingMark
from xianfeng.members.models import Member
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

_CHUNK = 4000
_REASONS = (
    (AbsenceReason.DUTY, 52),
    (AbsenceReason.LEAVE, 22),
    (AbsenceReason.SICK, 16),
    (AbsenceReason.EXEMPT, 10),
)


_OLD = 78


def is_exempt(unit: Unit, member: Member, on: date) -> bool:
    """True for the oldest of a branch of retired members, who are not pressed to come."""
    return unit.kind == UnitKind.RETIRED_BRANCH and (on - member.born_on).days // 365 >= _OLD


def _excused(
    unit: Unit,
    there: list[Member],
    absences: list[tuple[Member, AbsenceReason]],
    on: date,
) -> list[tuple[Member, AbsenceReason]]:
    """Return the absences with every exempted member among them, as exempted."""
    old = [member for member in there if is_exempt(unit, member, on)]
    others = [(member, why) for member, why in absences if member not in old]
    return others + [(member, AbsenceReason.EXEMPT) for member in old]


@dataclass
class _Drafted:
    meeting: Meeting
    kinds: set[str]
    absences: list[tuple[Member, AbsenceReason]]


def make_year(random: Random, rolls: list[Roll], year: int, today: date) -> int:
    """Create the meetings of every branch and group in a year, up to today; return how many.

    The quarters of the twelve months before are filled too, so that nothing looks long overdue.
    """
    maker = _Year(random, year, today)
    chunk: list[_Drafted] = []
    made = 0
    for roll in rolls:
        chunk.extend(maker.of_branch(roll))
        if len(chunk) >= _CHUNK:
            made += _save(chunk)
            chunk = []
    return made + _save(chunk)


def _save(chunk: list[_Drafted]) -> int:
    store([drafted.meeting for drafted in chunk])
    store(
        [
            MeetingMark(meeting=drafted.meeting, kind=kind)
            for drafted in chunk
            for kind in sorted(drafted.kinds)
        ]
    )
    store(
        [
            Absence(meeting=drafted.meeting, member=member, reason=reason)
            for drafted in chunk
            for member, reason in drafted.absences
        ]
    )
    return len(chunk)


class _Year:
    """Draws one branch's year after another."""

    def __init__(self, random: Random, year: int, today: date) -> None:
        self.random, self.today = random, today
        last = min(date(year, 12, 31), today)
        year_before = date(last.year - 1, last.month, 1)
        first = min(period_of(year_before, Cycle.QUARTER).start, date(year - 1, 10, 1))
        self.months = list(between(first, last, Cycle.MONTH))
        self.quarters = list(between(first, last, Cycle.QUARTER))
        self.last = last

    def of_branch(self, roll: Roll) -> Iterator[_Drafted]:
        """Yield the meetings of a branch and its groups."""
        random, unit, everyone = self.random, roll.branch.unit, roll.members
        diligence = min(0.995, random.betavariate(24, 1.6))
        fixed_day = random.randint(5, 22)
        for month in self.months:
            day = month.start + timedelta(days=fixed_day - 1)
            also = {MeetingKind.LECTURE} if month.start.month % 3 == 2 else set()
            yield from self._held(
                unit, MeetingKind.THEME_DAY, month, everyone, diligence, day, also
            )
            if roll.officers > 1:
                committee = everyone[: roll.officers]
                kind = MeetingKind.COMMITTEE_MEETING
                yield from self._held(unit, kind, month, committee, diligence)
            for place, group in enumerate(roll.branch.groups):
                inside = everyone[place :: len(roll.branch.groups)]
                kind = MeetingKind.GROUP_MEETING
                yield from self._held(group, kind, month, inside, diligence - 0.03)
        for quarter in self.quarters:
            yield from self._held(unit, MeetingKind.GENERAL_MEETING, quarter, everyone, diligence)
            if quarter.number == 4:
                kind, also = MeetingKind.LIFE_MEETING, {MeetingKind.REVIEW}
                yield from self._held(unit, kind, quarter, everyone, diligence, None, also)

    def _held(
        self,
        unit: Unit,
        kind: MeetingKind,
        period: Period,
        expected: list[Member],
        diligence: float,
        day: date | None = None,
        also: set[MeetingKind] | None = None,
    ) -> Iterator[_Drafted]:
        random, made_up = self.random, ""
        if random.random() > diligence:
            if random.random() < 0.35:
                return
            day = period.end + timedelta(days=random.randint(2, 20))
            yearly = kind == MeetingKind.LIFE_MEETING
            made_up = str(period_of(period.start, Cycle.YEAR) if yearly else period)
        elif day is None:
            span = (period.end - period.start).days
            day = period.start + timedelta(days=int(random.triangular(2, span, span * 0.55)))
        if day <= self.last and expected:
            there = [member for member in expected if member.joined_on <= day]
            yield self._drafted(unit, kind, day, there, made_up, also or set())

    def _drafted(
        self,
        unit: Unit,
        kind: MeetingKind,
        day: date,
        there: list[Member],
        made_up: str,
        also: set[MeetingKind],
    ) -> _Drafted:
        random = self.random
        absences = [
            (member, random.choices([r for r, _ in _REASONS], [w for _, w in _REASONS])[0])
            for member in there
            if random.random() < 0.07
        ]
        absences = _excused(unit, there, absences, self.last)
        exempt = sum(reason == AbsenceReason.EXEMPT for _, reason in absences)
        absent = {member.pk for member, _ in absences}
        recorded = timezone.make_aware(
            datetime.combine(min(day + timedelta(days=random.randrange(4)), self.last), time(17, 5))
        )
        meeting = Meeting(
            unit=unit,
            kind=kind,
            held_on=day,
            title=words.MEETING_TITLES[kind],
            place="会议室",
            chair=next((member.name for member in there if member.pk not in absent), ""),
            content=random.choice(words.DECISIONS),
            made_up=made_up,
            minutes=random.choice((60, 90, 120)),
            expected=len(there) - exempt,
            present=len(there) - len(absences),
            state=MeetingState.CONFIRMED,
            recorded_at=recorded,
            confirmed_at=recorded,
        )
        return _Drafted(meeting, {kind, *also}, absences)
