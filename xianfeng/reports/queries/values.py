"""All figures of a unit and a span of days, those nobody records included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.db.models.functions import Length

from xianfeng.kernel import figures
from xianfeng.kernel.figures import Figure, Value
from xianfeng.kernel.viewer import OPERATOR_ROLE, STEP, Viewer, below
from xianfeng.reports import blanks
from xianfeng.reports.blanks import Blank
from xianfeng.reports.rules import Span
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.units.permissions import STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
MORE = "其他"


@dataclass(frozen=True)
class Scope:
    """The part of the tree that figures are asked for; no code means the whole tree."""

    path: str
    code: str
    name: str


@dataclass(frozen=True)
class Entry:
    """A figure's words and its value: None when nobody records it or nothing was due."""

    id: str
    title: str
    measure: str
    during: bool
    definition: str
    value: int | Decimal | None
    recorded: bool
    unit: str


def reader(viewer: Viewer) -> Viewer:
    """Return the viewer with the grants that open figures: a plain member's does not."""
    grants = tuple(grant for grant in viewer.grants if grant.role in READERS)
    return Viewer(viewer.user_id, viewer.name, grants, viewer.office, viewer.member_id)


def scope(viewer: Viewer, code: str = "") -> Scope | None:
    """Return the unit of that code, or the viewer's own first one; None when there is none to see.

    The command line's own first one is the top of the tree, or the whole of it when it has several.
    """
    visible = units_queries.visible_to(reader(viewer))
    if code:
        found = visible.filter(code=code).first()
        return _scope(found) if found else None
    if viewer.reaches("", {OPERATOR_ROLE}):
        tops = list(visible.filter(parent=None)[:2])
        return _scope(tops[0]) if len(tops) == 1 else Scope("", "", "")
    own = visible.filter(path__in=viewer.paths(READERS)).first()
    return _scope(own) if own else None


def choices(viewer: Viewer, at: Scope, day: date) -> list[tuple[str, str]]:
    """Return (code, indented name) of units to go to: above, here, and one level below."""
    visible = units_queries.in_being(reader(viewer), day)
    above = [at.path[:length] for length in range(STEP, len(at.path) + 1, STEP)]
    below_it = below("path", at.path) & Q(length=len(at.path) + STEP)
    near = visible.annotate(length=Length("path")).filter(Q(path__in=above) | below_it)
    own = Q(path__in=viewer.paths(READERS), length__gt=0)
    units = near | visible.annotate(length=Length("path")).filter(own)
    return [(unit.code, "　" * (unit.depth - 1) + unit.name) for unit in units.order_by("path")]


def entries(viewer: Viewer, at: Scope, span: Span, ids: Iterable[str] | None = None) -> list[Entry]:
    """Return these figures, or all: the catalogue's, then whatever else contexts register.

    KeyError for an id that neither the catalogue nor a context knows.
    """
    known = {figure.id: figure for figure in figures.every()}
    names = list(blanks.every() | known if ids is None else ids)
    for name in names:
        if name not in known and name not in blanks.every():
            raise KeyError(name)
    asked = [known[name] for name in names if name in known]
    found = figures.compute_all(reader(viewer), asked, span.first, span.last, at.path, at.code)
    values = {value.id: value for value in found}
    return [
        _recorded(known[name], values[name], at)
        if name in known
        else _unrecorded(blanks.every()[name], at)
        for name in names
    ]


def grouped(viewer: Viewer, at: Scope, span: Span) -> list[tuple[str, list[Entry]]]:
    """Return all figures in the catalogue's groups; what is not in it joins the group it is of."""
    groups: dict[str, list[Entry]] = {group.title: [] for group in blanks.groups()}
    homes = {blank.id: group.title for group in blanks.groups() for blank in group.blanks}
    kinds = {blank_id.partition(".")[0]: title for blank_id, title in homes.items()}
    for entry in entries(viewer, at, span):
        home = homes.get(entry.id) or kinds.get(entry.id.partition(".")[0], MORE)
        groups.setdefault(home, []).append(entry)
    return [(title, listed) for title, listed in groups.items() if listed]


def _scope(unit: Unit) -> Scope:
    return Scope(unit.path, unit.code, unit.name)


def _recorded(figure: Figure, value: Value, at: Scope) -> Entry:
    blank = blanks.every().get(figure.id)
    return Entry(
        figure.id,
        blank.title if blank else figure.title,
        figure.measure,
        figure.during,
        figure.definition or (blank.definition if blank else ""),
        value.value,
        True,
        at.code,
    )


def _unrecorded(blank: Blank, at: Scope) -> Entry:
    return Entry(
        blank.id, blank.title, blank.measure, blank.during, blank.definition, None, False, at.code
    )
