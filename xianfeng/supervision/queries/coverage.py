"""Which units were visited in a year, by whom, and which were not yet: in the fixed order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.supervision.enums import State
from xianfeng.supervision.models import TeamMember, Visit
from xianfeng.supervision.permissions import READERS
from xianfeng.supervision.queries.visits import visible_to
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit

LEVELS = {
    "committees": (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH),
    "branches": tuple(sorted(BRANCH_KINDS)),
}


@dataclass(frozen=True)
class CoverageRow:
    """A unit with the visits of the year up to the day, the earliest first."""

    unit: Unit
    visits: list[Visit] = field(default_factory=list)


@dataclass(frozen=True)
class Coverage:
    """How many units there are, how many were visited, and the units of one page."""

    units: QuerySet[Unit]
    total: int
    visited: int


def coverage(viewer: Viewer, unit: Unit, level: str, visited: str, as_of: date) -> Coverage:
    """Return the units below one that stand on a day; ``visited`` is yes, no or empty (all).

    ``level`` names kinds of units, or else those directly below.
    Counted are confirmed visits of the day's year that the viewer may see.
    """
    if not viewer.reaches(unit.path, READERS):
        return Coverage(Unit.objects.none(), 0, 0)
    found = units_queries.in_being(viewer, as_of).filter(below("path", unit.path))
    found = found.exclude(pk=unit.pk).exclude(kind=UnitKind.GROUP)
    kinds = LEVELS.get(level)
    found = found.filter(kind__in=kinds) if kinds else found.filter(parent=unit)
    keys = _held(viewer, as_of).order_by().values("unit")
    reached = found.filter(pk__in=keys)
    shown = {"yes": reached, "no": found.exclude(pk__in=keys)}.get(visited, found)
    return Coverage(shown.order_by("path"), found.count(), reached.count())


def rows(viewer: Viewer, units: Iterable[Unit], as_of: date) -> list[CoverageRow]:
    """Return units with their visits, in two queries whatever their number."""
    made = {unit.pk: CoverageRow(unit) for unit in units}
    team = TeamMember.objects.filter(left_because="").select_related("member")
    held = _held(viewer, as_of).filter(unit__in=list(made)).order_by("held_on", "pk")
    for visit in held.prefetch_related(Prefetch("team", team)):
        made[visit.unit_id].visits.append(visit)
    return list(made.values())


def _held(viewer: Viewer, as_of: date) -> QuerySet[Visit]:
    return visible_to(viewer).filter(
        state=State.CONFIRMED, held_on__gte=date(as_of.year, 1, 1), held_on__lte=as_of
    )
