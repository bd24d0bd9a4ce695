"""Reading teams and who is in them."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit
from xianfeng.volunteering import permissions
from xianfeng.volunteering.models import Team, TeamMember


def teams_visible_to(viewer: Viewer) -> QuerySet[Team]:
    """Return the teams of the viewer's units, for staff."""
    found = Team.objects.filter(viewer.within("unit__path", permissions.READERS))
    return found.select_related("unit").order_by("unit__path", "name", "pk")


def teams_with_size(viewer: Viewer, path: str, on: date) -> QuerySet[Team]:
    """Return the teams of a part of the tree on a day, with how many are in each."""
    covers = Q(ended_on=None) | Q(ended_on__gt=on)
    found = teams_visible_to(viewer).filter(below("unit__path", path), covers, founded_on__lte=on)
    inside = Q(spells__from_on__lte=on) & (Q(spells__until_on=None) | Q(spells__until_on__gt=on))
    return found.annotate(size=Count("spells", filter=inside))


def standing_teams(viewer: Viewer, unit: Unit) -> QuerySet[Team]:
    """Return the teams that may hold an event of a unit: its own and those below it."""
    return teams_visible_to(viewer).filter(below("unit__path", unit.path), ended_on=None)


def team_spells(viewer: Viewer, team: Team) -> QuerySet[TeamMember]:
    """Return who is in a visible team now, by name."""
    mine = viewer.within("team__unit__path", permissions.READERS)
    found = TeamMember.objects.filter(mine, team=team, until_on=None)
    return found.select_related("member").order_by("member__name", "pk")
