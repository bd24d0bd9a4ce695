"""Throws away what has served, and keeps the database's picture of its tables fresh."""

from datetime import date, timedelta

from django.core.management import call_command

from xianfeng.kernel import statistics
from xianfeng.kernel.models import Submission

KEPT_DAYS = 30


def tidy(today: date) -> None:
    """Delete ended sessions, and submission keys older than 30 days; then take statistics."""
    call_command("clearsessions")
    Submission.objects.filter(at__date__lt=today - timedelta(days=KEPT_DAYS)).delete()
    statistics.refresh()
