"""Which grant a desk is for, which stretch of time it looks at, and when something is near."""

import re
from collections.abc import Iterable
from datetime import date

from xianfeng.kernel.periods import Cycle, Period, add_months, between
from xianfeng.kernel.viewer import Grant

EXCEPTION_MONTHS = 12
FOLDED_MONTHS = 6
LOOK_AHEAD_MONTHS = 3
STRENGTH = ("committee_officer", "office", "secretary", "leader", "member")
_NUMBER = re.compile(r"\d{11}|\d{15}|\d{17}[\dXx]")


def is_number(words: str) -> bool:
    """True for what looks like an identity or mobile number."""
    return _NUMBER.fullmatch(words) is not None


def strongest(grants: Iterable[Grant]) -> list[Grant]:
    """Return one grant for each unit, the strongest; work comes before one's own membership."""
    by_unit: dict[str, Grant] = {}
    for grant in sorted(grants, key=_strength):
        by_unit.setdefault(grant.unit_code, grant)
    return list(by_unit.values())


def _strength(grant: Grant) -> tuple[bool, str, int]:
    weight = STRENGTH.index(grant.role) if grant.role in STRENGTH else len(STRENGTH)
    return grant.role == "member", grant.path, weight


def exceptions_since(as_of: date) -> date:
    """Return the first due day of what counts as an exception on a day."""
    return add_months(as_of, -EXCEPTION_MONTHS)


def is_long_ago(due_on: date, as_of: date) -> bool:
    """True for what fell due more than half a year ago: it is folded away, not dropped."""
    return due_on < add_months(as_of, -FOLDED_MONTHS)


def look_ahead(as_of: date) -> date:
    """Return the last day that a list of what is coming reaches to."""
    return add_months(as_of, LOOK_AHEAD_MONTHS)


def mark(state: str, due_on: date, as_of: date, warn_days: int) -> str:
    """Return the mark of a state; what is open and near its due day is 将到期."""
    near = state == "open" and (due_on - as_of).days <= warn_days
    return "soon" if near else state


def columns(year: int, cycle: Cycle) -> list[Period]:
    """Return the periods of a year, in order of time."""
    return list(between(date(year, 1, 1), date(year, 12, 31), cycle))


def years(as_of: date) -> list[int]:
    """Return the years a board may be asked for, the latest first."""
    return [as_of.year - back for back in range(6)]
