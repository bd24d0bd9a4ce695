"""Months, quarters, halves and years, written 2021-03, 2021-Q1, 2021-H1 and 2021."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_SPELLING = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?")


class Cycle(StrEnum):
    """How long a period lasts."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Return the number of months."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


@dataclass(frozen=True, order=True)
class Period:
    """A calendar period; ``start`` and ``end`` are both inside it."""

    start: date
    cycle: Cycle

    @property
    def end(self) -> date:
        """Return the last day."""
        month = self.start.month + self.cycle.months - 1
        return date(self.start.year, month, monthrange(self.start.year, month)[1])

    @property
    def number(self) -> int:
        """Return the place of this period in its year, from 1."""
        return (self.start.month - 1) // self.cycle.months + 1

    def __str__(self) -> str:
        year = f"{self.start.year:04d}"
        return {
            Cycle.MONTH: f"{year}-{self.start.month:02d}",
            Cycle.QUARTER: f"{year}-Q{self.number}",
            Cycle.HALF: f"{year}-H{self.number}",
            Cycle.YEAR: year,
        }[self.cycle]

    @property
    def title(self) -> str:
        """Return the period as people say it: 2021年3月, 2021年第一季度, 2021年上半年, 2021年."""
        year = f"{self.start.year}年"
        return {
            Cycle.MONTH: f"{year}{self.start.month}月",
            Cycle.QUARTER: f"{year}第{'一二三四'[(self.number - 1) % 4]}季度",
            Cycle.HALF: f"{year}{'上下'[(self.number - 1) % 2]}半年",
            Cycle.YEAR: year,
        }[self.cycle]

    def next(self) -> "Period":
        """Return the period that follows."""
        return period_of(self.end + timedelta(days=1), self.cycle)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later (earlier when negative), or that month's last day.

    ValueError beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_of(day: date, cycle: Cycle) -> Period:
    """Return the period of that length in which the day lies."""
    month = (day.month - 1) // cycle.months * cycle.months + 1
    return Period(date(day.year, month, 1), cycle)


def parse(text: str) -> Period:
    """Read ``2021-03``, ``2021-Q1``, ``2021-H1`` or ``2021``; ValueError for anything else."""
    match = _SPELLING.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, quarter, half = match.groups()
    if quarter:
        return Period(date(int(year), int(quarter) * 3 - 2, 1), Cycle.QUARTER)
    if half:
        return Period(date(int(year), int(half) * 6 - 5, 1), Cycle.HALF)
    if month:
        return Period(date(int(year), int(month), 1), Cycle.MONTH)
    return Period(date(int(year), 1, 1), Cycle.YEAR)


def between(first: date, last: date, cycle: Cycle) -> Iterator[Period]:
    """Yield the periods that start on or after ``first`` and on or before ``last``."""
    period = period_of(first, cycle)
    if period.start < first:
        period = period.next()
    while period.start <= last:
        yield period
        period = period.next()
