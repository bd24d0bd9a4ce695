"""What ratings do once a day."""

from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.kernel.viewer import operator
from xianfeng.ratings import actions, queries


def close_rounds(today: date) -> None:
    """End and count the rounds whose last day is past."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    for held in queries.past(actor, today):
        actions.close_round(actor=actor, at=at, held=held, version=held.version)
