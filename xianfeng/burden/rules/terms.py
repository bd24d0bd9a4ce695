"""How long a collection task may stand, and when a work group is looked through again."""

from datetime import date, timedelta

DEFAULT_DAYS = 90
MOST_DAYS = 365
LOOK_DAYS = 365


def latest_expiry(begun: date) -> date:
    """Return the last day on which a task begun on a day may still stand: one year later.

    Source: 整治形式主义为基层减负若干规定（2024-08）：不得随意或重复要求填表报数。
    Reading: a request without an end is one that nobody looks at again, so every one has an end.
    Local: 90 days unless said otherwise, one year at most.
    """
    return begun + timedelta(days=MOST_DAYS)


def expiry_refused(begun: date, due_on: date, expires_on: date) -> str:
    """Return why an end is refused: ``early`` before the due day, ``late`` after a year, or ``""``.

    Local: see ``latest_expiry``.
    """
    if expires_on < due_on:
        return "early"
    return "late" if expires_on > latest_expiry(begun) else ""
