"""Reading visits and who is in need."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from xianfeng.care import permissions
from xianfeng.care.models import Need, Visit
from xianfeng.kernel.viewer import Viewer, below


def visible_to(viewer: Viewer) -> QuerySet[Visit]:
    """Return the visits of the viewer's units, for staff, and those paid to the viewer."""
    own = Q(member_id=viewer.member_id) if viewer.member_id is not None else Q(pk__in=[])
    return Visit.objects.filter(own | viewer.within("unit__path", permissions.READERS))


def listed(
    viewer: Viewer, year: int, path: str = "", occasion: str = "", name: str = ""
) -> QuerySet[Visit]:
    """Return a year's visits for a list, the latest first; withdrawn ones stand among them."""
    found = visible_to(viewer).filter(below("unit__path", path), _in_year(year))
    if occasion:
        found = found.filter(occasion=occasion)
    if name:
        found = found.filter(member__name__contains=name)
    return found.select_related("unit", "member").order_by("-on", "-pk")


def totals(viewer: Viewer, year: int, path: str = "") -> dict[str, Any]:
    """Return times, people and the sum of a year's visits."""
    found = _standing(viewer, year, path)
    return found.aggregate(times=Count("pk"), people=Count("member", distinct=True),
                           amount=Sum("amount", default=Decimal(0)))  # fmt: skip


def per_head(viewer: Viewer, year: int, path: str = "") -> QuerySet[Any]:
    """Return a year's totals of each member visited, the largest sum first, as dictionaries."""
    grouped = _standing(viewer, year, path).order_by().values("member_id", "member__name")
    return grouped.annotate(
        times=Count("pk"), amount=Sum("amount"), last_on=Max("on"), where=Max("unit__name")
    ).order_by("-amount", "-times", "member__name", "member_id")


def of_member(viewer: Viewer, member_id: int) -> QuerySet[Visit]:
    """Return the visits paid to one member that the viewer may see, the last one first."""
    found = visible_to(viewer).filter(member_id=member_id, withdrawn="")
    return found.select_related("unit").order_by("-on", "-pk")


def needs_visible_to(viewer: Viewer) -> QuerySet[Need]:
    """Return who is in need, for the party-affairs staff of the unit that wrote it and above."""
    return Need.objects.filter(viewer.within("unit__path", permissions.KEEPERS))


def needs(viewer: Viewer, on: date, path: str = "", kind: str = "") -> QuerySet[Need]:
    """Return who is in need on a day, in the fixed order of units."""
    current = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
    found = needs_visible_to(viewer).filter(current, below("unit__path", path))
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("unit", "member").order_by("unit__path", "member__name", "pk")


def not_visited(viewer: Viewer, on: date, path: str = "") -> QuerySet[Need]:
    """Return who is in need on a day and was not visited in its year, by anybody."""
    visits = Visit.objects.filter(
        _in_year(on.year), member_id=OuterRef("member_id"), withdrawn="", on__lte=on
    )
    return needs(viewer, on, path).filter(~Exists(visits))


def needs_of(viewer: Viewer, member_id: int) -> QuerySet[Need]:
    """Return the needs of one member that the viewer may see."""
    found = needs_visible_to(viewer).filter(member_id=member_id)
    return found.select_related("unit").order_by("-from_on", "-pk")


def _standing(viewer: Viewer, year: int, path: str) -> QuerySet[Visit]:
    seen = Visit.objects.filter(viewer.within("unit__path", permissions.READERS), withdrawn="")
    return seen.filter(_in_year(year), below("unit__path", path))


def _in_year(year: int) -> Q:
    return Q(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
