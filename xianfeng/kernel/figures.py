"""Figures: a number over facts for a period and a part of the tree, declared as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

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


@dataclass(frozen=True)
class Figure:
    """A number: which facts, which of them, and what is taken.

    ``of`` is the column that DISTINCT, SUM or MAX takes. ``during`` figures count events of a period,
    the others spells (or commitments) as of its last day. ``where`` holds conditions as
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
    return _rows(viewer, figure, _Asked(first, last, path))[1]


def listed(
    viewer: Viewer, figure: Figure, first: date, last: date, path: str = ""
) -> QuerySet[Any]:
    """Return as many facts as a figure says: of those that count once, the one recorded first."""
    kind, found = _rows(viewer, figure, _Asked(first, last, path))
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
) -> list[Value]:
    """Return the values of figures in the order given, with one query for each kind of fact."""
    wanted = list(wanted)
    needed = {figure.id: figure for figure in wanted}
    needed |= {figure.over: get(figure.over) for figure in wanted if figure.over}
    asked = _Asked(first, last, path)
    alike: dict[tuple[str, bool], list[Figure]] = {}
    for figure in needed.values():
        alike.setdefault((figure.fact, figure.during and bool(asked.history)), []).append(figure)
    taken: dict[str, int | Decimal] = {}
    for group in alike.values():
        taken |= _taken(viewer, group, asked)
    return [
        Value(f.id, f.title, f.measure, _value(f, taken), first, last, unit, True) for f in wanted
    ]


def split(
    viewer: Viewer, figure: Figure, dimension: str, first: date, last: date, path: str = ""
) -> list[tuple[Any, int | Decimal]]:
    """Return (dimension's value, figure's value) pairs, in the order of the dimension."""
    kind, found = _rows(viewer, figure, _Asked(first, last, path))
    column = kind.lookup(dimension)
    grouped = found.order_by(column).values(column)
    taken = grouped.annotate(taken=_aggregate(kind, figure)).values_list(column, "taken")
    return [(value, number or 0) for value, number in taken]


@dataclass(frozen=True)
class _Asked:
    """The days and the part of the tree that are asked for, and where units stood before."""

    first: date
    last: date
    path: str
    history: History = field(default_factory=History.read)

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
        if figure.during:
            when = kind.during(self.first, self.last)
        elif kind.since:
            when = kind.as_of(self.last)
        else:
            when = Q(**{f"{kind.on}__lte": self.last}) if kind.on else Q()
        return kind.where(figure.where) & when


def _rows(viewer: Viewer, figure: Figure, asked: _Asked) -> tuple[FactKind, QuerySet[Any]]:
    kind, found = asked.of(viewer, figure)
    return kind, found.filter(asked.when(kind, figure))


def _taken(viewer: Viewer, group: list[Figure], asked: _Asked) -> dict[str, int | Decimal]:
    """Return what each figure of one kind of fact takes, all in one query."""
    kind, found = asked.of(viewer, group[0])
    conditions = [asked.when(kind, figure) for figure in group]
    if all(conditions):
        found = found.filter(reduce(or_, conditions))
    aggregates = {
        f"taken_{number}": _aggregate(kind, figure, only)
        for number, (figure, only) in enumerate(zip(group, conditions, strict=True))
    }
    values = found.order_by().aggregate(**aggregates)
    return {figure.id: values[f"taken_{at}"] or 0 for at, figure in enumerate(group)}


def _value(figure: Figure, taken: Mapping[str, int | Decimal]) -> int | Decimal | None:
    part = taken[figure.id]
    if not figure.over:
        return part
    whole = taken[figure.over]
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None


def _aggregate(kind: FactKind, figure: Figure, only: Q | None = None) -> Count | Sum | Max:
    if figure.take is Take.SUM:
        return Sum(kind.lookup(figure.of), filter=only)
    if figure.take is Take.MAX:
        return Max(kind.lookup(figure.of), filter=only)
    if figure.take is Take.DISTINCT:
        return Count(kind.lookup(figure.of), distinct=True, filter=only)
    return Count("pk", filter=only)
