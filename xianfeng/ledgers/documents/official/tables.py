"""Tables across the type area: thin lines, columns as wide as what they hold."""

from collections.abc import Callable, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from . import words
from .page import TYPE_WIDTH
from .styles import paragraph
from .tree import Number, Pairs, Run, Table, Text
from .xml import element

type Runs = Callable[[str, Sequence[Run]], list[BaseOxmlElement]]

# Bounds of a column in characters, so that one long cell does not starve the others.
_NARROWEST, _WIDEST = 4.0, 18.0
# Above and below the text of a cell, and on its sides, in twips.
_PADDING, _SIDE = 40, 70
_CHARACTER = 12 * 20
# A row of more lines may be split: kept whole, it could run over the foot of a page.
_MOST_LINES_WHOLE = 12


def table(block: Table, runs: Runs, *, keep: bool) -> BaseOxmlElement:
    """Give the table; `keep` holds its last row on the page of what follows."""
    columns = _columns(block)
    last = len(block.rows) - 1
    header = [("TableHead", Text(cell)) for cell in block.header]
    rows = [_row(header, columns, runs, head=True, keep=True)]
    for at, row in enumerate(block.rows):
        cells = [("TableNumber" if isinstance(c, Number) else "TableText", c) for c in row]
        rows.append(_row(cells, columns, runs, head=False, keep=keep and at == last))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in columns))
    return element("tbl", _properties(), grid, *rows)


def pairs(block: Pairs, runs: Runs, *, keep: bool) -> BaseOxmlElement:
    """Give a form: what is asked on the left, as narrow as it may be, what is filled in beside."""
    longest = max(words.width(label) for label, _ in block.rows)
    asked = round(min(max(longest, _NARROWEST), _WIDEST) * _CHARACTER) + 4 * _SIDE
    columns = [asked, TYPE_WIDTH - asked]
    last = len(block.rows) - 1
    rows = [
        _row(
            [("TableHead", Text(label)), ("TableText", filled)],
            columns,
            runs,
            head=False,
            keep=keep and at == last,
        )
        for at, (label, filled) in enumerate(block.rows)
    ]
    grid = element("tblGrid", *(element("gridCol", w=width) for width in columns))
    return element("tbl", _properties(), grid, *rows)


def _columns(block: Table) -> list[int]:
    """Share out the width of the type area by the longest cell of each column."""
    longest = [words.width(title) for title in block.header]
    for row in block.rows:
        longest = [max(a, words.width(cell.text)) for a, cell in zip(longest, row, strict=True)]
    shares = [min(max(length, _NARROWEST), _WIDEST) + 1 for length in longest]
    columns = [int(TYPE_WIDTH * share / sum(shares)) for share in shares]
    columns[-1] += TYPE_WIDTH - sum(columns)
    return columns


def _properties() -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [element(side, val="single", sz=4, space=0, color="000000") for side in sides]
    margins = [
        element("top", w=_PADDING, type="dxa"),
        element("left", w=_SIDE, type="dxa"),
        element("bottom", w=_PADDING, type="dxa"),
        element("right", w=_SIDE, type="dxa"),
    ]
    return element(
        "tblPr",
        element("tblW", w=TYPE_WIDTH, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *lines),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
        element("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
    )


def _row(
    cells: Sequence[tuple[str, Run]], columns: Sequence[int], runs: Runs, *, head: bool, keep: bool
) -> BaseOxmlElement:
    """Give a row; a header is repeated, and `keep` holds the row to the one below."""
    whole = [element("cantSplit")] if _lines(cells, columns) <= _MOST_LINES_WHOLE else []
    properties = element("trPr", *whole, *([element("tblHeader")] if head else []))
    made = [
        element(
            "tc",
            element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")),
            paragraph(style, *runs(style, [cell]), keep=keep),
        )
        for (style, cell), width in zip(cells, columns, strict=True)
    ]
    return element("tr", properties, *made)


def _lines(cells: Sequence[tuple[str, Run]], columns: Sequence[int]) -> float:
    """Estimate how many lines the longest cell takes."""
    return max(
        words.width(cell.text) * _CHARACTER / (width - 2 * _SIDE) + len(words.lines(cell.text))
        for (_, cell), width in zip(cells, columns, strict=True)
    )
