"""The home page of a branch: its own units, and meetings as facts of the context beside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer
from xianfeng.units import queries as units
from xianfeng.units.models import Unit
from xianfeng.voting import queries as voting
from xianfeng.voting.models import Poll

HELD = "life.meeting"
PLANNED = "life.planned"


@dataclass(frozen=True)
class Gathering:
    """A meeting as a branch page shows it."""

    on: date
    words: str
    href: str


def home_units(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the units on which the viewer holds a role, as they stand on that day."""
    held = [grant.path for grant in viewer.grants]
    return units.in_being(viewer, on).filter(path__in=held)


def gatherings(viewer: Viewer, unit: Unit, on: date, size: int = 5) -> list[Gathering]:
    """Return the last meetings of a unit up to a day, the latest first."""
    return _meetings(viewer, HELD, unit, size, latest_first=True, until=on)


def coming(viewer: Viewer, unit: Unit, on: date, size: int = 5) -> list[Gathering]:
    """Return the meetings planned from a day on, the next first; none where nothing is planned."""
    return _meetings(viewer, PLANNED, unit, size, latest_first=False, since=on)


def votes(viewer: Viewer, unit: Unit) -> QuerySet[Poll]:
    """Return the votes of a unit that are announced to the viewer, the latest first."""
    return voting.listed(viewer).filter(unit=unit)


def _meetings(
    viewer: Viewer,
    kind_id: str,
    unit: Unit,
    size: int,
    *,
    latest_first: bool,
    since: date | None = None,
    until: date | None = None,
) -> list[Gathering]:
    """Return facts of a kind; none where no context records it."""
    if kind_id not in {kind.id for kind in facts.every()}:
        return []
    kind = facts.get(kind_id)
    found = kind.visible_to(viewer).filter(**{kind.unit: unit.pk})
    if since is not None:
        found = found.filter(**{f"{kind.on}__gte": since})
    if until is not None:
        found = found.filter(**{f"{kind.on}__lte": until})
    order = f"-{kind.on}" if latest_first else kind.on
    rows = found.select_related(*kind.related).order_by(order, "-pk")[:size]
    return [
        Gathering(facts.cell(row, kind.on), _words(kind, row), _page(kind, row)) for row in rows
    ]


def _words(kind: facts.FactKind, row: Any) -> str:
    """Return what was held, in the words of the kind's own list, without the unit."""
    own = [column for _, column in kind.columns if column != "unit__name"]
    cells = (facts.cell(row, column) for column in own)
    return " ".join(cell for cell in cells if isinstance(cell, str) and cell)


def _page(kind: facts.FactKind, row: Any) -> str:
    return reverse(kind.page, args=[facts.cell(row, kind.page_key)]) if kind.page else ""
