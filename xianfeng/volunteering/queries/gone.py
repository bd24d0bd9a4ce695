"""Reading what still stands of members who left and of units that were abolished."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import Standing
from xianfeng.volunteering.enums import EventState, SignupState
from xianfeng.volunteering.models import Event, Signup, Team, TeamMember
from xianfeng.volunteering.queries.events import visible_to
from xianfeng.volunteering.queries.people import signups_visible_to
from xianfeng.volunteering.queries.teams import teams_visible_to

_COMING = (EventState.DRAFT, EventState.PROPOSED, EventState.OPEN)
_LIVE = (SignupState.SIGNED, SignupState.WAITING)


def orphaned_events(viewer: Viewer, on: date) -> QuerySet[Event]:
    """Return the events that abolished units planned for a day on which they are no more."""
    found = visible_to(viewer).filter(state__in=_COMING, unit__abolished_on__lte=on)
    return found.filter(on__gte=F("unit__abolished_on")).order_by("pk")


def gone_places(viewer: Viewer, on: date) -> QuerySet[Signup]:
    """Return the places in events to come of members who are no members now."""
    found = signups_visible_to(viewer).filter(state__in=_LIVE, event__state=EventState.OPEN)
    gone = found.filter(event__on__gte=on).exclude(member__standing=Standing.NORMAL)
    return gone.order_by("pk")


def orphaned_teams(viewer: Viewer, on: date) -> Iterator[tuple[Team, date]]:
    """Yield the standing teams of abolished units, with the day that ended them."""
    for team in teams_visible_to(viewer).filter(ended_on=None, unit__abolished_on__lte=on):
        yield team, team.unit.abolished_on or on


def gone_from_teams(viewer: Viewer) -> Iterator[tuple[Team, list[int]]]:
    """Yield the teams in which somebody is no member now, with the keys of those who stay."""
    inside = TeamMember.objects.filter(until_on=None)
    gone = inside.filter(team=OuterRef("pk")).exclude(member__standing=Standing.NORMAL)
    for team in teams_visible_to(viewer).filter(Exists(gone), ended_on=None):
        stay = inside.filter(team=team, member__standing=Standing.NORMAL)
        yield team, list(stay.values_list("member_id", flat=True))
