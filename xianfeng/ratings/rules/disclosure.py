"""What may be shown of the voices of a unit."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

LEAST = 10


def is_shown(votes: int) -> bool:
    """True for ten voices or more; fewer are neither shown nor kept.

    Local: the product's own principle for questionnaires, k = 10. Because the others are destroyed
    at the close, every total is of shown units alone, and no difference leads to a hidden one.
    """
    return votes >= LEAST


def mean(stars: Mapping[int, int]) -> Decimal | None:
    """Return the mean of {stars: how many} with one decimal; None of nothing."""
    votes = sum(stars.values())
    if not votes:
        return None
    total = Decimal(sum(number * times for number, times in stars.items()))
    return (total / votes).quantize(Decimal("0.1"), ROUND_HALF_UP)
