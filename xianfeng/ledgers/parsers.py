"""Parsers that a kind's columns are declared with, over the cell parsers of this context."""

from collections.abc import Callable, Iterable, Mapping

from xianfeng.ledgers import cells, dates
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.registry import Parsed


def fitting(written: str, longest: int) -> Parsed:
    """Return the text, or that it is too long: nothing is cut silently."""
    if len(written) > longest:
        return None, "text_too_long"
    return written or None, None


def text(longest: int) -> Callable[[object], Parsed]:
    """Return a parser of clean text of at most the length the database keeps."""

    def parse(raw: object) -> Parsed:
        return fitting(cells.written(raw), longest)

    return parse


def listed(longest: int) -> Callable[[object], Parsed]:
    """Return a parser of a list (、 , ; or spaces between), kept as text joined with 、."""

    def parse(raw: object) -> Parsed:
        return fitting("、".join(cells.listed(raw)[0]), longest)

    return parse


def table(title: str) -> Callable[[object], Parsed]:
    """Return a parser of one value out of a code table."""
    known = choices(title)

    def parse(raw: object) -> Parsed:
        return cells.choice(raw, known)

    return parse


def coded(title: str) -> Callable[[object], Parsed]:
    """Return a parser of one value out of a code table, given as its code."""
    known = choices(title)
    codes = {value: code for code, value in known.codes.items()}

    def parse(raw: object) -> Parsed:
        value, problem = cells.choice(raw, known)
        return codes.get(value) if value is not None else None, problem

    return parse


def one_of(
    values: Iterable[tuple[str, str]], aliases: Mapping[str, str] | None = None
) -> Callable[[object], Parsed]:
    """Return a parser of one of (value, label) by its label or an alias (alias -> value)."""
    known = {label: value for value, label in values} | dict(aliases or {})

    def parse(raw: object) -> Parsed:
        spelt = "".join(cells.written(raw).split())
        if not spelt:
            return None, None
        found = known.get(spelt)
        return found, None if found is not None else "choice_unknown"

    return parse


def day(raw: object) -> Parsed:
    """Parse a date that must name its day."""
    return dates.day(raw)


def month_or_day(raw: object) -> Parsed:
    """Parse a date that may leave out its day."""
    return dates.day(raw, month=True)
