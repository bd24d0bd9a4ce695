"""Who left the ranks, was suspended or came back; and into which branches somebody may be put."""

from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member, StandingChange
from xianfeng.members.permissions import KEEPERS, READERS
from xianfeng.members.queries.people import visible_to as members_visible_to
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit


def visible_to(viewer: Viewer) -> QuerySet[StandingChange]:
    """Return the decisions on members of the viewer's part, the last one first."""
    found = StandingChange.objects.filter(viewer.within("unit__path", READERS))
    return found.select_related("member", "unit").order_by("-changed_on", "-pk")


def of_member(viewer: Viewer, member: Member) -> QuerySet[StandingChange]:
    """Return the decisions on a visible member, the last one first."""
    own = members_visible_to(viewer).filter(pk=member.pk)
    return StandingChange.objects.filter(member__in=own).order_by("-changed_on", "-pk")


def branches(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches whose roll the viewer keeps, in the fixed order."""
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    kept = Unit.objects.filter(viewer.within("path", KEEPERS), kind__in=BRANCH_KINDS)
    return kept.filter(standing, established_on__lte=on).order_by("path")
