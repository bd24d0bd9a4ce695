"""What partners do once a day."""

from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.kernel.viewer import operator
from xianfeng.partners import actions, queries


def open_years(today: date) -> None:
    """Let the pairs that last owe the year that has begun; without any, nothing is written."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    if queries.without_year(actor, today).exists():
        actions.open_years(actor=actor, at=at)
