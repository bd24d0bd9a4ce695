"""Working days by the official calendar: weekends, public holidays, and weekend days worked.

Source: 国务院办公厅关于部分节假日安排的通知, year by year, in ``holidays.toml``.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("holidays.toml")
_SATURDAY = 5
_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """True for a day that offices work; weekends alone count in a year not yet announced."""
    off, worked, _ = _announced()
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def is_provisional(day: date) -> bool:
    """True where no notice for the day's year is in the table: pages say 暂算."""
    return day.year not in _announced()[2]


def add_workdays(day: date, count: int) -> date:
    """Return the working day that is ``count`` (at least 1) working days after a day.

    The day itself does not count.
    """
    if count < 1:
        raise ValueError(count)
    while count:
        day += _DAY
        count -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """Return how many working days there are from one day to another, both counted."""
    return sum(map(is_workday, _days(first, last)))


@cache
def _announced() -> tuple[frozenset[date], frozenset[date], frozenset[int]]:
    """Return the days off, the weekend days worked, and the years announced."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    off = {
        day
        for year in table.values()
        for first, last in year["off"]
        for day in _days(date.fromisoformat(first), date.fromisoformat(last))
    }
    worked = {date.fromisoformat(day) for year in table.values() for day in year["worked"]}
    return frozenset(off), frozenset(worked), frozenset(map(int, table))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
