"""What check-in does once a day: what people and units held who are no more comes to its end."""

from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.checkin import actions, queries
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import operator


def end_gone(today: date) -> None:
    """End what stands of members who left and of units that were abolished, on the day it was.

    What cannot be ended so keeps nothing else from it, and stays for people to end.
    """
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    by = {"actor": actor, "at": at}
    for row, day in queries.gone_checkins(actor, today):
        try:
            actions.end_checkin(**by, row=row, version=row.version, until_on=day)
        except (Refused, Conflict):
            continue
    for assignment, day in queries.gone_assignments(actor, today):
        try:
            actions.end_assignment(**by, row=assignment, until_on=day)
        except Refused:
            continue
    for deployment, day in queries.gone_deployments(actor, today):
        try:
            actions.end_deployments(**by, rows=[deployment], until_on=day)
        except Refused:
            continue
