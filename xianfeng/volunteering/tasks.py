"""What volunteering does once a day: nobody waits for people and units who are no more."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import operator
from xianfeng.volunteering import actions, queries


def end_gone(today: date) -> None:
    """Call off what abolished units planned, end their teams, and free the places of who left.

    What just changed, or cannot be ended so, keeps nothing else from it.
    """
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    by = {"actor": actor, "at": at}
    for event in queries.orphaned_events(actor, today):
        why = _("主办的党组织已撤销")
        try:
            actions.cancel_event(**by, event=event, version=event.version, because=why)
        except (Refused, Conflict):
            continue
    for place in queries.gone_places(actor, today):
        try:
            actions.withdraw_signup(
                **by, signup=place, version=place.version, because=_("已不在册")
            )
        except (Refused, Conflict):
            continue
    for team, day in queries.orphaned_teams(actor, today):
        try:
            actions.end_team(**by, team=team, version=team.version, ended_on=day)
        except (Refused, Conflict):
            continue
    for team, members in queries.gone_from_teams(actor):
        try:
            actions.set_team_members(**by, team=team, version=team.version, members=members)
        except (Refused, Conflict):
            continue
