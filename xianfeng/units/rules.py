"""The tree as paths, and the spans of terms and roles: pure functions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

STEP = 5
DEEPEST = 50


def next_step(used: Iterable[str]) -> str:
    """Return the step after the last one that a parent's children use; ValueError when full."""
    number = max((int(path[-STEP:]) for path in used), default=0) + 1
    if number > 99999:
        raise ValueError("a parent has no more than 99999 children")
    return str(number).zfill(STEP)


def ancestors(path: str) -> list[str]:
    """Return the paths above a path, the root first."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def tops(paths: Iterable[str]) -> list[str]:
    """Return the paths that lie below none of the others, in the fixed order."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def climbed(own: Mapping[str, int]) -> Counter[str]:
    """Return for every path what it and everything below it sum to."""
    total: Counter[str] = Counter()
    for path, number in own.items():
        for end in range(STEP, len(path) + 1, STEP):
            total[path[:end]] += number
    return total


def overlap(
    from_on: date, until_on: date | None, other_from: date, other_until: date | None
) -> bool:
    """True when two spans ``[from, until)`` share a day; no end means still running."""
    before = until_on is None or other_from < until_on
    after = other_until is None or from_on < other_until
    return before and after
