"""The facts behind one figure, and the figure split by its dimensions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from xianfeng.duties import rulebook
from xianfeng.kernel import facts, figures
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.figures import Figure, Take
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import EducationLevel
from xianfeng.reports.enums import DIMENSIONS, YES_NO
from xianfeng.reports.queries.values import Scope, reader
from xianfeng.reports.rules import Span


@dataclass(frozen=True)
class Split:
    """A figure by one dimension: (label, value) pairs that together make it up."""

    title: str
    rows: list[tuple[str, int | Decimal]]


@dataclass(frozen=True)
class Total:
    """What a list comes to: how many facts, and what the figure takes of them."""

    facts: int
    taken: int | Decimal
    take: str


def behind(viewer: Viewer, figure: Figure, at: Scope, span: Span) -> QuerySet[Any]:
    """Return the facts behind a figure, in the fixed order of units and by day.

    As many as the figure says: of facts that count once, the one recorded first.
    """
    kind = facts.get(figure.fact)
    found = figures.listed(reader(viewer), figure, span.first, span.last, at.path)
    order = [kind.path, *filter(None, [kind.on or kind.since]), "pk"]
    return found.select_related(*kind.related).order_by(*order)


def total(viewer: Viewer, figure: Figure, at: Scope, span: Span) -> Total:
    """Return what the list of a figure comes to: the figure itself, or a rate's upper part."""
    found = figures.rows(reader(viewer), figure, span.first, span.last, at.path).order_by()
    whole = Figure(
        figure.id, "", "", figure.fact, figure.take, figure.of, figure.during, figure.where
    )
    value = figures.compute(reader(viewer), whole, span.first, span.last, at.path).value or 0
    count = int(value) if figure.take is Take.DISTINCT else found.count()
    return Total(count, value, figure.take.value)


def splits(viewer: Viewer, figure: Figure, at: Scope, span: Span) -> list[Split]:
    """Return a figure by each of its dimensions; those of a rate are rates of their own."""
    return [_split(viewer, figure, name, at, span) for name in figure.by]


def cells(viewer: Viewer, figure: Figure, row: Any) -> list[Any]:
    """Return the cells of one fact, in the order of its kind's columns."""
    return [facts.cell(row, column) for _, column in facts.get(figure.fact).columns]


def page(viewer: Viewer, figure: Figure, row: Any) -> str:
    """Return where one fact is shown, or nothing when it has no page."""
    kind = facts.get(figure.fact)
    key = facts.cell(row, kind.page_key) if kind.page else None
    try:
        return reverse(kind.page, args=[key]) if key is not None else ""
    except NoReverseMatch:
        return ""


def _split(viewer: Viewer, figure: Figure, name: str, at: Scope, span: Span) -> Split:
    kind = facts.get(figure.fact)
    found = _parts(viewer, figure, name, at, span)
    labels = _labels(kind, name)
    rows = [(str(labels.get(value, value if value not in (None, "") else "—")), number)
            for value, number in found]  # fmt: skip
    return Split(str(DIMENSIONS.get(name, name)), rows)


def _parts(
    viewer: Viewer, figure: Figure, name: str, at: Scope, span: Span
) -> list[tuple[Any, int | Decimal]]:
    asked = (name, span.first, span.last, at.path)
    parts = figures.split(reader(viewer), figure, *asked)
    if not figure.over:
        return parts
    upper = dict(parts)
    wholes = figures.split(reader(viewer), figures.get(figure.over), *asked)
    return [
        (value, (Decimal(upper.get(value, 0)) * 100 / whole).quantize(Decimal("0.1")))
        for value, whole in wholes
        if whole
    ]


def _labels(kind: FactKind, name: str) -> dict[Any, Any]:
    """Return the words of a dimension's values, from its field's choices where it has them."""
    if name == "education_level":
        return dict(EducationLevel.choices)
    if name == "rule":
        return {rule.id: rule.title for rule in rulebook.every()}
    if name in YES_NO:
        return dict(YES_NO[name])
    rows = kind.rows()
    lookup = kind.lookup(name)
    if lookup in rows.query.annotations:
        field = rows.query.annotations[lookup].output_field
    else:
        model = rows.model
        *way, last = lookup.split("__")
        for step in way:
            model = model._meta.get_field(step).related_model
        field = model._meta.get_field(last.removesuffix("_id"))
    return dict(field.flatchoices)
