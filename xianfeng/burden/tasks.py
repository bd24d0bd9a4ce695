"""What the meter does once a day: it reads on, and tasks past their last day are closed."""

from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.burden import actions, metering
from xianfeng.kernel.viewer import operator


def close_expired(today: date) -> None:
    """Close every collection task whose last day is over; what was answered is kept."""
    at = timezone.make_aware(datetime.combine(today, time.min))
    actions.close_expired(actor=operator("每日任务"), at=at)


def read_on(today: date) -> None:
    """Have last year's and this year's months stand, so that no reader waits in the morning."""
    metering.ensure(date(today.year - 1, 1, 1), today)
