"""Standards that a viewer may read: their own part's, and those published above them."""

from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import STEP, Viewer, below
from xianfeng.standards.models import Standard
from xianfeng.standards.permissions import READERS
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit


def standards_to(viewer: Viewer) -> QuerySet[Standard]:
    """Return the standards of the viewer's part, and the published ones that apply to it."""
    above = {
        path[:end] for path in viewer.paths(READERS) for end in range(STEP, len(path) + 1, STEP)
    }
    own = viewer.within("unit__path", READERS)
    applying = Q(unit__path__in=above, published_on__isnull=False)
    return Standard.objects.filter(own | applying).select_related("unit")


def branches(viewer: Viewer, under: Unit, day: date) -> QuerySet[Unit]:
    """Return the branches at or below a unit that are in being on a day, in the fixed order."""
    there = Q(abolished_on=None) | Q(abolished_on__gt=day)
    return units_queries.visible_to(viewer).filter(
        there, below("path", under.path), kind__in=BRANCH_KINDS, established_on__lte=day
    )
