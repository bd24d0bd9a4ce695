"""From when a year is spoken of, by when a community does so, and when a report may be signed."""

from datetime import date

from xianfeng.kernel.periods import Cycle, Period, parse

_OPENS_MONTH = 12
_OPINION_DAY = 15
_LOOK_BACK_MONTHS = 2


def year_of(year: int) -> Period:
    """Return a year as a period."""
    return Period(date(year, 1, 1), Cycle.YEAR)


def opens_on(year: int) -> date:
    """Return the day from which communities speak of a year and units sign for it: 1 December.

    Local: no regulation sets it; a year that has only begun cannot be judged as a whole.
    """
    return date(year, _OPENS_MONTH, 1)


def opinion_due_on(year: int) -> date:
    """Return the last day for a community's word: 15 January of the next year.

    Local: after it a unit signs without the words that are still missing.
    """
    return date(year + 1, 1, _OPINION_DAY)


def may_sign(year: int, on: date, unsaid: int) -> bool:
    """True when a year's report may be signed: every community has spoken, or its day is over."""
    return on >= opens_on(year) and (unsaid == 0 or on > opinion_due_on(year))


def year_shown(on: date) -> int:
    """Return the year a page begins with: in January and February the one that has just ended."""
    return on.year - 1 if on.month <= _LOOK_BACK_MONTHS else on.year


def period_asked(text: str, on: date) -> Period:
    """Return the year or half that an address asks for; the usual year for anything else."""
    usual = year_of(year_shown(on))
    try:
        asked = parse(text)
    except ValueError:
        return usual
    fits = asked.cycle in {Cycle.YEAR, Cycle.HALF} and asked.start <= on
    return asked if fits else usual
