"""Finds the header of a ledger by itself and yields the data rows below it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from xianfeng.ledgers.results import UnusableFile
from xianfeng.ledgers.synonyms import DIVIDER, Synonyms, synonyms
from xianfeng.ledgers.workbooks import Row, Sheet, Workbook

DEEPEST_HEADER: Final = 30
"""Rows searched for a header."""
EXAMPLE_SHEETS: Final = ("示例", "样例", "填写说明", "填表说明")

_FOOTER = re.compile(
    r"(填表人|制表人|填报人|经办人|审核人|审批人|负责人|单位负责人|填报单位|填报日期|填表日期|制表日期"
    r"|联系人|注|备注|说明|填表说明|填写说明)\d*[:：].*|(填表人|制表人|注[一二三1-9]?[、.．]).*",
    re.DOTALL,
)
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "本页合计"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is in the sheet: zero-based index and the heading as written."""

    index: int
    heading: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet understood as a ledger of one kind.

    `fields` maps field id to its column; `unknown` columns were never heard of, `apart` are known
    and not kept, `repeated` say again what another column says. `header_rows` are Excel row
    numbers (one or two). `other_sheets` have a header of the same kind too and were not taken.
    """

    kind: str
    sheet: Sheet
    fields: Mapping[str, Column]
    header_rows: tuple[int, ...]
    unknown: tuple[Column, ...] = ()
    apart: tuple[Column, ...] = ()
    repeated: tuple[Column, ...] = ()
    other_sheets: tuple[str, ...] = ()

    def heading(self, field: str) -> str:
        """Return the heading of a field as the sheet has it, on one line; '' if absent."""
        column = self.fields.get(field)
        return one_line(column.heading) if column else ""

    def records(self) -> Iterator[tuple[int, Row]]:
        """Yield (Excel row number, raw row) of every data row, at least `width` cells long.

        Where a field's own cell is blank, the cell of a repeated column stands in for it.
        """
        width = 1 + max(column.index for column in (*self.fields.values(), *self.repeated))
        twins = self._twins()
        keys = [c.index for field, c in self.fields.items() if field != "seq"]
        again = [(c.index, c.heading) for c in self.fields.values()]
        top = self.header_rows[-1]
        for number, found in enumerate(self.sheet.rows[top:], top + 1):
            if not found:
                continue
            row = found if len(found) >= width else found + [""] * (width - len(found))
            for own, other in twins:
                if not _is_filled(row[own]) and _is_filled(row[other]):
                    row = [*row[:own], row[other], *row[own + 1 :]]
            if not any(_is_filled(row[key]) for key in keys):
                continue  # nothing, or nothing but a running number
            if _is_footer(row) or all(row[index] == heading for index, heading in again):
                continue
            yield number, row

    def _twins(self) -> list[tuple[int, int]]:
        """Return (index of a field's column, index of a column that repeats it)."""
        known = synonyms(self.kind)
        found = [(known.field(column.heading), column.index) for column in self.repeated]
        return [(self.fields[field].index, at) for field, at in found if field]

    def rows_left_out(self) -> list[tuple[int, str]]:
        """Return (Excel row number, text) of filled rows below the header that are no data."""
        taken = {number for number, _ in self.records()}
        return [
            (number, one_line(" ".join(str(cell) for cell in row if cell != "")))
            for number, row in enumerate(self.sheet.rows, 1)
            if row and number > self.header_rows[-1] and number not in taken
        ]


def locate(workbook: Workbook, kind: str, sheet: str | None = None) -> Table:
    """Find the sheet and the header rows that fit `kind` best.

    Raises UnusableFile: no_header where no row looks like one, no_rows where none follows it.
    """
    known = synonyms(kind)
    tables = [
        table
        for candidate in workbook.sheets
        if sheet is None or candidate.name == sheet
        if (table := _table(candidate, known)) is not None
    ]
    if not tables:
        raise UnusableFile("no_header", expected="、".join(known.samples()))
    real = [t for t in tables if not t.sheet.name.startswith(EXAMPLE_SHEETS)] or tables
    filled = [table for table in real if next(table.records(), None) is not None]
    if not filled:
        raise UnusableFile("no_rows")
    best = max(filled, key=lambda table: len(table.fields))
    others = tuple(table.sheet.name for table in filled if table is not best)
    return Table(
        kind, best.sheet, best.fields, best.header_rows,
        best.unknown, best.apart, best.repeated, others,
    )  # fmt: skip


def table_from(
    sheet: Sheet, kind: str, header_rows: tuple[int, ...], fields: Mapping[str, int]
) -> Table:
    """Build a table from columns a person has matched by hand: field id -> zero-based index."""
    headings = _headings(sheet, header_rows)
    chosen = {field: Column(index, headings.get(index, "")) for field, index in fields.items()}
    used = set(fields.values())
    unknown = tuple(Column(i, text) for i, text in headings.items() if i not in used)
    return Table(kind, sheet, chosen, header_rows, unknown)


def one_line(text: str) -> str:
    """Write a heading on one line: no white space, the parts of a divided one joined by ／."""
    return "".join(text.replace(DIVIDER, "／").split())


def _table(sheet: Sheet, known: Synonyms) -> Table | None:
    best: Table | None = None
    for number, row in enumerate(sheet.rows[:DEEPEST_HEADER], 1):
        if not row:
            continue
        table = _match(sheet, known, (number,))
        if table and _has_second_line(sheet, number, known):
            table = _match(sheet, known, (number, number + 1))
        if table and (best is None or len(table.fields) > len(best.fields)):
            best = table
    return best


def _match(sheet: Sheet, known: Synonyms, header_rows: tuple[int, ...]) -> Table | None:
    fields: dict[str, Column] = {}
    unknown: list[Column] = []
    apart: list[Column] = []
    repeated: list[Column] = []
    for index, heading in _headings(sheet, header_rows).items():
        column = Column(index, heading)
        field = known.field(heading)
        if field is None:
            (apart if known.is_apart(heading) else unknown).append(column)
        elif field in fields:
            kept, other = sorted((fields[field], column), key=lambda c: known.rank(c.heading))
            fields[field] = kept
            repeated.append(other)
        else:
            fields[field] = column
    core = sum(field in fields for field in known.core)
    if core < 2 or len(unknown) > 2 * (len(fields) + len(apart)):
        return None
    return Table(
        known.kind, sheet, fields, header_rows, tuple(unknown), tuple(apart), tuple(repeated)
    )


def _has_second_line(sheet: Sheet, number: int, known: Synonyms) -> bool:
    """Tell whether row `number + 1` only divides headings of row `number` further."""
    if number >= len(sheet.rows):
        return False
    upper, lower = sheet.rows[number - 1], sheet.rows[number]
    texts = [(i, cell) for i, cell in enumerate(lower) if cell != ""]
    if not texts or not all(isinstance(cell, str) for _, cell in texts):
        return False
    spans = {left: right for (top, left), (_, right) in sheet.merged if top == number - 1}
    beneath = {i for left, right in spans.items() if right > left for i in range(left, right + 1)}
    if beneath and all(i in beneath for i, _ in texts):
        return True
    return all(known.knows(str(cell)) for _, cell in texts) and any(
        i >= len(upper) or upper[i] == "" for i, _ in texts
    )


def _headings(sheet: Sheet, header_rows: tuple[int, ...]) -> dict[int, str]:
    """Return column index -> heading; the parts of a divided one joined by DIVIDER."""
    upper = sheet.rows[header_rows[0] - 1]
    lower = sheet.rows[header_rows[1] - 1] if len(header_rows) > 1 else []
    headings: dict[int, str] = {}
    group = ""
    for index in range(max(len(upper), len(lower))):
        above = str(upper[index]).strip() if index < len(upper) else ""
        below = str(lower[index]).strip() if index < len(lower) else ""
        group = above or (group if below else "")
        if heading := f"{group}{DIVIDER}{below}" if below and group else below or above:
            headings[index] = heading
    return headings


def _is_footer(row: Row) -> bool:
    first = next(cell for cell in row if cell != "")
    if not isinstance(first, str):
        return False
    text = one_line(unicodedata.normalize("NFKC", first))
    return text in _TOTALS or _FOOTER.fullmatch(text) is not None


def _is_filled(cell: object) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())
