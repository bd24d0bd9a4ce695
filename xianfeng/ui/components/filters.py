"""Filters: a day and a blank, written the same way everywhere."""

from datetime import date, datetime

from django.template import Library
from django.utils import timezone

register = Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """Return ``2021-03-05`` (a moment in the office's time zone), or — for none."""
    if not value:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value.isoformat()


@register.filter
def dash(value: object) -> object:
    """Return the value, or — for None and the empty text; zero stays zero."""
    return "—" if value is None or value == "" else value
