"""How long a verifier has, how old an open problem is, and when one is overdue."""

from datetime import date, timedelta

VERIFY_WITHIN = 10
"""Working days within which an answer is verified. Local: no regulation sets a number."""

AGES = (("fresh", 0, 30), ("older", 31, 90), ("oldest", 91, None))
"""The ages by which open problems are counted: name, from and to, in days since raised."""


def raised_between(age: str, as_of: date) -> tuple[date | None, date | None]:
    """Return the first and last day of raising of problems of an age; None is without bound."""
    _name, least, most = next(one for one in AGES if one[0] == age)
    first = None if most is None else as_of - timedelta(days=most)
    return first, None if least == 0 else as_of - timedelta(days=least)


def overdue(state: str, due_on: date, as_of: date) -> bool:
    """True when a problem is still to be answered after its day; an answered one is not late."""
    return state == "open" and due_on < as_of
