"""Days of themes: the month one is for, and the fixed day of a month."""

from calendar import monthrange
from datetime import date


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def fixed_day_in(month: date, day: int) -> date:
    """Return the fixed day in a month; a shorter month ends earlier.

    Source: 支部工作条例 16 (每月相对固定1天).
    """
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
