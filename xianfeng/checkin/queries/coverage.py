"""Reading which communities and grids are assigned to whom, and which to nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from xianfeng.checkin import permissions
from xianfeng.checkin.models import Assignment
from xianfeng.checkin.queries.checkins import places
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import GridLevel, UnitKind
from xianfeng.units.models import Place, Unit

_RELATED = (("place", "pk"), ("place", "parent_id"), ("place__parent", "pk"))


def sees_all(viewer: Viewer) -> bool:
    """True when the viewer reads every root: only they can tell what nobody is assigned to."""
    roots = Unit.objects.filter(parent=None)
    return not roots.exclude(viewer.within("path", permissions.READERS)).exists()


def assignable(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the units in being that the viewer may assign places to, in the fixed order."""
    mine = viewer.within("path", permissions.MANAGERS)
    found = units_queries.in_being(viewer, on).filter(mine)
    return found.exclude(kind=UnitKind.GROUP)


def assigned_to(viewer: Viewer, unit: Unit, on: date) -> list[Place]:
    """Return the places that a unit is assigned to on a day."""
    return [row.place for row in _standing(viewer, on).filter(unit=unit)]


def assignments_visible_to(viewer: Viewer) -> QuerySet[Assignment]:
    """Return assignments of the viewer's units, and of the communities they serve."""
    found = Assignment.objects.select_related("unit", "place", "place__parent")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    here = viewer.in_places("place_id") | viewer.in_places("place__parent_id")
    return found.filter(viewer.within("unit__path") | here)


def covered(viewer: Viewer, on: date, path: str = "") -> QuerySet[Any]:
    """Return communities and grids in the fixed order, each with ``taken``.

    A community is taken by who helps one of its grids, a grid by who helps the whole community.
    Who sees all, assigns, or works for a community sees places that are assigned to nobody in
    sight, too; everybody else those of their own units. ``path`` narrows to what a part of the tree
    helps.
    """
    standing = _standing(viewer, on).filter(below("unit__path", path)).order_by()
    taken = [Exists(standing.filter(**{own: OuterRef(other)})) for own, other in _RELATED]
    found: QuerySet[Any] = places(viewer).annotate(taken=taken[0] | taken[1] | taken[2])
    if path:
        found = found.filter(taken=True)
    elif not (viewer.paths(permissions.MANAGERS) or sees_all(viewer)):
        here = viewer.in_places("pk") | viewer.in_places("parent_id")
        found = found.filter(Q(taken=True) | here)
    return _in_order(found)


def gaps(viewer: Viewer, on: date) -> dict[str, int]:
    """Return how many communities, and how many grids, nobody in sight is assigned to."""
    open_ones = covered(viewer, on).filter(taken=False).order_by()
    levels = list(open_ones.values_list("level", flat=True))
    return {level: levels.count(level) for level in (GridLevel.COMMUNITY, GridLevel.GRID)}


@dataclass(frozen=True)
class Cover:
    """A community or grid, and the assignments of it that stand."""

    place: Place
    assignments: list[Assignment]


def covers(viewer: Viewer, rows: Iterable[Place], on: date) -> list[Cover]:
    """Return places with who is assigned to them, in one query whatever their number."""
    rows = list(rows)
    found: dict[int, list[Assignment]] = {}
    for one in _standing(viewer, on).filter(place__in=[row.pk for row in rows]):
        found.setdefault(one.place_id, []).append(one)
    return [Cover(row, found.get(row.pk, [])) for row in rows]


def _standing(viewer: Viewer, on: date) -> QuerySet[Assignment]:
    covers_day = Q(until_on=None) | Q(until_on__gt=on)
    found = assignments_visible_to(viewer).filter(covers_day, from_on__lte=on)
    return found.order_by("unit__path", "from_on", "pk")


def _in_order(found: QuerySet[Any]) -> QuerySet[Any]:
    """Return each community, followed by its grids."""
    return found.order_by(Coalesce("parent_id", "id"), F("parent_id").asc(nulls_first=True), "pk")
