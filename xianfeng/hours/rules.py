"""The span a certificate may speak of, and when the records still bear it out."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Line(NamedTuple):
    """What a certificate lists: where it was recorded, day, what, and hours as text (``1.50``)."""

    source: str
    key: int
    on: date
    what: str
    hours: str


def plain(name: str) -> str:
    """Return a name without the spaces that paper and people put into it."""
    return "".join(name.split())


def year_of(day: date) -> tuple[date, date]:
    """Return the year up to a day: the span where nobody names one."""
    return date(day.year, 1, 1), day


def shared_path(paths: Sequence[str], step: int) -> str:
    """Return the path of the lowest node at or above all of these; empty when there is none."""
    first, last = min(paths), max(paths)
    end = 0
    while end < len(first) and first[end : end + step] == last[end : end + step]:
        end += step
    return first[:end]


def borne_out(lines: Iterable[Line], standing: Iterable[Line]) -> bool:
    """True when every line of a certificate still stands in the records.

    What was recorded since makes no line wrong; what it was called then may read otherwise now.
    """
    known = {(line.source, line.key, line.on, line.hours) for line in standing}
    return all((line.source, line.key, line.on, line.hours) in known for line in lines)
