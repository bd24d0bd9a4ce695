"""Figures: a number over facts for a period and a part of the tree, declared as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Avg, Count, Max, Min, Q, QuerySet, Sum

from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.places import Days, History
from xianfeng.kernel.viewer import Viewer


class Take(Enum):
    """What is taken of the facts."""

    COUNT = "count"
    DISTINCT = "distinct"
    SUM = "sum"
    MAX = "max"
    MEDIAN = "median"
    MEAN = "mean"


@dataclass(frozen=True)
class Figure:
    """A number: which facts, which of them, and what is taken.

    ``of`` is the column that all but COUNT take. ``during`` figures count events of a period, the
    others spells (or commitments) as of its last day. ``where`` holds conditions as
    ``FactKind.where`` reads them. A rate (``over`` is another figure's id) is 100 × this / that.
    ``by`` names the dimensions by which pages may split it.
    """

    id: str
    title: str
    measure: str
    fact: str
    take: Take = Take.COUNT
    of: str = ""
    during: bool = True
    where: Mapping[str, Any] = field(default_factory=dict)
    over: str = ""
    by: tuple[str, ...] = ()
    definition: str = ""

    @property
    def adds(self) -> bool:
        """True when what is taken of parts adds up to what is taken of the whole."""
        return self.take in {Take.COUNT, Take.SUM}


@dataclass(frozen=True)
class Value:
    """A figure's value; ``value`` is None when nothing can be said (未登记, or nothing due).

    ``recorded`` is False when no context holds facts for it.
    """

    id: str
    title: str
    measure: str
    value: int | Decimal | None
    first: date
    last: date
    unit: str
    recorded: bool


_figures: dict[str, Figure] = {}


def register(*declared: Figure) -> None:
    """Add figures to the registry; a second figure with the same id is an error."""
    for figure in declared:
        if _figures.get(figure.id, figure) is not figure:
            raise ValueError(f"figure {figure.id} declared twice")
        _figures[figure.id] = figure


def get(figure_id: str) -> Figure:
    """Return a figure; KeyError when nothing declares it."""
    return _figures[figure_id]


def every() -> list[Figure]:
    """Return all figures, by id."""
    return [_figures[figure_id] for figure_id in sorted(_figures)]


def rows(viewer: Viewer, figure: Figure, first: date, last: date, path: str = "") -> QuerySet[Any]:
    """Return the facts behind a figure: the list whose count, distinct count or sum it is."""
    return _rows(viewer, figure, _Asked(first, last, path, History.read()))[1]


def listed(
    viewer: Viewer,
    figure: Figure,
    first: date,
    last: date,
    path: str = "",
    history: History | None = None,
) -> QuerySet[Any]:
    """Return as many facts as a figure says: of those that count once, the one recorded first."""
    kind, found = _rows(viewer, figure, _Asked(first, last, path, _read(history)))
    if figure.take is not Take.DISTINCT:
        return found
    once = found.order_by().values(kind.lookup(figure.of)).annotate(first=Min("pk"))
    return found.filter(pk__in=once.values("first"))


def compute(
    viewer: Viewer, figure: Figure, first: date, last: date, path: str = "", unit: str = ""
) -> Value:
    """Return a figure's value; rates have one decimal, and no value when nothing was due."""
    return compute_all(viewer, [figure], first, last, path, unit)[0]


def compute_all(
    viewer: Viewer,
    wanted: Iterable[Figure],
    first: date,
    last: date,
    path: str = "",
    unit: str = "",
    history: History | None = None,
) -> list[Value]:
    """Return the values of figures in the order given, with one query for each kind of fact.

    A median asks two of its own: how many there are, and what stands in the middle. Who asks for
    lists as well reads the history of units once and hands it in.
    """
    wanted = list(wanted)
    needed = {figure.id: figure for figure in wanted}
    needed |= {figure.over: get(figure.over) for figure in wanted if figure.over}
    asked = _Asked(first, last, path, _read(history))
    alike: dict[tuple[str, bool], list[Figure]] = {}
    for figure in needed.values():
        alike.setdefault((figure.fact, figure.during and bool(asked.history)), []).append(figure)
    taken: dict[str, int | Decimal | None] = {}
    for group in alike.values():
        taken |= _taken(viewer, group, asked)
    return [
        Value(f.id, f.title, f.measure, _value(f, taken), first, last, unit, True) for f in wanted
    ]


def split(
    viewer: Viewer, figure: Figure, dimension: str, first: date, last: date, path: str = ""
) -> list[tuple[Any, int | Decimal]]:
    """Return (dimension's value, figure's value) pairs, in the order of the dimension."""
    kind, found = _rows(viewer, figure, _Asked(first, last, path, History.read()))
    column = kind.lookup(dimension)
    if figure.take is Take.MEDIAN:
        return _medians(found, column, kind.lookup(figure.of))
    grouped = found.order_by(column).values(column)
    taken = grouped.annotate(taken=_aggregate(kind, figure)).values_list(column, "taken")
    return [(value, _tenths(figure, number) or 0) for value, number in taken]


@dataclass(frozen=True)
class _Asked:
    """The days and the part of the tree that are asked for, and where units stood before."""

    first: date
    last: date
    path: str
    history: History

    def of(self, viewer: Viewer, figure: Figure) -> tuple[FactKind, QuerySet[Any]]:
        """Return a figure's kind as its units were on the days asked, and the facts in sight."""
        kind = facts.get(figure.fact)
        if kind.prepare is not None:
            kind.prepare(self.first, self.last)
        days = Days(self.first, self.last, events=figure.during)
        if not figure.during and kind.on and not kind.since:
            days = Days(date.min, self.last, events=True)
        kind = self.history.as_it_was(kind, days)
        found = self.history.seen(kind, viewer, days)
        return kind, found.filter(self.history.inside(kind, self.path, days))

    def when(self, kind: FactKind, figure: Figure) -> Q:
        """Return which facts of its kind a figure takes: its own conditions, and the days."""
        return kind.where(figure.where) & self.days(kind, figure.during)

    def days(self, kind: FactKind, during: bool) -> Q:
        """Return which facts are of the days asked."""
        if during:
            return kind.during(self.first, self.last)
        if kind.since:
            return kind.as_of(self.last)
        return Q(**{f"{kind.on}__lte": self.last}) if kind.on else Q()


def _read(history: History | None) -> History:
    return History.read() if history is None else history


def _rows(viewer: Viewer, figure: Figure, asked: _Asked) -> tuple[FactKind, QuerySet[Any]]:
    kind, found = asked.of(viewer, figure)
    return kind, found.filter(asked.when(kind, figure))


def _taken(viewer: Viewer, group: list[Figure], asked: _Asked) -> dict[str, int | Decimal | None]:
    """Return what each figure of one kind of fact takes: medians apart, the others in one query."""
    kind, found = asked.of(viewer, group[0])
    medians = [figure for figure in group if figure.take is Take.MEDIAN]
    result: dict[str, int | Decimal | None] = {
        figure.id: _median(found.filter(asked.when(kind, figure)), kind.lookup(figure.of))
        for figure in medians
    }
    group = [figure for figure in group if figure.take is not Take.MEDIAN]
    if not group:
        return result
    conditions, common = [asked.when(kind, figure) for figure in group], Q()
    if len({figure.during for figure in group}) == 1:
        # Said once and not for each figure, so that the index on the days serves.
        common = asked.days(kind, group[0].during)
        conditions = [kind.where(figure.where) for figure in group]
    found = found.filter(common & reduce(or_, conditions) if all(conditions) else common)
    aggregates = {
        f"taken_{number}": _aggregate(kind, figure, only)
        for number, (figure, only) in enumerate(zip(group, conditions, strict=True))
    }
    values = found.order_by().aggregate(**aggregates)
    for at, figure in enumerate(group):
        # Of nothing there is no highest and no mean; nothing summed or counted is 0.
        empty = None if figure.take in {Take.MAX, Take.MEAN} else 0
        found = values[f"taken_{at}"]
        result[figure.id] = empty if found is None else _tenths(figure, found)
    return result


def _tenths(figure: Figure, number: Any) -> Any:
    """Return a mean with one decimal; anything else as it is."""
    if figure.take is not Take.MEAN or number is None:
        return number
    return Decimal(str(number)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _median(found: QuerySet[Any], column: str) -> int | Decimal | None:
    """Return what stands in the middle of a column, or halfway between two; None without rows.

    Sorted and cut by the database, halved here: SQLite knows no percentile.
    """
    ordered = found.filter(**{f"{column}__isnull": False}).order_by(column)
    count = ordered.count()
    return _middle(
        list(ordered.values_list(column, flat=True)[max(count - 1, 0) // 2 : count // 2 + 1])
    )


def _middle(values: list[int | Decimal]) -> int | Decimal | None:
    """Return the median of sorted values: a whole number where it is one."""
    count = len(values)
    if not count:
        return None
    half = Decimal(values[(count - 1) // 2] + values[count // 2]) / 2
    return int(half) if half == half.to_integral_value() else half


def _medians(found: QuerySet[Any], by: str, column: str) -> list[tuple[Any, int | Decimal]]:
    """Return the median of a column for each value of another, in its order."""
    known = found.filter(**{f"{column}__isnull": False}).order_by(by, column)
    grouped: dict[Any, list[int | Decimal]] = {}
    for value, number in known.values_list(by, column):
        grouped.setdefault(value, []).append(number)
    return [(value, _middle(numbers) or 0) for value, numbers in grouped.items()]


def _value(figure: Figure, taken: Mapping[str, int | Decimal | None]) -> int | Decimal | None:
    part = taken[figure.id]
    if not figure.over or part is None:
        return part
    whole = taken[figure.over]
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None


def _aggregate(kind: FactKind, figure: Figure, only: Q | None = None) -> Count | Sum | Max | Avg:
    if figure.take is Take.SUM:
        return Sum(kind.lookup(figure.of), filter=only)
    if figure.take is Take.MAX:
        return Max(kind.lookup(figure.of), filter=only)
    if figure.take is Take.MEAN:
        return Avg(kind.lookup(figure.of), filter=only)
    if figure.take is Take.DISTINCT:
        return Count(kind.lookup(figure.of), distinct=True, filter=only)
    return Count("pk", filter=only)
