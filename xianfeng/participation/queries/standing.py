"""Who was where in a year: the communities of units and of members, and who may look."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.models import Assignment, MemberCheckin, UnitCheckin
from xianfeng.kernel.periods import Period
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members.models import Member, Membership
from xianfeng.participation import permissions, rules
from xianfeng.participation.models import Opinion
from xianfeng.partners.models import Pair
from xianfeng.units.models import Place, Unit


def of_year(viewer: Viewer, year: int) -> list[QuerySet[Any]]:
    """Return check-ins of units, what was assigned to them, and pairs, with ``community_id``.

    Of the viewer's units, and at the communities they serve.
    """
    seen = _seen(viewer, "unit__path")
    return [rows.filter(seen) for rows in _ways(year)]


def stays(
    viewer: Viewer,
    year: int,
    said: bool | None = None,
    path: str = "",
    served: bool = False,
    units: Collection[int] | None = None,
) -> Any:
    """Return {unit_id, unit__path, community_id} of units at communities in a year, in order.

    A unit that checked in there, was paired with it, or had it or a grid of it assigned. ``said``
    narrows to those with, or without, the community's word; ``served`` to the communities the
    viewer serves; ``units`` to some units.
    """
    columns = ("unit_id", "unit__path", "community_id")
    word = Exists(_said_of_unit().filter(year=year))
    narrowed = Q() if said is None else Q(word) if said else ~Q(word)
    if served:
        narrowed &= viewer.in_places("community_id")
    if units is not None:
        narrowed &= Q(unit__in=units)
    parts = [
        rows.filter(narrowed, below("unit__path", path)).order_by().values(*columns)
        for rows in of_year(viewer, year)
    ]
    return parts[0].union(*parts[1:]).order_by("unit__path", "community_id")


def stayed(viewer: Viewer, unit: Unit, community: Place, year: int) -> bool:
    """True when a unit that the viewer may know of was at a community in a year."""
    return any(
        rows.filter(unit=unit, community_id=community.pk).exists() for rows in of_year(viewer, year)
    )


def homes(viewer: Viewer, year: int) -> QuerySet[MemberCheckin]:
    """Return the check-ins of members of a year that the viewer may know of, in a fixed order.

    One for each member and community: of those at the same place, the last.
    """
    span = rules.year_of(year)
    found = MemberCheckin.objects.exclude(state=CheckinState.REFUSED).filter(_overlaps(span))
    spells = Membership.objects.filter(_overlaps(span), member=OuterRef("member"))
    staff = Exists(spells.filter(viewer.within("unit__path", permissions.READERS)))
    if not viewer.reaches("", {OPERATOR_ROLE}):
        own = Q(member_id=viewer.member_id) if viewer.member_id else Q(pk__in=[])
        found = found.filter(Q(staff) | viewer.in_places("community_id") | own)
    later = MemberCheckin.objects.exclude(state=CheckinState.REFUSED).filter(
        _overlaps(span), member=OuterRef("member"), community=OuterRef("community"),
        pk__gt=OuterRef("pk"),
    )  # fmt: skip
    rows = found.filter(~Exists(later)).select_related("member", "community")
    return rows.order_by("community_id", "member__name", "member_id")


def here(viewer: Viewer, year: int, said: bool | None = None) -> QuerySet[MemberCheckin]:
    """Return the members who were checked in at the communities the viewer serves."""
    found = homes(viewer, year).filter(viewer.in_places("community_id"))
    if said is None:
        return found
    word = Opinion.objects.filter(
        member=OuterRef("member"), community=OuterRef("community"), year=year
    )
    return found.filter(Q(Exists(word)) if said else ~Q(Exists(word)))


def units_visible_to(viewer: Viewer, year: int) -> QuerySet[Unit]:
    """Return whose report of a year the viewer reads: their units, and who was where they serve."""
    if viewer.reaches("", {OPERATOR_ROLE}):
        return Unit.objects.all()
    mine = viewer.within("path", permissions.READERS)
    for rows in _ways(year):
        mine |= Q(pk__in=rows.filter(viewer.in_places("community_id")).values("unit_id"))
    return Unit.objects.filter(mine)


def members_visible_to(viewer: Viewer, year: int) -> QuerySet[Member]:
    """Return whose report of a year the viewer reads: their branch's, their community's, own."""
    if viewer.reaches("", {OPERATOR_ROLE}):
        return Member.objects.all()
    spells = Membership.objects.filter(_overlaps(rules.year_of(year)), member=OuterRef("pk"))
    staff = Exists(spells.filter(viewer.within("unit__path", permissions.READERS)))
    checked = homes(viewer, year).filter(viewer.in_places("community_id")).order_by()
    own = Q(pk=viewer.member_id) if viewer.member_id else Q(pk__in=[])
    return Member.objects.filter(Q(staff) | Q(pk__in=checked.values("member_id")) | own)


def branch_of(viewer: Viewer, member: Member, year: int) -> Unit | None:
    """Return the branch in which a visible member was last in a year."""
    mine = members_visible_to(viewer, year).filter(pk=member.pk)
    spells = Membership.objects.filter(_overlaps(rules.year_of(year)), member__in=mine)
    last = spells.select_related("unit").order_by("-from_on").first()
    return last.unit if last else None


def _ways(year: int) -> list[QuerySet[Any]]:
    """Return how units were at communities in a year, each row with ``community_id``."""
    held = _overlaps(rules.year_of(year))
    assigned = Assignment.objects.annotate(
        community_id=Coalesce(F("place__parent_id"), F("place_id"))
    )
    paired = Pair.objects.filter(community__isnull=False)
    checked_in = UnitCheckin.objects.exclude(state=CheckinState.REFUSED)
    return [checked_in.filter(held), assigned.filter(held), paired.filter(held)]


def _seen(viewer: Viewer, path: str) -> Q:
    if viewer.reaches("", {OPERATOR_ROLE}):
        return Q()
    return viewer.within(path, permissions.READERS) | viewer.in_places("community_id")


def _overlaps(span: Period, since: str = "from_on", until: str = "until_on") -> Q:
    """Return the condition that a spell holds on some day of a period."""
    begun = Q(**{f"{since}__lte": span.end})
    return begun & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": span.start}))


def _said_of_unit() -> QuerySet[Opinion]:
    """Return what was said of a unit at a community, for use inside another query."""
    return Opinion.objects.filter(
        member=None, unit=OuterRef("unit_id"), community=OuterRef("community_id")
    )
