"""Plans of the year with their rounds: for the staff of the unit that made them, and above it."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.supervision.models import Plan, Round
from xianfeng.supervision.permissions import READERS, WRITERS
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

ISSUERS = (UnitKind.WORKING_COMMITTEE, UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)


def plans_to(viewer: Viewer) -> QuerySet[Plan]:
    """Return the plans of the viewer's units: a unit that will be visited sees none of above."""
    return Plan.objects.filter(viewer.within("unit__path", READERS)).select_related("unit")


def rounds_to(viewer: Viewer) -> QuerySet[Round]:
    """Return the lines of those plans."""
    own = viewer.within("plan__unit__path", READERS)
    return Round.objects.filter(own).select_related("plan__unit")


def issuing_units(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the units that may supervise others, for which the viewer keeps records."""
    below = Unit.objects.filter(parent=OuterRef("pk")).exclude(kind=UnitKind.GROUP)
    found = units_queries.in_being(viewer, on).filter(viewer.within("path", WRITERS))
    return found.filter(Exists(below), kind__in=ISSUERS)
