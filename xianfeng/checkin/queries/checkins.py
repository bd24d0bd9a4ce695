"""Reading check-ins, and who is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from xianfeng.checkin import facts, permissions
from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members import queries as members_queries
from xianfeng.members.models import Member, Membership
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, GridLevel
from xianfeng.units.models import Place, Unit

LIVE = (CheckinState.REPORTED, CheckinState.CONFIRMED)
NOWHERE = 0


def units_visible_to(viewer: Viewer) -> QuerySet[UnitCheckin]:
    """Return check-ins of the viewer's units, and those at the communities they serve."""
    found = UnitCheckin.objects.select_related("unit", "community")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    return found.filter(viewer.within("unit__path") | viewer.in_places("community_id"))


def members_visible_to(viewer: Viewer, on: date) -> QuerySet[MemberCheckin]:
    """Return check-ins of members whose roster the viewer reads, and at communities they serve.

    A branch reads those of the days on which the member was in it. A member sees their own.
    """
    found = MemberCheckin.objects.select_related("member", "community", "grid")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    here = Membership.objects.filter(
        viewer.within("unit__path", permissions.READERS),
        Q(until_on=None) | Q(until_on__gt=OuterRef("from_on")),
        member=OuterRef("member"),
        from_on__lte=Coalesce(OuterRef("until_on"), Value(on)),
    )
    seen = Q(Exists(here.filter(from_on__lte=on))) | viewer.in_places("community_id")
    if viewer.member_id is not None:
        seen |= Q(member_id=viewer.member_id)
    return found.filter(seen)


def here(viewer: Viewer, state: str) -> tuple[QuerySet[UnitCheckin], QuerySet[MemberCheckin]]:
    """Return who reported to the communities the viewer works for; all states when none is named.

    The latest come first.
    """
    mine = viewer.in_places("community_id") & (Q(state=state) if state else Q())
    units = UnitCheckin.objects.filter(mine).select_related("unit", "community")
    members = MemberCheckin.objects.filter(mine).select_related("member", "community", "grid")
    latest = ("-from_on", "-pk")
    return units.order_by(*latest), members.order_by(*latest)


def missing_members(
    viewer: Viewer, on: date, path: str = "", home: int | None = None
) -> QuerySet[Any]:
    """Return the branch spells of members who are not checked in on a day, in the fixed order.

    Each with ``home``, the key of the community where the roster says they live, None where it says
    nothing; ``home`` narrows to one community, ``NOWHERE`` to the latter.
    """
    covers = Q(until_on=None) | Q(until_on__gt=on)
    there = MemberCheckin.objects.filter(covers, member=OuterRef("member"), from_on__lte=on)
    there = there.exclude(state=CheckinState.REFUSED)
    found: QuerySet[Any] = members_queries.spells_visible_to(viewer, on).filter(
        ~Exists(there), below("unit__path", path)
    )
    at = "member__community"
    up = (f"{at}__parent__parent_id", f"{at}__parent_id", f"{at}_id")
    found = found.annotate(home=Coalesce(*up))
    if home is not None:
        found = found.filter(home=home) if home else found.filter(home=None)
    return found.select_related("member", "unit", f"{at}__parent__parent").order_by(
        "unit__path", "member__name", "pk"
    )


