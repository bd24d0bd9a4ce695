"""Hours in words: as exact as they were recorded, without the zeros nobody reads."""

from decimal import Decimal

from django.template import Library

register = Library()


@register.filter
def hours(value: Decimal | str) -> str:
    """Return ``1.5`` for ``1.50`` and ``20`` for ``20.00``; 0.75 stays 0.75."""
    return f"{Decimal(value).normalize():f}"
