"""Work groups in the viewer's part, and those to be looked through or cleaned up."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from xianfeng.burden import rules
from xianfeng.burden.enums import GroupState, Usage
from xianfeng.burden.models import WorkGroup
from xianfeng.burden.permissions import READERS
from xianfeng.kernel.viewer import Viewer


def groups_to(viewer: Viewer) -> QuerySet[WorkGroup]:
    """Return the groups of the viewer's units, in the fixed order of units."""
    seen = WorkGroup.objects.filter(viewer.within("unit__path", READERS))
    return seen.select_related("unit", "merge_into").order_by("unit__path", "name", "pk")


def to_look_through(viewer: Viewer, on: date) -> QuerySet[WorkGroup]:
    """Return the standing groups that nobody has looked through for a year."""
    before = on - timedelta(days=rules.LOOK_DAYS)
    return groups_to(viewer).filter(state=GroupState.OPEN, looked_on__lte=before)


def suggested(viewer: Viewer, on: date) -> QuerySet[WorkGroup]:
    """Return what is to be cleaned up: said to be seldom used, or with a day that has come."""
    seldom = Q(state=GroupState.OPEN, usage=Usage.SELDOM)
    due = Q(state=GroupState.PROPOSED, close_by__lte=on)
    return groups_to(viewer).filter(seldom | due)
