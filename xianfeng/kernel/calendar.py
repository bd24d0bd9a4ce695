"""Working days by the official calendar: weekends, public holidays and weekends made working."""

from datetime import date, timedelta
from functools import cache

# What the State Council's yearly notices say (国务院办公厅关于某年部分节假日安排的通知): the first
# and last day of each holiday, and the Saturdays and Sundays that are worked.
# Source: www.gov.cn/zhengce/zhengceku, content_5730844 (2023), 6911528 (2024), 6986383 (2025),
# 7047091 (2026).
_HOLIDAYS = {
    2023: "0101-0102 0121-0127 0405-0405 0429-0503 0622-0623 0929-1006",
    2024: "0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007",
    2025: "0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
_WORKED_WEEKENDS = {
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
_SATURDAY = 5


def published(first: date, last: date) -> bool:
    """True when the official calendar is known for every day from ``first`` to ``last``.

    Of the other years only weekends are known: whoever shows such a day says that it is provisional
    (节假日安排公布后以公布的为准).
    """
    return all(year in _HOLIDAYS for year in range(first.year, last.year + 1))


def is_working_day(day: date) -> bool:
    """True on a working day; in a year whose notice is not known, on any Monday to Friday.

    Source: 国务院办公厅关于部分节假日安排的通知 of each year.
    """
    if day in _worked():
        return True
    return day.weekday() < _SATURDAY and day not in _free()


def add_working_days(day: date, number: int) -> date:
    """Return the ``number``-th working day after ``day``; ``day`` itself does not count.

    ``number`` 0 gives ``day`` as it is. ValueError when ``number`` is negative.
    """
    if number < 0:
        raise ValueError(number)
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Return the number of working days from ``first`` to ``last``, both included."""
    days = (last - first).days + 1
    return sum(is_working_day(first + timedelta(days=number)) for number in range(days))


def edition() -> str:
    """Return what tells this calendar from a later one: limits worked out by another are stale."""
    return repr((_HOLIDAYS, _WORKED_WEEKENDS))


@cache
def _free() -> frozenset[date]:
    free = set()
    for year, stretches in _HOLIDAYS.items():
        for stretch in stretches.split():
            day, last = (_day(year, text) for text in stretch.split("-"))
            while day <= last:
                free.add(day)
                day += timedelta(days=1)
    return frozenset(free)


@cache
def _worked() -> frozenset[date]:
    return frozenset(
        _day(year, text) for year, days in _WORKED_WEEKENDS.items() for text in days.split()
    )


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))
