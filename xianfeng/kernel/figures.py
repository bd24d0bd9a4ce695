"""Figures: a number over facts for a period and a part of the tree, declared as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Count, QuerySet, Sum

from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
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


def rows(viewer: Viewer, figure: Figure, first: date, last: date, path: str = "") -> QuerySet[Any]:
    """Return the facts behind a figure: the list whose count, distinct count or sum it is."""
    kind = facts.get(figure.fact)
    found = kind.visible_to(viewer).filter(below(kind.path, path)).filter(kind.where(figure.where))
    if figure.during:
        return found.filter(kind.during(first, last))
    return found.filter(kind.as_of(last)) if kind.since else found.filter(**_begun(kind, last))


def compute(
    viewer: Viewer, figure: Figure, first: date, last: date, path: str = "", unit: str = ""
) -> Value:
    """Return a figure's value; rates have one decimal, and no value when nothing was due."""
    value = _taken(viewer, figure, first, last, path)
    if figure.over:
        whole = _taken(viewer, get(figure.over), first, last, path)
        value = (Decimal(value or 0) * 100 / whole).quantize(Decimal("0.1")) if whole else None
    return Value(figure.id, figure.title, figure.measure, value, first, last, unit, True)


def split(
    viewer: Viewer, figure: Figure, dimension: str, first: date, last: date, path: str = ""
) -> list[tuple[Any, int | Decimal]]:
    """Return (dimension's value, figure's value) pairs, in the order of the dimension."""
    column = facts.get(figure.fact).lookup(dimension)
    grouped = rows(viewer, figure, first, last, path).order_by(column).values(column)
    taken = grouped.annotate(taken=_aggregate(figure)).values_list(column, "taken")
    return [(value, number or 0) for value, number in taken]


def _taken(
    viewer: Viewer, figure: Figure, first: date, last: date, path: str
) -> int | Decimal | None:
    found = rows(viewer, figure, first, last, path).order_by()
    value: int | Decimal | None = found.aggregate(taken=_aggregate(figure))["taken"]
    return value or 0


def _aggregate(figure: Figure) -> Count | Sum:
    kind = facts.get(figure.fact)
    if figure.take is Take.SUM:
        return Sum(kind.lookup(figure.of))
    if figure.take is Take.DISTINCT:
        return Count(kind.lookup(figure.of), distinct=True)
    return Count("pk")


def _begun(kind: FactKind, last: date) -> dict[str, Any]:
    return {f"{kind.on}__lte": last} if kind.on else {}
