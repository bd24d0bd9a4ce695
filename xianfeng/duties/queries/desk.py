"""What one unit owes: this month, late, and in the next three months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from xianfeng.duties import rulebook
from xianfeng.duties.enums import Shape, State
from xianfeng.duties.queries.lines import Line, lines
from xianfeng.duties.queries.listing import before_use, in_order, ready, visible_to
from xianfeng.duties.rules import Rule
from xianfeng.kernel.periods import Cycle, add_months, period_of
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Owed:
    """``now``: this month's; ``late``: overdue from the last twelve months; ``coming``: the rest.

    ``coming`` reaches three months ahead, and further where a rule has its first reminder earlier.
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
    near = Q(due_on__lte=last)
    for days, far in _reminded_earlier(rules, (last - as_of).days).items():
        last_told = as_of + timedelta(days=days)
        ready(far, last_told, first)
        near |= Q(rule__in=[rule.id for rule in far], due_on__lte=last_told)
    found = visible_to(viewer).filter(near, below("unit__path", unit.path), due_on__gte=first)
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


def _reminded_earlier(rules: Sequence[Rule], days: int) -> dict[int, list[Rule]]:
    """Return the rules whose first reminder comes more than ``days`` ahead, by those days."""
    far: dict[int, list[Rule]] = {}
    for rule in rules:
        ahead = max(version.soon_days for version in rule.versions)
        if ahead > days:
            far.setdefault(ahead, []).append(rule)
    return far


def _at_hand(line: Line, as_of: date, month_start: date) -> bool:
    """True for a longer span under way that is in its warning days, or was met this month.

    A commitment with reminders of its own is under way before the month of its due day.
    """
    duty = line.duty
    begun = duty.starts_on <= as_of or bool(line.version.remind_days)
    if not begun or as_of > duty.due_on:
        return False
    warned = duty.due_on - timedelta(days=line.version.at_hand_days) <= as_of
    if line.version.remind_days:
        warned = warned and line.state == State.OPEN
    met = duty.met_on is not None and month_start <= duty.met_on <= as_of
    return warned or met


def _worth_telling(line: Line, as_of: date) -> bool:
    """True unless it is next month's routine, of which nobody has yet to be reminded."""
    routine = line.rule.shape == Shape.PERIODIC and line.duty.starts_on > as_of
    return not routine or line.mark == "soon"
