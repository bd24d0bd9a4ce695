"""Parses date cells in every spelling offices use."""

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Final

from xianfeng.ledgers.cells import written

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

_EPOCH: Final = dt.date(1899, 12, 30)
# Serial 10000 is 1927-05-18: below it a number in a date column is a year or a slip.
_FIRST_SERIAL: Final = 10_000
_LAST_SERIAL: Final = 73_415
_SEP = r"[.\-/·。、．]"
_DAY = re.compile(rf"(\d{{4}})(?:年|{_SEP})(\d{{1,2}})(?:月|{_SEP})(\d{{1,2}})(?:日|号)?{_SEP}?")
_MONTH = re.compile(rf"(\d{{4}})(?:年|{_SEP})(\d{{1,2}})(?:月份?)?")
_DIGITS_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DIGITS_MONTH = re.compile(r"(\d{4})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_UNFILLED = re.compile(r"(\d{4})?年(月日?)?|[./-]+")
_TIME = re.compile(r"(?<=\d)[T ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "空", "N/A", "#N/A"})


class MonthOnly(dt.date):
    """The first day of a month, where the cell named no day."""


def day(
    raw: object, *, month: bool = False, until: dt.date | None = None
) -> tuple[dt.date | None, str | None]:
    """Return a date; with `month`, a cell without a day gives a MonthOnly.

    Codes: date_invalid, and date_in_future for a date after `until` (usually today).
    """
    if raw == "" or raw is None:
        return None, None
    if isinstance(raw, dt.datetime):
        value, code = _bounded(raw.date())
    elif isinstance(raw, dt.date):
        value, code = _bounded(raw)
    elif isinstance(raw, str | float | int) and not isinstance(raw, bool):
        value, code = _parsed(raw)
    else:
        return None, "date_invalid"
    if value is None:
        return None, code
    if isinstance(value, MonthOnly) and not month:
        return None, "date_invalid"
    if until is not None and value > until:
        return None, "date_in_future"
    return value, None


def same(stated: dt.date, exact: dt.date) -> bool:
    """Tell whether a stated date, perhaps without its day, agrees with the exact one."""
    if isinstance(stated, MonthOnly):
        return (stated.year, stated.month) == (exact.year, exact.month)
    return stated == exact


@lru_cache(maxsize=131_072)
def _parsed(raw: str | float) -> tuple[dt.date | None, str | None]:
    spelt = _from_number(raw) if isinstance(raw, int | float) else written(raw)
    spelt = "".join(_TIME.sub("", spelt).split()).replace("：", ":")
    if spelt in _NOTHING or _UNFILLED.fullmatch(spelt):
        return None, None
    if parts := _DAY.fullmatch(spelt) or _DIGITS_DAY.fullmatch(spelt):
        return _built(dt.date, parts[1], parts[2], parts[3])
    if parts := _MONTH.fullmatch(spelt) or _DIGITS_MONTH.fullmatch(spelt):
        return _built(MonthOnly, parts[1], parts[2], "1")
    if (serial := _SERIAL.fullmatch(spelt)) and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return _EPOCH + dt.timedelta(days=int(serial[1])), None
    return None, "date_invalid"


def _from_number(number: float) -> str:
    """Spell a number as it was probably typed; 1985.1 may be January or October, so neither."""
    if not math.isfinite(number):
        return "?"
    if number == int(number):
        return str(int(number))
    if FIRST_YEAR <= number < LAST_YEAR:
        spelt = repr(number)
        return spelt if len(spelt) == len("1985.07") else "?"
    return repr(number)


def _built(
    kind: type[dt.date], year: str, month: str, of_month: str
) -> tuple[dt.date | None, str | None]:
    try:
        return _bounded(kind(int(year), int(month), int(of_month)))
    except ValueError:
        return None, "date_invalid"


def _bounded(value: dt.date) -> tuple[dt.date | None, str | None]:
    if FIRST_YEAR < value.year <= LAST_YEAR:
        return value, None
    return None, "date_invalid"
