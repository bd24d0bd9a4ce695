"""The parts of a paper form in plain values, written in the layout of official documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xianfeng.ledgers.documents import official

type Part = Paragraph | Heading | Table | Pairs | Signature

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; every line of it is a paragraph of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number: 一、（一）1.（1） are counted by the writer."""

    text: str
    level: Literal[1, 2, 3, 4] = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Headers and rows of as many cells: texts, numbers, days; None is printed as —."""

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A form of (label, value), one below the other; an empty value leaves room to write."""

    items: Sequence[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines at the right edge: 签字：＿＿＿＿, a unit's name, a day."""

    lines: Sequence[str]


def paper(title: str, parts: Sequence[Part]) -> bytes:
    """Return the form as a .docx; the same parts give the same bytes on any day.

    Raises ValueError for a table whose row has another number of cells than its header.
    Source: GB/T 9704-2012, clauses 5 to 7 (page, fonts, headings, tables).
    """
    blocks = [block for part in parts for block in _blocks(part)]
    return official.write(official.OfficialDocument(title, "", "", blocks))


def _blocks(part: Part) -> Iterator[official.Block]:
    match part:
        case Paragraph(text):
            for line in text.splitlines():
                yield official.Paragraph([official.Text(line)])
        case Heading(text, level):
            yield official.Heading(level, text)
        case Table(headers, rows):
            yield official.Table(headers, [[_cell(value) for value in row] for row in rows])
        case Pairs(items):
            yield official.Pairs(
                [(name, official.Text(_written(value, ""))) for name, value in items]
            )
        case Signature(lines):
            yield official.Signed(lines)


def _cell(value: object) -> official.Run:
    """Return a cell; numbers stand in the middle of their column."""
    text = _written(value, NOTHING)
    return official.Number(text) if isinstance(value, int | float) else official.Text(text)


def _written(value: object, nothing: str) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return nothing if value is None or value == "" else str(value)