def missing_units(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches in being that are not checked in anywhere on a day."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    there = UnitCheckin.objects.filter(covers, unit=OuterRef("pk"), from_on__lte=on)
    there = there.exclude(state=CheckinState.REFUSED)
    found = units_queries.in_being(viewer, on).filter(kind__in=BRANCH_KINDS)
    return found.filter(~Exists(there))


def own(viewer: Viewer, member_id: int) -> MemberCheckin | None:
    """Return the live check-in of a member the viewer acts for: themselves, or of their branch."""
    found = MemberCheckin.objects.filter(member=member_id, state__in=LIVE)
    here = Membership.objects.filter(
        viewer.within("unit__path", permissions.WRITERS), until_on=None
    )
    if viewer.member_id != member_id and not viewer.reaches("", {OPERATOR_ROLE}):
        found = found.filter(Exists(here.filter(member=OuterRef("member"))))
    return found.select_related("community", "grid").first()


def myself(viewer: Viewer) -> Member | None:
    """Return the member who is looking, with the place of their home; None for others."""
    found = Member.objects.select_related("community__parent__parent")
    return found.filter(pk=viewer.member_id).first() if viewer.member_id else None


def people(viewer: Viewer, on: date) -> QuerySet[Membership]:
    """Return the branch spells of a day of whom the viewer keeps the records."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    mine = viewer.within("unit__path", permissions.WRITERS)
    found = Membership.objects.filter(mine, covers, from_on__lte=on)
    return found.select_related("unit", "member__community__parent__parent")


def places(viewer: Viewer) -> QuerySet[Place]:
    """Return the communities and grids of the city, to whoever is signed in."""
    known = viewer.user_id is not None or bool(viewer.grants)
    found = Place.objects.filter(level__in=(GridLevel.COMMUNITY, GridLevel.GRID))
    return found.select_related("parent").order_by("pk") if known else found.none()


def communities(viewer: Viewer) -> QuerySet[Place]:
    """Return the communities of the city, to whoever is signed in."""
    return places(viewer).filter(level=GridLevel.COMMUNITY)


def branches(viewer: Viewer, path: str, on: date) -> QuerySet[Unit]:
    """Return the branches in being of a part of the tree whose roster the viewer reads."""
    mine = viewer.within("path", permissions.READERS)
    standing = units_queries.in_being(viewer, on).filter(mine, below("path", path))
    return standing.filter(kind__in=BRANCH_KINDS)


@dataclass(frozen=True)
class Line:
    """A branch: where it is checked in, how many members it has, and how many of them are."""

    unit: Unit
    places: list[UnitCheckin]
    members: int
    checked: int

    @property
    def missing(self) -> int:
        """Return how many members are not checked in."""
        return self.members - self.checked


def lines(viewer: Viewer, units: Iterable[Unit], on: date) -> list[Line]:
    """Return branches with both check-ins, in three queries whatever their number."""
    units = list(units)
    keys = [unit.pk for unit in units]
    at: dict[int, list[UnitCheckin]] = {}
    kind = facts.UNIT
    for row in (
        kind.visible_to(viewer).filter(kind.as_of(on), unit__in=keys).select_related("community")
    ):
        at.setdefault(row.unit_id, []).append(row)
    spells = members_queries.spells_visible_to(viewer, on).filter(unit__in=keys).order_by()
    members = dict(spells.values_list("unit").annotate(number=Count("pk")))
    kind = facts.MEMBER
    there = kind.visible_to(viewer).filter(kind.as_of(on), branch_id__in=keys).order_by()
    checked = dict(there.values_list("branch_id").annotate(number=Count("member", distinct=True)))
    return [
        Line(one, at.get(one.pk, []), members.get(one.pk, 0), checked.get(one.pk, 0))
        for one in units
    ]


@dataclass
class Town:
    """A community: how many units and members are checked in there, how many live there and not.

    ``key`` is ``NOWHERE`` for members whose home the roster does not say.
    """

    key: int
    name: str = ""
    units: int = 0
    members: int = 0
    missing: int = 0


def by_community(viewer: Viewer, path: str, on: date) -> list[Town]:
    """Return the communities that a part of the tree has to do with, in the fixed order."""
    found: dict[int, Town] = {}
    for name, kind, of in (("units", facts.UNIT, "unit"), ("members", facts.MEMBER, "member")):
        rows = kind.visible_to(viewer).filter(kind.as_of(on), below(kind.path, path)).order_by()
        counted = rows.values_list("community").annotate(number=Count(of, distinct=True))
        for key, number in counted:
            setattr(found.setdefault(key, Town(key)), name, number)
    gaps = missing_members(viewer, on, path).order_by().values_list("home")
    for key, number in gaps.annotate(number=Count("pk")):
        found.setdefault(key or NOWHERE, Town(key or NOWHERE)).missing = number
    for key, name in communities(viewer).filter(pk__in=found).values_list("pk", "name"):
        found[key].name = name
    return [found[key] for key in sorted(found, key=lambda key: (key == NOWHERE, key))]


def hands(viewer: Viewer, path: str, on: date) -> QuerySet[Any]:
    """Return the live check-ins of members of a part of the tree on a day, in its order.

    Each with ``branch_id`` and ``branch_path``: who keeps records for that part, or works for a
    community, looks for people to ask.
    """
    found = facts.MEMBER.rows().filter(facts.MEMBER.as_of(on), below("branch_path", path))
    if not viewer.places and not viewer.reaches("", {OPERATOR_ROLE}):
        found = found.filter(viewer.within("branch_path", permissions.WRITERS))
    return found.filter(state__in=LIVE).order_by("branch_path", "member_id")


def live_members(viewer: Viewer, path: str) -> QuerySet[Any]:
    """Return the check-ins of members that stand, each once, with its branch's ``branch_code``."""
    kind = facts.MEMBER
    found = kind.visible_to(viewer).filter(below("branch_path", path), until=facts.NEVER)
    found = found.annotate(branch_code=F("member__memberships__unit__code"))
    rows: QuerySet[Any] = found.select_related("member", "community", "grid")
    return rows.filter(state__in=LIVE).order_by("branch_path", "member__name", "member_id")
