"""Figures: a number over facts for a period and a part of the tree, declared as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer, below


class Take(Enum):
    """What is taken of the facts."""

    COUNT = "count"
    DISTINCT = "distinct"
    SUM = "sum"


@dataclass(frozen=True)
class Figure:
    """A number: which facts, which of them, and what is taken.

    ``of`` is the column that DISTINCT or SUM takes. ``during`` figures count events of a period,
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


def condition(figure: Figure, first: date, last: date) -> Q:
    """Return which facts of its kind a figure takes: its own conditions, and the period or day."""
    kind = facts.get(figure.fact)
    if kind.prepare is not None:
        kind.prepare(first, last)
    if figure.during:
        when = kind.during(first, last)
    elif kind.since:
        when = kind.as_of(last)
    else:
        when = Q(**{f"{kind.on}__lte": last}) if kind.on else Q()
    return kind.where(figure.where) & when


def rows(viewer: Viewer, figure: Figure, first: date, last: date, path: str = "") -> QuerySet[Any]:
    """Return the facts behind a figure: the list whose count, distinct count or sum it is."""
    return _seen(viewer, figure.fact, path).filter(condition(figure, first, last))


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
    by_fact: dict[str, list[Figure]] = {}
    for figure in needed.values():
        by_fact.setdefault(figure.fact, []).append(figure)
    taken: dict[str, int | Decimal] = {}
    for fact, group in by_fact.items():
        taken |= _taken(_seen(viewer, fact, path), group, first, last)
    return [
        Value(f.id, f.title, f.measure, _value(f, taken), first, last, unit, True) for f in wanted
    ]


def split(
    viewer: Viewer, figure: Figure, dimension: str, first: date, last: date, path: str = ""
) -> list[tuple[Any, int | Decimal]]:
    """Return (dimension's value, figure's value) pairs, in the order of the dimension."""
    column = facts.get(figure.fact).lookup(dimension)
    grouped = rows(viewer, figure, first, last, path).order_by(column).values(column)
    taken = grouped.annotate(taken=_aggregate(figure)).values_list(column, "taken")
    return [(value, number or 0) for value, number in taken]


def _seen(viewer: Viewer, fact: str, path: str) -> QuerySet[Any]:
    kind = facts.get(fact)
    return kind.visible_to(viewer).filter(below(kind.path, path))


def _taken(
    found: QuerySet[Any], group: list[Figure], first: date, last: date
) -> dict[str, int | Decimal]:
    """Return what each figure of one kind of fact takes, all in one query."""
    conditions = [condition(figure, first, last) for figure in group]
    if all(conditions):
        found = found.filter(reduce(or_, conditions))
    aggregates = {
        f"taken_{number}": _aggregate(figure, only)
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


def _aggregate(figure: Figure, only: Q | None = None) -> Count | Sum:
    kind = facts.get(figure.fact)
    if figure.take is Take.SUM:
        return Sum(kind.lookup(figure.of), filter=only)
    if figure.take is Take.DISTINCT:
        return Count(kind.lookup(figure.of), distinct=True, filter=only)
    return Count("pk", filter=only)
