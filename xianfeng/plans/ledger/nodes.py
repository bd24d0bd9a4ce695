"""Reads the steps of a task out of what a sheet says of them."""

import re
from calendar import monthrange
from datetime import date

_SEPARATORS = re.compile(r"[；;。\n]+")
_BY_MONTH = re.compile(
    r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:底|末|底前|末前|份)?(?:以?前)?[，,：:]?(.+)"
)
_YEAR = re.compile(r"(20\d{2}|19\d{2})\s*年")


def nodes_of(text: str, year: int) -> list[tuple[str, date]]:
    """Return (step, due day) for every step that names its month: 6月底前过半 is due on 30 June.

    What names no month stays text alone: no day is made up for it.
    """
    found = []
    for part in _SEPARATORS.split(text):
        told = _BY_MONTH.fullmatch("".join(part.split()))
        if told is None or not 1 <= int(told[2]) <= 12:
            continue
        of_year = int(told[1]) if told[1] else year
        month = int(told[2])
        found.append((told[3][:200], date(of_year, month, monthrange(of_year, month)[1])))
    return list(dict.fromkeys(found))


def year_in(text: str) -> int | None:
    """Return the year that a title names."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None
