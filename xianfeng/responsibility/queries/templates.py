"""Templates that a viewer may read, and those that apply to a unit."""

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import STEP, Viewer
from xianfeng.responsibility.models import Template
from xianfeng.responsibility.permissions import READERS
from xianfeng.units.models import Unit


def templates_to(viewer: Viewer) -> QuerySet[Template]:
    """Return the templates of the viewer's part, and the published ones that apply to it."""
    above = {
        path[:end] for path in viewer.paths(READERS) for end in range(STEP, len(path) + 1, STEP)
    }
    own = viewer.within("unit__path", READERS)
    applying = Q(unit__path__in=above, published_on__isnull=False)
    found = Template.objects.filter(own | applying) if own else Template.objects.all()
    return found.select_related("unit").prefetch_related("items")


def applicable(viewer: Viewer, unit: Unit, year: int) -> dict[str, Template]:
    """Return {kind: the published template of the nearest unit at or above this one}."""
    above = [unit.path[:end] for end in range(STEP, len(unit.path) + 1, STEP)]
    found = templates_to(viewer).filter(unit__path__in=above, year=year, published_on__isnull=False)
    nearest_last = found.order_by("unit__path")
    return {template.kind: template for template in nearest_last}


def in_use(viewer: Viewer, unit: Unit, year: int) -> QuerySet[Template]:
    """Return a unit's own templates of a year, in the order of the kinds."""
    return templates_to(viewer).filter(unit=unit, year=year).order_by("pk")
