"""Three-year plans and their goals."""

from django.db.models import QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.standards.models import Goal, Plan
from xianfeng.standards.permissions import READERS


def plans_to(viewer: Viewer) -> QuerySet[Plan]:
    """Return the plans of the viewer's branches, in the fixed order of units."""
    found = Plan.objects.filter(viewer.within("unit__path", READERS))
    return found.select_related("unit").prefetch_related("goals__item")


def goals_to(viewer: Viewer) -> QuerySet[Goal]:
    """Return the goals of the viewer's branches."""
    found = Goal.objects.filter(viewer.within("plan__unit__path", READERS))
    return found.select_related("plan__unit", "item")
