"""Reading mass organisations and events, and which edition comes next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.outreach import permissions, rules
from xianfeng.outreach.models import Event, MassOrganisation
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS


@dataclass(frozen=True)
class Series:
    """A series of events that returns, and its next edition."""

    name: str
    kind: str
    edition: int
    last_on: date

    @property
    def ordinal(self) -> str:
        """Return the next edition as people write it."""
        return rules.ordinal(self.edition)


def visible_to(viewer: Viewer) -> QuerySet[Event]:
    """Return the events of the viewer's units."""
    found = Event.objects.filter(viewer.within("unit__path"))
    return found.select_related("unit", "organisation")


def listed(viewer: Viewer, year: int, path: str = "", kind: str = "") -> QuerySet[Event]:
    """Return a year's events for a list, the latest first; withdrawn ones stand among them."""
    span = Q(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    found = visible_to(viewer).filter(span, below("unit__path", path))
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("-on", "-pk")


def series(viewer: Viewer, unit: Unit) -> list[Series]:
    """Return the series of a visible unit with the edition that comes next, the latest first."""
    held = visible_to(viewer).filter(unit=unit, withdrawn="").exclude(series="")
    found: dict[str, Series] = {}
    for event in held.order_by("-on", "-pk"):
        known = found.get(event.series)
        edition = rules.next_edition([event.edition, known.edition - 1 if known else None])
        found[event.series] = Series(
            event.series,
            known.kind if known else event.kind,
            edition,
            known.last_on if known else event.on,
        )
    return list(found.values())


def organisations(viewer: Viewer, path: str = "") -> QuerySet[MassOrganisation]:
    """Return the mass organisations of the viewer's units, in the fixed order."""
    found = MassOrganisation.objects.filter(viewer.within("unit__path"), below("unit__path", path))
    return found.select_related("unit", "agency").prefetch_related("officers")


def standing(viewer: Viewer, unit: Unit) -> QuerySet[MassOrganisation]:
    """Return the mass organisations of exactly this unit that were not dissolved."""
    return organisations(viewer).filter(unit=unit, dissolved_on=None)


def units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units that the viewer records for, in the fixed order."""
    found = units_queries.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))
    return found.filter(abolished_on=None)


def own_unit(viewer: Viewer) -> Unit | None:
    """Return the unit whose records are the viewer's own job, the first in the fixed order."""
    return units(viewer).filter(path__in=viewer.paths(RECORDERS)).first()
