"""What one request's page asks for: whom to send it to, whom to ask, what was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.checkin.models import Assignment, UnitCheckin
from xianfeng.checkin.queries import LIVE
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members import queries as members_queries
from xianfeng.members.models import Membership
from xianfeng.service.models import Dispatch, Request
from xianfeng.service.queries import dispatches_visible_to, visible_to
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

ASKABLE = 300


@dataclass(frozen=True)
class Branches:
    """Branches near a request: those that checked in there, and those that are assigned to it."""

    units: list[Unit]
    checked_in: set[int]
    assigned: set[int]


def branches(viewer: Viewer, request: Request, on: date) -> Branches:
    """Return the branches that are nearest to a request, in the fixed order of the tree.

    Who works for the community reads them whole: they are its partners.
    """
    if not visible_to(viewer).filter(pk=request.pk).exists():
        return Branches([], set(), set())
    here = Q(place=request.community_id) | Q(place__parent=request.community_id)
    covers = Q(until_on=None) | Q(until_on__gt=on)
    reported = UnitCheckin.objects.filter(community=request.community_id, state__in=LIVE)
    checked_in = set(reported.values_list("unit_id", flat=True))
    own = Assignment.objects.filter(here, covers, from_on__lte=on)
    assigned = set(own.values_list("unit_id", flat=True))
    found = standing(viewer, on).filter(pk__in=checked_in | assigned)
    return Branches(list(found), checked_in, assigned)


def branches_named(viewer: Viewer, request: Request, words: str, on: date) -> list[Unit]:
    """Return the branches of exactly this code or name, for who works for the community."""
    if not words or not viewer.serves(request.community_id):
        return []
    return list(standing(viewer, on).filter(Q(code=words) | Q(name=words))[:2])


def askable(viewer: Viewer, request: Request, on: date) -> list[Membership]:
    """Return the members of the branch that was sent a request, who may be asked for it, by name.

    Who has a live part in it already, and whose own request it is, is left out.
    """
    if request.unit is None:
        return []
    live = request.dispatches.filter(state__in=["offered", "accepted"])
    found = members_queries.spells_visible_to(viewer, on)
    found = found.filter(below("unit__path", request.unit.path))
    found = found.exclude(member__in=live.values("member"))
    if request.own_member_id is not None:
        found = found.exclude(member=request.own_member_id)
    return list(found.select_related("member").order_by("member__name", "pk")[:ASKABLE])


def parts(viewer: Viewer, request: Request) -> QuerySet[Dispatch]:
    """Return who was asked for a request, as far as the viewer may know."""
    found = dispatches_visible_to(viewer).select_related("request__unit")
    return found.filter(request=request.pk).order_by("pk")


def history(viewer: Viewer, request: Request) -> Iterator[AuditEntry]:
    """Yield what was written about a visible request and the parts in it, the latest first."""
    if not visible_to(viewer).filter(pk=request.pk).exists():
        return
    targets = [f"service.request:{request.pk}"]
    keys = request.dispatches.values_list("pk", flat=True)
    targets += [f"service.dispatch:{key}" for key in keys]
    yield from AuditEntry.objects.filter(target__in=targets).order_by("-seq")


def standing(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches in being: their names are no secret to who hands requests on."""
    if not viewer.places and not viewer.reaches("", {OPERATOR_ROLE}):
        return Unit.objects.none()
    alive = Q(abolished_on=None) | Q(abolished_on__gt=on)
    return Unit.objects.filter(alive, kind__in=BRANCH_KINDS).order_by("path")
