"""The kinds of ledgers: what each declares of its columns, checks, comparison and writing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.utils import timezone

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer

if TYPE_CHECKING:
    from xianfeng.ledgers.frames import Frame

NEW, CHANGED, UNCHANGED, CONFLICT = "new", "changed", "unchanged", "conflict"

Parsed = tuple[Any, str | None]
"""A cell's value and its error code: exactly one of them may be set; (None, None) is blank."""

Form = Literal["text", "date", "integer", "money"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind: ``field`` is a field id of the kind's synonyms table.

    ``parse`` takes a raw cell. ``required`` cells must be there and filled, ``filled`` ones where
    the sheet has the column. ``past`` refuses dates after today. ``distinct`` says that hardly
    two cells are equal, so remembering parsed cells would only cost. ``listed`` are the values
    offered by the template; ``example`` fills its example sheet, ``hint`` explains the cell, and
    ``form`` and ``width`` lay out what is written. ``sealed`` columns are
    masked wherever they are shown.
    """

    field: str
    title: str
    parse: Callable[[object], Parsed]
    required: bool = False
    filled: bool = False
    past: bool = False
    distinct: bool = False
    sealed: bool = False
    form: Form = "text"
    width: int = 14
    listed: tuple[str, ...] = ()
    example: str | date | int | Decimal = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports, and when: rows reach no further than this viewer does."""

    viewer: Viewer
    at: datetime
    roles: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """Return the day of the import in the office's time zone."""
        return timezone.localdate(self.at)

    def reaches(self, path: str) -> bool:
        """Tell whether the importer may write for the node at ``path``."""
        return self.viewer.reaches(path, {*self.roles, OPERATOR_ROLE})

    def paths(self) -> list[str]:
        """Return the paths at or below which the importer may write."""
        return self.viewer.paths({*self.roles, OPERATOR_ROLE})


@dataclass(slots=True)
class Plan:
    """What applying would do: the state of every row, and the kind's own prepared work.

    ``states`` maps a row's index in the frame to NEW, CHANGED, UNCHANGED or CONFLICT (rejected rows
    are absent); ``changes`` says of changed rows what stood and what will: (title, old, new).
    """

    states: dict[int, str] = field(default_factory=dict)
    changes: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    work: Any = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: ``undo`` is plain JSON, ``facts`` the ids of the fact kinds that changed."""

    undo: Mapping[str, Any]
    facts: tuple[str, ...] = ()
    unit_ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ledger. Contexts declare theirs in ``ledger.py`` and register it when ready.

    ``check(frame, importer)`` rejects rows and resolves references; ``plan`` compares what is left
    with what stands; ``apply`` writes the plan inside the action's transaction; ``undo`` takes back
    what ``Applied.undo`` describes or raises Refused. ``export(viewer, path, unmasked)`` yields
    rows of what the viewer sees at or below ``path``, in the order of ``columns``; ``roles`` may
    import, ``readers`` (and they) export; with ``places`` so does who works for a community.
    ``either`` are groups of fields of which one must be in the sheet and filled. ``facts`` names
    the fact kinds an undo changes too.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    roles: frozenset[str]
    check: Callable[["Frame", Importer], None]
    plan: Callable[["Frame", Importer], Plan]
    apply: Callable[["Frame", Plan, Importer], Applied]
    undo: Callable[[Mapping[str, Any], Importer], None]
    export: Callable[[Viewer, str, bool], Iterable[Sequence[Any]]]
    readers: frozenset[str] = frozenset()
    places: bool = False
    either: tuple[tuple[str, ...], ...] = ()
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return a column by field id; KeyError when the kind has none."""
        return {column.field: column for column in self.columns}[name]


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds; a second kind with the same id is an error."""
    for kind in kinds:
        if _kinds.get(kind.id, kind) is not kind:
            raise ValueError(f"ledger kind {kind.id} declared twice")
        _kinds[kind.id] = kind


def get(kind_id: str) -> Kind:
    """Return a kind; KeyError when no context declares it."""
    return _kinds[kind_id]


def every() -> list[Kind]:
    """Return the kinds in the order in which they were registered."""
    return list(_kinds.values())
