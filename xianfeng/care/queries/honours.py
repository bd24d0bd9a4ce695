"""Reading honours of members and of units."""

from django.db.models import Q, QuerySet

from xianfeng.care import permissions
from xianfeng.care.models import Honour
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit


def visible_to(viewer: Viewer) -> QuerySet[Honour]:
    """Return the units' honours in the viewer's part, and the members' ones for staff and self."""
    own = Q(member_id=viewer.member_id) if viewer.member_id is not None else Q(pk__in=[])
    units = viewer.within("unit__path") & Q(member=None)
    members = viewer.within("unit__path", permissions.READERS)
    return Honour.objects.filter(own | units | members).select_related("unit", "member")


def listed(
    viewer: Viewer, path: str = "", title: str = "", whose: str = "", year: int | None = None
) -> QuerySet[Honour]:
    """Return honours for a list, the latest first; ``whose`` is "unit", "member" or empty."""
    found = visible_to(viewer).filter(below("unit__path", path))
    if title:
        found = found.filter(Q(title__contains=title) | Q(member__name__contains=title))
    if whose:
        found = found.filter(member__isnull=whose == "unit")
    if year:
        found = found.filter(awarded_on__year=year)
    return found.order_by("-awarded_on", "-pk")


def of_member(viewer: Viewer, member_id: int) -> QuerySet[Honour]:
    """Return one member's honours that the viewer may see, the last one first."""
    return visible_to(viewer).filter(member_id=member_id).order_by("-awarded_on", "-pk")


def of_unit(viewer: Viewer, unit: Unit) -> QuerySet[Honour]:
    """Return the honours of exactly this unit, the last one first."""
    return visible_to(viewer).filter(unit=unit, member=None).order_by("-awarded_on", "-pk")


def titles(viewer: Viewer, limit: int = 30) -> list[str]:
    """Return titles already on record in the viewer's part, to choose instead of typing again."""
    found = visible_to(viewer).order_by().values_list("title", flat=True).distinct()
    return sorted(found)[:limit]
