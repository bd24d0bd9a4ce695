"""What a rule is, and which spans it sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from xianfeng.duties.enums import Each, Shape
from xianfeng.kernel import calendar
from xianfeng.kernel.periods import Cycle, Period, add_months, between, parse, period_of

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Owes:
    """Who owes: units of these kinds, perhaps by their number of full members.

    ``each`` is the unit itself, or each full member of such a unit, or each holder of one of the
    posts ``titles`` (none named: of any post) in it.
    """

    kinds: tuple[str, ...] = ()
    min_full_members: int | None = None
    max_full_members: int | None = None
    each: Each = Each.UNIT
    titles: tuple[str, ...] = ()

    @property
    def counts_members(self) -> bool:
        """True when who owes follows from branch spells."""
        bounds = (self.min_full_members, self.max_full_members)
        return self.each == Each.MEMBER or any(bound is not None for bound in bounds)


@dataclass(frozen=True)
class Match:
    """Facts of a kind that meet conditions on its columns.

    ``quorum`` is the least share of those expected who were present; a record without numbers
    passes.
    """

    fact: str
    where: tuple[tuple[str, str | int | tuple[str, ...]], ...] = ()
    quorum: Fraction | None = None


@dataclass(frozen=True)
class Cards:
    """When a card is given; ``source`` names who decided so.

    After so many days overdue, or for so many spans in a row not met by their due days; what is
    None gives no card.
    """

    source: str
    yellow_days: int | None = None
    red_days: int | None = None
    yellow_misses: int | None = None
    red_misses: int | None = None

    @property
    def misses(self) -> int:
        """Return the longest run of misses that a card is given for; 0 where none is."""
        return max(self.yellow_misses or 0, self.red_misses or 0)


@dataclass(frozen=True)
class Version:
    """A rule as it stands for what begins in [effective_from, effective_until)."""

    effective_from: date
    discharged_by: Match
    owes: Owes = Owes()
    effective_until: date | None = None
    cycle: Cycle = Cycle.MONTH
    need: int = 1
    due_days_after: int = 0
    due: date | None = None
    after: Match | None = None
    within_months: int = 0
    within_days: int = 0
    within_working_days: int = 0
    warn_days: int = 7
    remind_days: tuple[int, ...] = ()
    cards: Cards | None = None

    @property
    def soon_days(self) -> int:
        """Return how many days before the due day the first reminder comes."""
        return max(self.remind_days, default=self.warn_days)

    @property
    def at_hand_days(self) -> int:
        """Return how many days before the due day the last reminder comes: it is for now."""
        return min(self.remind_days, default=self.warn_days)

    @property
    def reach(self) -> int:
        """Return a number of days that no follow-up takes longer than."""
        # A week holds two days off, and the longest holiday ten days.
        working = 2 * self.within_working_days + 10 if self.within_working_days else 0
        return 31 * self.within_months + self.within_days + working

    def in_force(self, day: date) -> bool:
        """True when this version rules what begins on that day."""
        ended = self.effective_until is not None and day >= self.effective_until
        return self.effective_from <= day and not ended


@dataclass(frozen=True)
class Rule:
    """Something owed, with its source; ``blocks`` is never true where the text says 一般.

    ``page`` names the address where it is done, which takes the unit's code as ``unit``;
    ``record`` the one where the fact that discharges it is recorded, perhaps with a query.
    """

    id: str
    title: str
    sentence: str
    shape: Shape
    source: str
    article: str
    verification: str
    level: str
    versions: tuple[Version, ...]
    none_allowed: bool = False
    blocks: bool = False
    page: str = ""
    record: str = ""

    def version_at(self, day: date) -> Version | None:
        """Return the version that rules what begins on that day, or None when none does."""
        return next((version for version in self.versions if version.in_force(day)), None)

    @property
    def fact_kinds(self) -> frozenset[str]:
        """Return the ids of the fact kinds that the rule reads."""
        discharging = {version.discharged_by.fact for version in self.versions}
        return frozenset(
            discharging | {version.after.fact for version in self.versions if version.after}
        )

    @property
    def counts_members(self) -> bool:
        """True when who owes follows from branch spells."""
        return any(version.owes.counts_members for version in self.versions)

    @property
    def by_subject(self) -> bool:
        """True when facts are matched by person, in whichever unit they were recorded."""
        people = any(version.owes.each != Each.UNIT for version in self.versions)
        return people or self.shape == Shape.FOLLOW_UP

    @property
    def run_reach(self) -> int:
        """Return a number of days that no run of misses reaches back further than."""
        return max(
            (31 * v.cycle.months * v.cards.misses for v in self.versions if v.cards), default=0
        )

    @property
    def gives_cards(self) -> bool:
        """True when a version of the rule gives cards."""
        return any(version.cards is not None for version in self.versions)

    @property
    def counts_posts(self) -> bool:
        """True when who owes follows from posts held."""
        return any(version.owes.each == Each.POST for version in self.versions)


@dataclass(frozen=True)
class Span:
    """One stretch of a rule: facts from ``starts_on`` to ``facts_until`` count, due on ``due_on``.

    Who owes is read on ``ends_on``. For a follow-up, the day of the first fact and its due day.
    """

    name: str
    starts_on: date
    ends_on: date
    due_on: date
    facts_until: date


@cache
def spans_due_in(shape: Shape, version: Version, year: int) -> tuple[Span, ...]:
    """Return the spans of a version that are due in a year, in order of time."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return tuple(
        span for span in _spans(shape, version, first, last) if first <= span.due_on <= last
    )


