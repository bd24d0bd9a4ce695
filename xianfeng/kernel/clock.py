"""The only place that reads the clock; everything below views takes time as an argument."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current moment, aware."""
    return timezone.now()


def today() -> date:
    """Return today's date in the office's time zone."""
    return timezone.localdate()
