"""Fact kinds: what happened, declared once, with the columns that all kinds share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer


@dataclass(frozen=True)
class FactKind:
    """A queryset of a context's own model, mapped to the shared columns.

    ``unit`` and ``path`` name the lookups of the unit's key and tree path; ``on`` is the day of an
    event; ``since``/``until`` bound a spell (``until`` is exclusive and may be null); ``dims`` maps
    a dimension's name to a lookup; ``made_up`` is the lookup of the earlier period a fact names
    (补开). ``due``/``done`` mark a commitment: its own due day and the day it was done. ``columns``
    are (title, lookup or callable of the row) for lists; ``page`` is the name of the URL that shows
    one, taking ``page_key``. ``roles`` are those whose holders may see the rows (None: any role): a
    list of people is for staff, not for every member of the branch. ``prepare`` brings rows that
    are themselves derived up to date for a stretch of days before they are counted.
    """

    id: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    unit: str = "unit_id"
    path: str = "unit__path"
    on: str = ""
    since: str = ""
    until: str = ""
    subject: str = ""
    amount: str = ""
    minutes: str = ""
    made_up: str = ""
    due: str = ""
    done: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[tuple[str, str | Callable[[Any], str]], ...] = ()
    page: str = ""
    page_key: str = "pk"
    related: tuple[str, ...] = ()
    roles: frozenset[str] | None = None
    prepare: Callable[[date, date], None] | None = None

    def lookup(self, column: str) -> str:
        """Return the ORM lookup of a shared column or a dimension; KeyError when it has none."""
        shared = {
            "unit": self.unit,
            "on": self.on,
            "subject": self.subject,
            "amount": self.amount,
            "minutes": self.minutes,
            "made_up": self.made_up,
            "due": self.due,
            "done": self.done,
        }
        found = shared.get(column) or self.dims.get(column)
        if not found:
            raise KeyError(f"{self.id} has no column {column}")
        return found

    def where(self, conditions: Mapping[str, Any]) -> Q:
        """Return the condition for ``{column: value}``; a list means any of them.

        A column may carry a comparison: ``{"share__gte": 0.5}``; a null test: ``{"done__isnull":
        True}``.
        """
        result = Q()
        for name, value in conditions.items():
            column, _, comparison = name.partition("__")
            if isinstance(value, (list, tuple, set, frozenset)):
                comparison = comparison or "in"
            suffix = f"__{comparison}" if comparison else ""
            result &= Q(**{self.lookup(column) + suffix: value})
        return result

    def during(self, first: date, last: date) -> Q:
        """Return the condition for events from ``first`` to ``last``, both inclusive."""
        return Q(**{f"{self.on}__gte": first, f"{self.on}__lte": last})

    def as_of(self, day: date) -> Q:
        """Return the condition for spells that cover a day."""
        return Q(**{f"{self.since}__lte": day}) & (
            Q(**{f"{self.until}__isnull": True}) | Q(**{f"{self.until}__gt": day})
        )

    def visible_to(self, viewer: Viewer) -> QuerySet[Any]:
        """Return the rows in the viewer's part of the tree."""
        roles = None if self.roles is None else self.roles | {OPERATOR_ROLE}
        return self.rows().filter(viewer.within(self.path, roles))


@dataclass(frozen=True)
class Touched:
    """What an action just changed: a kind's facts of these units on these days.

    ``periods`` are the earlier periods named as made up. None means "any": everything of the kind.
    """

    kind: str
    unit_ids: frozenset[int] | None = None
    days: frozenset[date] | None = None
    periods: frozenset[str] = frozenset()


_kinds: dict[str, FactKind] = {}
_listeners: list[Callable[[Touched], None]] = []


def register(*kinds: FactKind) -> None:
    """Add kinds to the registry; a second kind with the same id is an error."""
    for kind in kinds:
        if _kinds.get(kind.id, kind) is not kind:
            raise ValueError(f"fact kind {kind.id} declared twice")
        _kinds[kind.id] = kind


def get(kind_id: str) -> FactKind:
    """Return a kind; KeyError when nothing declares it."""
    return _kinds[kind_id]


def every() -> list[FactKind]:
    """Return all kinds, by id."""
    return [_kinds[kind_id] for kind_id in sorted(_kinds)]


def listen(listener: Callable[[Touched], None]) -> None:
    """Have a function called inside the transaction that records facts."""
    if listener not in _listeners:
        _listeners.append(listener)


def recorded(
    kind: FactKind,
    *,
    unit_ids: Iterable[int] | None = None,
    days: Iterable[date] | None = None,
    periods: Iterable[str] = (),
) -> None:
    """Tell whoever derives from facts that these changed; actions call it last."""
    touched = Touched(
        kind.id,
        None if unit_ids is None else frozenset(unit_ids),
        None if days is None else frozenset(days),
        frozenset(periods),
    )
    for listener in _listeners:
        listener(touched)


def cell(row: Model, column: str | Callable[[Any], str]) -> Any:
    """Return one list cell of a fact's row: a callable's answer, or the value behind a lookup."""
    if callable(column):
        return column(row)
    value: Any = row
    for part in column.split("__"):
        value = getattr(value, part) if value is not None else None
    return value
