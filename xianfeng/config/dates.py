"""Days that the environment names."""

from datetime import date

from django.core.exceptions import ImproperlyConfigured


def first_day(written: str) -> date | None:
    """Return the day since which the system is in use, or None when nothing is written.

    Raises ImproperlyConfigured for anything but YYYY-MM-DD.
    """
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise ImproperlyConfigured("XIANFENG_IN_USE_SINCE 应写成日期，如 2026-01-01")
    return day
