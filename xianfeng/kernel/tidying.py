"""Throws away what has served: sessions that ran out, and keys of forms long taken."""

from datetime import date, timedelta

from django.core.management import call_command

from xianfeng.kernel.models import Submission

KEPT_DAYS = 30


def tidy(today: date) -> None:
    """Delete ended sessions, and submission keys older than 30 days."""
    call_command("clearsessions")
    Submission.objects.filter(at__date__lt=today - timedelta(days=KEPT_DAYS)).delete()
