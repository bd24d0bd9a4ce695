"""Terms of committees that have run out, and those that soon will."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit

OVERRUN = "units.overrun"


@dataclass(frozen=True)
class TermEnd:
    """A unit whose term ends; ``days`` are the days to go, negative when it has run out."""

    code: str
    name: str
    until_on: date
    days: int


def overrun_terms(viewer: Viewer, unit: Unit, as_of: date) -> QuerySet[Any]:
    """Return the terms at and below a unit that have run out without a new one, in tree order."""
    kind = facts.get(OVERRUN)
    return _below(viewer, unit).filter(kind.as_of(as_of))


def ending_terms(viewer: Viewer, unit: Unit, as_of: date, last: date) -> QuerySet[Any]:
    """Return the terms at and below a unit that end after ``as_of`` and up to a day."""
    standing = Q(relieved_on=None) | Q(relieved_on__gt=as_of)
    ends = _below(viewer, unit).filter(standing, until_on__gt=as_of, until_on__lte=last)
    return ends.order_by("until_on", "unit__path")


def term_end(row: Any, as_of: date) -> TermEnd:
    """Return a term as a desk shows it."""
    return TermEnd(row.unit.code, row.unit.name, row.until_on, (row.until_on - as_of).days)


def _below(viewer: Viewer, unit: Unit) -> QuerySet[Any]:
    """Return terms of units that stand, with their units."""
    kind = facts.get(OVERRUN)
    found = kind.visible_to(viewer).filter(below(kind.path, unit.path))
    return found.select_related(*kind.related).order_by(F(kind.path), F(kind.since))
