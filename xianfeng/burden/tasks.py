"""What the meter does once a day: tasks past their last day are closed."""

from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.burden import actions
from xianfeng.kernel.viewer import operator


def close_expired(today: date) -> None:
    """Close every collection task whose last day is over; what was answered is kept."""
    at = timezone.make_aware(datetime.combine(today, time.min))
    actions.close_expired(actor=operator("每日任务"), at=at)
