"""Reading check-ins, who is missing, assignments and deployments."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xianfeng.checkin import facts, permissions
from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members import queries as members_queries
from xianfeng.members.models import Membership
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

LIVE = (CheckinState.REPORTED, CheckinState.CONFIRMED)


def units_visible_to(viewer: Viewer) -> QuerySet[UnitCheckin]:
    """Return check-ins of the viewer's units, and those at the communities they serve."""
    found = UnitCheckin.objects.select_related("unit", "community")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    return found.filter(viewer.within("unit__path") | viewer.in_places("community_id"))


def members_visible_to(viewer: Viewer, on: date) -> QuerySet[MemberCheckin]:
    """Return check-ins of members whose roster the viewer reads, and at communities they serve.

    A member sees their own.
    """
    found = MemberCheckin.objects.select_related("member", "community", "grid")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    here = Membership.objects.filter(
        viewer.within("unit__path", permissions.READERS), member=OuterRef("member")
    )
    seen = Q(Exists(here.filter(from_on__lte=on))) | viewer.in_places("community_id")
    if viewer.member_id is not None:
        seen |= Q(member_id=viewer.member_id)
    return found.filter(seen)


def missing_members(viewer: Viewer, on: date) -> QuerySet[Membership]:
    """Return the branch spells of members who are not checked in on a day, in the fixed order."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    there = MemberCheckin.objects.filter(covers, member=OuterRef("member"), from_on__lte=on)
    there = there.exclude(state=CheckinState.REFUSED)
    found = members_queries.spells_visible_to(viewer, on).filter(~Exists(there))
    return found.select_related("member", "unit", "member__community").order_by(
        "unit__path", "member__name", "pk"
    )


def missing_units(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches in being that are not checked in anywhere on a day."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    there = UnitCheckin.objects.filter(covers, unit=OuterRef("pk"), from_on__lte=on)
    there = there.exclude(state=CheckinState.REFUSED)
    found = units_queries.in_being(viewer, on).filter(kind__in=BRANCH_KINDS)
    return found.filter(~Exists(there))


def hands(viewer: Viewer, path: str, on: date) -> QuerySet[Any]:
    """Return the live check-ins of members of a part of the tree on a day, in its order.

    Each with ``branch_id`` and ``branch_path``: who keeps records for that part, or works for a
    community, looks for people to ask.
    """
    found = facts.MEMBER.rows().filter(facts.MEMBER.as_of(on), below("branch_path", path))
    if not viewer.places and not viewer.reaches("", {OPERATOR_ROLE}):
        found = found.filter(viewer.within("branch_path", permissions.WRITERS))
    return found.filter(state__in=LIVE).order_by("branch_path", "member_id")


def assignments_visible_to(viewer: Viewer) -> QuerySet[Assignment]:
    """Return assignments of the viewer's units."""
    found = Assignment.objects.filter(viewer.within("unit__path"))
    return found.select_related("unit", "place", "place__parent")


def deployments_visible_to(viewer: Viewer) -> QuerySet[Deployment]:
    """Return deployments of members of the viewer's units, for staff."""
    found = Deployment.objects.filter(viewer.within("unit__path", permissions.READERS))
    return found.select_related("unit", "member", "place").order_by("unit__path", F("pk"))
