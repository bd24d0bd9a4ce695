"""What the ledgers do once a day: let go of files that have served."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from xianfeng.kernel.viewer import operator
from xianfeng.ledgers import actions, queries


def forget_old(today: date) -> None:
    """Throw away what uploads of more than 30 days ago held; without any, nothing is written."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    if any(found.exists() for found in queries.outlived(actor, at - timedelta(actions.UNDO_DAYS))):
        actions.forget(actor=actor, at=at)
