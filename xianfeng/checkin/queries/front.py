"""Reading who is at the front, and who is first secretary of which estate."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from xianfeng.checkin import permissions
from xianfeng.checkin.enums import DeploymentKind
from xianfeng.checkin.models import Deployment
from xianfeng.checkin.queries.checkins import people
from xianfeng.checkin.queries.coverage import sees_all
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members.models import Membership
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, GridLevel
from xianfeng.units.models import Place, Unit

NOW, PAST = "now", "past"
_UP = ("", "parent__", "parent__parent__")


def deployments_visible_to(viewer: Viewer) -> QuerySet[Deployment]:
    """Return deployments of members of the viewer's units, for staff, and to places they serve."""
    found = Deployment.objects.select_related("unit", "member", "place__parent__parent")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.within("unit__path", permissions.READERS)
    for up in _UP:
        seen |= viewer.in_places(f"place__{up}id")
    return found.filter(seen)


def front(viewer: Viewer, state: str, on: date, path: str = "") -> QuerySet[Deployment]:
    """Return who was sent to the front, in the fixed order: ``NOW``, ``PAST``, or all of them."""
    found = deployments_visible_to(viewer).filter(
        below("unit__path", path), kind=DeploymentKind.DEPLOYED.value, from_on__lte=on
    )
    if state == NOW:
        found = found.filter(_covers(on))
    elif state == PAST:
        found = found.filter(until_on__lte=on)
    return found.order_by("unit__path", "-from_on", "pk")


def estates(viewer: Viewer, on: date) -> QuerySet[Any]:
    """Return estates in the fixed order, each with ``held``: somebody in sight is its secretary.

    Who sees all, keeps records or works for the community sees vacant ones too.
    """
    standing = deployments_visible_to(viewer).filter(
        _covers(on), kind=DeploymentKind.FIRST_SECRETARY.value, from_on__lte=on
    )
    found: QuerySet[Any] = Place.objects.filter(level=GridLevel.ESTATE).select_related(
        "parent__parent"
    )
    found = found.annotate(held=Exists(standing.filter(place=OuterRef("pk"))))
    if not (viewer.paths(permissions.WRITERS) or sees_all(viewer)):
        here = viewer.in_places("parent_id") | viewer.in_places("parent__parent_id")
        found = found.filter(Q(held=True) | here)
    return found.order_by("parent__parent_id", "parent_id", "pk")


def secretaries(viewer: Viewer, rows: Iterable[Place]) -> dict[int, list[Deployment]]:
    """Return the first secretaries of estates that the viewer sees, by estate, the latest first."""
    kind = DeploymentKind.FIRST_SECRETARY.value
    seen = deployments_visible_to(viewer).filter(place__in=[row.pk for row in rows], kind=kind)
    found: dict[int, list[Deployment]] = {}
    for one in seen.order_by("-from_on", "-pk"):
        found.setdefault(one.place_id, []).append(one)
    return found


def holder(viewer: Viewer, estate: Place) -> Deployment | None:
    """Return the first secretary of an estate who has not left, if the viewer sees them."""
    found = secretaries(viewer, [estate]).get(estate.pk, [])
    return next((one for one in found if one.until_on is None), None)


def recorded_branches(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches in being whose records the viewer keeps."""
    mine = viewer.within("path", permissions.WRITERS)
    return units_queries.in_being(viewer, on).filter(mine, kind__in=BRANCH_KINDS)


def sendable(viewer: Viewer, unit: Unit, on: date) -> QuerySet[Membership]:
    """Return the members of a branch whom the viewer may send and who are not at the front."""
    away = Deployment.objects.filter(
        _covers(on), member=OuterRef("member"), kind=DeploymentKind.DEPLOYED.value
    )
    found = people(viewer, on).filter(below("unit__path", unit.path))
    return found.filter(~Exists(away)).order_by("unit__path", "member__name", "pk")


def named(viewer: Viewer, words: Sequence[str], on: date) -> QuerySet[Membership]:
    """Return the spells of a day of members so named, in branches with the further words in them.

    Only of those whose records the viewer keeps.
    """
    found = people(viewer, on).filter(member__name=words[0])
    for word in words[1:]:
        found = found.filter(unit__name__contains=word)
    return found.order_by("unit__path", "pk")


def _covers(on: date) -> Q:
    return Q(until_on=None) | Q(until_on__gt=on)
