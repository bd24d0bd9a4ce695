"""The board: the units below one, by period, for one rule."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from xianfeng.duties.enums import Shape, State
from xianfeng.duties.queries.listing import ready, states, units_for
from xianfeng.duties.rules import Rule
from xianfeng.kernel.periods import Cycle, Period, between
from xianfeng.kernel.viewer import STEP, Viewer, after
from xianfeng.units.models import Unit

_WORST = (State.OVERDUE, State.OPEN, State.LATE, State.MET, State.NONE, State.WAIVED)


@dataclass(frozen=True)
class Cell:
    """The duties of a unit and all below it in one period.

    ``due`` leaves out 本月无 and what is waived.
    """

    period: str
    counts: dict[str, int]

    @property
    def done(self) -> int:
        """Return how many are met, on time or late."""
        return self.counts[State.MET] + self.counts[State.LATE]

    @property
    def due(self) -> int:
        """Return how many are owed."""
        return sum(self.counts.values()) - self.counts[State.NONE] - self.counts[State.WAIVED]

    @property
    def worst(self) -> State:
        """Return the state that needs a look first."""
        return next(state for state in _WORST if self.counts[state])


@dataclass(frozen=True)
class BoardRow:
    """A unit with everything below it; ``own`` marks the unit that the board is of."""

    unit: Unit
    own: bool
    opens: bool
    cells: list[Cell | None]


@dataclass(frozen=True)
class Board:
    """Rows in the fixed order of units, columns in the order of time; ``page`` pages the rows."""

    rule: Rule
    under: Unit
    periods: list[Period]
    rows: list[BoardRow]
    page: Page[Unit]


def board(
    viewer: Viewer,
    *,
    rule: Rule,
    year: int,
    as_of: date,
    under: Unit | None = None,
    page: int = 1,
    size: int = 50,
) -> Board | None:
    """Return the board of a rule's periods that begin in a year; None without any unit to show.

    ``under`` None means the viewer's first unit. Five queries at any size of the city.
    """
    under = under or units_for(viewer).first()
    if under is None:
        return None
    last = min(as_of, date(year, 12, 31))
    ready([rule], last, date(year, 1, 1))
    shown = Paginator(_children(viewer, under, year), size).get_page(page)
    units = [under, *shown.object_list] if shown.number == 1 else list(shown.object_list)
    cells = _cells(viewer, rule, year, as_of, under, units)
    periods = _columns(rule, year)
    rows = [
        BoardRow(
            unit,
            own=unit is under,
            opens=unit is not under and bool(unit.opens),  # type: ignore[attr-defined]
            cells=[cells.get((unit.path, str(period))) for period in periods],
        )
        for unit in units
    ]
    rows = [row for row in rows if not row.own or any(row.cells)]
    return Board(rule, under, periods, rows, shown)


def _children(viewer: Viewer, under: Unit, year: int) -> QuerySet[Unit]:
    """Return the direct children that were in being at some time of the year."""
    there = Q(abolished_on=None) | Q(abolished_on__gt=date(year, 1, 1))
    children = units_for(viewer).filter(there, parent=under, established_on__lte=date(year, 12, 31))
    return children.annotate(opens=Exists(Unit.objects.filter(parent=OuterRef("pk"))))


def _cells(
    viewer: Viewer, rule: Rule, year: int, as_of: date, under: Unit, units: list[Unit]
) -> dict[tuple[str, str], Cell]:
    """Count by child and period in one grouped statement over the index range of these paths."""
    if not units:
        return {}
    grouped = (
        states(viewer, as_of)
        .filter(
            _due(rule, year),
            rule=rule.id,
            starts_on__year=year,
            unit__path__gte=units[0].path,
            unit__path__lt=after(units[-1].path) if units[-1] is not under else after(under.path),
        )
        .annotate(row=Substr("unit__path", 1, len(under.path) + STEP))
        .order_by()
        .values_list("row", "period", "state")
        .annotate(number=Count("*"))
    )
    found: dict[tuple[str, str], Cell] = {}
    for row, period, state, number in grouped:
        cell = found.setdefault((row, period), Cell(period, {one.value: 0 for one in State}))
        cell.counts[state] = number
    return found


def _due(rule: Rule, year: int) -> Q:
    """Return a range of due days that holds every duty beginning in a year: indexes run by it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if rule.shape != Shape.PERIODIC:
        return Q(due_on__gte=first)
    after_end = max(version.due_days_after for version in rule.versions)
    return Q(due_on__gte=first, due_on__lte=last + timedelta(days=after_end))


def _columns(rule: Rule, year: int) -> list[Period]:
    """Return the periods of a year in the rule's cycle; months for what has none of its own."""
    cycle = Cycle.MONTH
    if rule.shape == Shape.PERIODIC:
        version = rule.version_at(date(year, 12, 31)) or rule.versions[-1]
        cycle = version.cycle
    elif rule.shape == Shape.ONCE:
        cycle = Cycle.YEAR
    return list(between(date(year, 1, 1), date(year, 12, 31), cycle))