def _spans(shape: Shape, version: Version, first: date, last: date) -> Iterator[Span]:
    if shape == Shape.ONCE:
        due = version.due or FOREVER
        yield Span(f"{due.year:04d}", version.effective_from, due, due, FOREVER)
    elif shape == Shape.FOLLOW_UP:
        day = first - timedelta(days=version.reach)
        while day <= last:
            if version.in_force(day):
                yield Span(str(period_of(day, Cycle.MONTH)), day, day, due_after(version, day), day)
            day += timedelta(days=1)
    else:
        cycle = Cycle.MONTH if shape == Shape.COMMITMENT else version.cycle
        begin = first - timedelta(days=366 + version.due_days_after)
        for period in between(max(begin, version.effective_from), last, cycle):
            if version.in_force(period.start):
                yield _span_of(period, version)


def _span_of(period: Period, version: Version) -> Span:
    due = period.end + timedelta(days=version.due_days_after)
    return Span(str(period), period.start, period.end, due, period.end)


def span_named(rule: Rule, name: str) -> tuple[Version, Span] | None:
    """Return the version and span of a period by its name, or None when the rule sets none."""
    try:
        period = parse(name)
    except ValueError:
        return None
    for version in rule.versions:
        last = period.end.year + 1 + (version.due_days_after + version.reach) // 365
        for year in range(period.start.year, last + 1):
            for span in spans_due_in(rule.shape, version, year):
                if span.name == name:
                    return version, span
    return None


def due_after(version: Version, day: date) -> date:
    """Return the last day of a follow-up's span: calendar months first, then days, working days.

    Reading: a month counts to the same day of the later month, or to its last day if it is shorter;
    the first working day is the one after the day it is counted from.
    """
    end = add_months(day, version.within_months) + timedelta(days=version.within_days)
    return calendar.add_working_days(end, version.within_working_days)


def years_begun(rule: Rule, as_of: date, since: date | None = None) -> list[int]:
    """Return the years in which the duties fall due that begin from ``since`` up to a day."""
    years: set[int] = set()
    for version in rule.versions:
        first = max(version.effective_from, since or version.effective_from)
        if first > as_of:
            continue
        reach = 366 + version.due_days_after + version.reach
        last = version.due or as_of + timedelta(days=reach)
        years.update(
            year
            for year in range(first.year, last.year + 1)
            if any(s.starts_on <= as_of for s in spans_due_in(rule.shape, version, year))
        )
    return sorted(years)


def same_cycle(name: str, cycle: Cycle) -> bool:
    """True when a made-up period's name is one of this cycle's."""
    try:
        return parse(name).cycle == cycle
    except ValueError:
        return False
