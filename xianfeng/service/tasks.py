"""What service does once a day."""

from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.kernel.viewer import operator
from xianfeng.service import actions, queries


def free_places(today: date) -> None:
    """Give the places back to the branch that nobody answered for by the day."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    for request in queries.unanswered(actor, today):
        actions.free_places(actor=actor, at=at, request=request)


def erase_contacts(today: date) -> None:
    """Erase the contacts of what ended thirty days ago; without any, nothing is written."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    if queries.erasable(actor, today).exists():
        actions.erase_contacts(actor=actor, at=at)
