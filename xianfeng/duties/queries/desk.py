"""What one unit owes: this month, late, and in the next three months."""

from dataclasses import dataclass
from datetime import date, timedelta

from xianfeng.duties import rulebook
from xianfeng.duties.enums import Shape, State
from xianfeng.duties.queries.lines import Line, lines
from xianfeng.duties.queries.listing import before_use, in_order, ready, visible_to
from xianfeng.kernel.periods import Cycle, add_months, period_of
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Owed:
    """``now``: this month's; ``late``: overdue from the last twelve months; ``coming``: the rest.

    Each is in the order of due days, then of the rule book and the tree.
    """

    now: list[Line]
    late: list[Line]
    coming: list[Line]


def owed_by(viewer: Viewer, unit: Unit, as_of: date) -> Owed:
    """Return what a unit and its groups owe around a day, in at most four queries.

    What is overdue from a period that began before the system was in use here is left out.
    """
    first, last = add_months(as_of, -12), add_months(as_of, 3)
    rules = rulebook.active()
    ready(rules, last, first)
    found = visible_to(viewer).filter(
        below("unit__path", unit.path), due_on__gte=first, due_on__lte=last
    )
    ordered = in_order(found, rules).select_related("unit")
    month = period_of(as_of, Cycle.MONTH)
    owed = Owed([], [], [])
    for line in sorted(lines(viewer, ordered, as_of), key=lambda line: line.duty.due_on):
        if line.state == State.OVERDUE and before_use(line.duty):
            continue
        if month.start <= line.duty.due_on <= month.end or _at_hand(line, as_of, month.start):
            owed.now.append(line)
        elif line.state == State.OVERDUE:
            owed.late.append(line)
        elif line.state == State.OPEN and _worth_telling(line, as_of):
            owed.coming.append(line)
    return owed


def _at_hand(line: Line, as_of: date, month_start: date) -> bool:
    """True for a longer span under way that is in its warning days, or was met this month."""
    duty = line.duty
    if not duty.starts_on <= as_of <= duty.due_on:
        return False
    warned = duty.due_on - timedelta(days=line.version.warn_days) <= as_of
    met = duty.met_on is not None and month_start <= duty.met_on <= as_of
    return warned or met


def _worth_telling(line: Line, as_of: date) -> bool:
    """True unless it is next month's routine, which nobody needs to be told."""
    return line.rule.shape != Shape.PERIODIC or line.duty.starts_on <= as_of
