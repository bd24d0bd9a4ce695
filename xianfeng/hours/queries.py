"""Hours given, as far as a viewer may know."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from xianfeng.hours import permissions
from xianfeng.hours.models import Stint
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer


def visible_to(viewer: Viewer) -> QuerySet[Stint]:
    """Return the hours of the viewer's units, and the viewer's own."""
    found = Stint.objects.select_related("member", "unit")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    own = Q(member_id=viewer.member_id) if viewer.member_id else Q(pk__in=[])
    return found.filter(viewer.within("unit__path", permissions.READERS) | own)


def own(viewer: Viewer, first: date, last: date) -> QuerySet[Stint]:
    """Return what the viewer's own member gave from a day to a day, the latest first."""
    found = visible_to(viewer)
    mine = found.filter(member_id=viewer.member_id) if viewer.member_id else found.none()
    return mine.filter(on__gte=first, on__lte=last).order_by("-on", "-pk")


def own_total(viewer: Viewer, first: date, last: date) -> Decimal:
    """Return the hours that the viewer's own member gave from a day to a day."""
    found = own(viewer, first, last).order_by()
    return found.aggregate(total=Sum("hours"))["total"] or Decimal(0)
