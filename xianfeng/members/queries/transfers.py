"""Letters of transfer as both ends see them."""

from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members.enums import TransferState
from xianfeng.members.models import Member, Transfer
from xianfeng.members.permissions import KEEPERS, READERS
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.rules import ancestors

ENDS = ("from_unit__path", "to_unit__path")
SOON = 15


def visible_to(viewer: Viewer) -> QuerySet[Transfer]:
    """Return the transfers with an end in the viewer's part, and the viewer's own."""
    found = _at(viewer, READERS, *ENDS)
    if viewer.member_id is not None:
        found |= Q(member_id=viewer.member_id)
    rows = Transfer.objects.filter(found).select_related("member", "from_unit", "to_unit")
    return rows.order_by("runs_out_on", "pk")


def waiting(viewer: Viewer) -> QuerySet[Transfer]:
    """Return the letters that wait for the viewer to receive them, the soonest to run out first."""
    inside = Q(state=TransferState.ISSUED, to_unit__isnull=False)
    return visible_to(viewer).filter(inside, _at(viewer, KEEPERS, "to_unit__path"))


def sent(viewer: Viewer) -> QuerySet[Transfer]:
    """Return the letters out of the viewer's part that nobody has received yet."""
    own = _at(viewer, READERS, "from_unit__path")
    return visible_to(viewer).filter(own, state=TransferState.ISSUED)


def closed(viewer: Viewer) -> QuerySet[Transfer]:
    """Return the transfers that are over, the last one first."""
    over = visible_to(viewer).exclude(state=TransferState.ISSUED)
    return over.order_by("-closed_on", "-pk")


def of_member(viewer: Viewer, member: Member) -> QuerySet[Transfer]:
    """Return the open letter of a member, if there is one that the viewer may see."""
    return visible_to(viewer).filter(member=member, state=TransferState.ISSUED)


def destination(viewer: Viewer, written: str, on: date) -> Unit | None:
    """Return the unit that goes exactly by this code or name, for who keeps some roll.

    It may lie outside the viewer's part: a letter names who is to receive it, and its answer tells
    no more than that name.
    """
    if not written or not viewer.paths(KEEPERS):
        return None
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    named = Unit.objects.filter(Q(code=written) | Q(name=written), standing, established_on__lte=on)
    found = list(named.order_by("path")[:2])
    return found[0] if len(found) == 1 else None


def branches(viewer: Viewer, transfer: Transfer, on: date) -> QuerySet[Unit]:
    """Return the branches into which the receiver may put the member, in the fixed order."""
    kept = Unit.objects.filter(viewer.within("path", KEEPERS), kind__in=BRANCH_KINDS)
    if transfer.to_unit is None:
        return kept.none()
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    own = below("path", transfer.to_unit.path)
    return kept.filter(own, standing, established_on__lte=on).order_by("path")


def neighbours(viewer: Viewer, home: Unit, on: date) -> QuerySet[Unit]:
    """Return the other branches below the lowest committee above one, where the viewer keeps it."""
    above = Unit.objects.filter(
        viewer.within("path", KEEPERS),
        path__in=ancestors(home.path),
        kind__in=(UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH),
    )
    top = above.order_by("-path").first()
    if top is None:
        return Unit.objects.none()
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    found = Unit.objects.filter(
        below("path", top.path), standing, kind__in=BRANCH_KINDS, established_on__lte=on
    )
    return found.exclude(pk=home.pk).order_by("path")


def _at(viewer: Viewer, roles: frozenset[str], *ends: str) -> Q:
    """Return the condition that one of these ends lies in the viewer's part."""
    if "" in viewer.paths(roles):
        return Q(pk__isnull=False)
    found = Q(pk__in=[])
    for end in ends:
        found |= viewer.within(end, roles)
    return found
