"""Writes ledgers: workbooks, templates, corrected copies, CSV and JSON."""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xianfeng.ledgers.results import RowError
from xianfeng.ledgers.workbooks import Cell, Row

Target = Path | BinaryIO
Value = Cell | Decimal | Sequence[str] | None
Kind = Literal["text", "date", "integer", "money"]

PROBLEMS_HEADING: Final = "需要修改的内容"
EXAMPLE_SHEET: Final = "示例"
TEMPLATE_ROWS: Final = 2000
"""Rows of a template that carry validations and text format."""
_LONGEST_LIST: Final = 255  # Excel's limit for choices written into a validation
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER_FORMATS: Final = {"text": "@", "date": "yyyy-mm-dd", "integer": "0", "money": "0.00"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column to write: its heading, how its cells are typed, and what a template says of it."""

    text: str
    kind: Kind = "text"
    width: int = 14
    choices: Sequence[str] = ()
    hint: str = ""
    required: bool = False


def write_xlsx(
    target: Target,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "Sheet1",
    title: str = "",
    problems: Mapping[int, str] | None = None,
) -> int:
    """Write one sheet row by row in constant memory; return the number of data rows.

    `problems` maps the position of a row (from 0) to a text for a last column 需要修改的内容.
    Text is always written as text: a cell that starts with '=' never becomes a formula.
    """
    columns = list(headings)
    if problems is not None:
        columns.append(Heading(PROBLEMS_HEADING, width=40))
    with _book(target) as book:
        page = _Page(book, book.add_worksheet(sheet), columns)
        top = page.head(title)
        count = 0
        for count, row in enumerate(rows, 1):
            cells = row if problems is None else (*row, problems.get(count - 1, ""))
            page.row(top + count - 1, cells, marked=problems is not None and count - 1 in problems)
        return count


def write_sheets(
    target: Target,
    pages: Iterable[tuple[str, Sequence[Heading], Iterable[Sequence[Value]]]],
    *,
    title: str = "",
) -> None:
    """Write a workbook of several sheets: (name, headings, rows) each."""
    with _book(target) as book:
        for name, headings, rows in pages:
            page = _Page(book, book.add_worksheet(name), headings)
            top = page.head(title)
            for index, row in enumerate(rows):
                page.row(top + index, row)


def write_template(
    target: Target,
    headings: Sequence[Heading],
    examples: Iterable[Sequence[Value]],
    *,
    sheet: str,
    title: str = "",
) -> None:
    """Write an empty sheet with validations and a second sheet 示例 that import passes over."""
    with _book(target) as book:
        page = _Page(book, book.add_worksheet(sheet), headings)
        page.validate(page.head(title))
        sample = _Page(book, book.add_worksheet(EXAMPLE_SHEET), headings)
        top = sample.head("")
        for index, row in enumerate(examples):
            sample.row(top + index, row)


def write_marked(target: Target, rows: Sequence[Row], header_row: int, errors: Iterable[RowError],
                 *, sheet: str = "Sheet1") -> None:  # fmt: skip
    """Write an uploaded sheet again, row for row, with a column that says what to put right.

    `header_row` is the last header row as Excel numbers it. A corrected copy imports as it is.
    """
    said: dict[int, list[str]] = {}
    for error in errors:
        said.setdefault(error.row, []).append(f"{error.column}：{error.message}")
    last = max(map(len, rows), default=0)
    with _book(target) as book:
        page = _Page(book, book.add_worksheet(sheet), [Heading("", width=14)] * (last + 1))
        for number, row in enumerate(rows, 1):
            note = "；".join(said.get(number, ()))
            if number == header_row:
                note = PROBLEMS_HEADING
            page.row(number - 1, row, marked=number in said)
            if note:
                page.put(number - 1, last, note, marked=True)


def write_csv(
    target: BinaryIO, headings: Sequence[Heading], rows: Iterable[Sequence[Value]]
) -> int:
    """Write UTF-8 with BOM, as Excel expects; return the number of data rows.

    Text that a spreadsheet would take for a formula gets an apostrophe, which import drops.
    """
    stream = TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(stream)
    writer.writerow([safe(heading.text) for heading in headings])
    count = 0
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
        count += 1
    stream.detach()
    return count


def write_json(
    target: BinaryIO, headings: Sequence[Heading], rows: Iterable[Sequence[Value]]
) -> int:
    """Write one array of objects, heading -> value, one a line; return their number."""
    names = [heading.text for heading in headings]
    count = 0
    target.write(b"[")
    for row in rows:
        record = dict(zip(names, map(_json_value, row), strict=True))
        line = json.dumps(record, ensure_ascii=False)
        target.write((",\n" if count else "\n").encode() + line.encode())
        count += 1
    target.write(b"\n]\n")
    return count


def safe(text: str) -> str:
    """Return text no spreadsheet takes for a formula: an apostrophe before = + - @ and tab.

    A space would not do: some spreadsheets drop it, and then see the formula.
    """
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _book(target: Target) -> xlsxwriter.Workbook:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)


class _Page:
    """One sheet being written from top to bottom."""

    def __init__(
        self, book: xlsxwriter.Workbook, page: Worksheet, headings: Sequence[Heading]
    ) -> None:
        self._page = page
        self._headings = headings
        self._title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self._head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        self._formats = {
            kind: book.add_format({"num_format": code}) for kind, code in _NUMBER_FORMATS.items()
        }
        self._marks = {
            kind: book.add_format({"num_format": code, "bg_color": "#FFF3CD"})
            for kind, code in _NUMBER_FORMATS.items()
        }
        for index, heading in enumerate(headings):
            page.set_column(index, index, heading.width, self._formats[heading.kind])

    def head(self, title: str) -> int:
        """Write title and headings; return the zero-based row where data begins."""
        top = 0
        if title:
            self._page.merge_range(0, 0, 0, max(len(self._headings) - 1, 1), title, self._title)
            top = 1
        for index, heading in enumerate(self._headings):
            self._page.write_string(top, index, heading.text, self._head)
        self._page.freeze_panes(top + 1, 0)
        return top + 1

    def row(self, number: int, values: Sequence[Value], *, marked: bool = False) -> None:
        for index, value in enumerate(values):
            if value not in (None, "", ()):
                self.put(number, index, value, marked=marked)

    def put(self, row: int, column: int, value: Value, *, marked: bool = False) -> None:
        formats = self._marks if marked else self._formats
        kind: Kind = self._headings[column].kind if column < len(self._headings) else "text"
        page, style = self._page, formats[kind]
        if isinstance(value, bool):
            page.write_string(row, column, "是" if value else "否", style)
        elif isinstance(value, int | float | Decimal):
            page.write_number(row, column, float(value), _numeric(style, formats, kind))
        elif isinstance(value, dt.datetime | dt.date):
            page.write_datetime(row, column, value, formats["date"])
        else:
            page.write_string(row, column, _text(value), style)

    def validate(self, top: int) -> None:
        """Attach a validation to each column of an empty template."""
        last = top + TEMPLATE_ROWS - 1
        for index, heading in enumerate(self._headings):
            if rule := _validation(heading):
                self._page.data_validation(top, index, last, index, rule)


def _numeric(style: Format, formats: Mapping[str, Format], kind: Kind) -> Format | None:
    return style if kind in ("integer", "money") else formats["money"] if kind == "date" else None


def _validation(heading: Heading) -> dict[str, object]:
    rule: dict[str, object] = {"ignore_blank": True}
    if heading.choices and len(",".join(heading.choices)) <= _LONGEST_LIST:
        rule |= {"validate": "list", "source": list(heading.choices)}
        rule |= {"error_title": heading.text, "error_message": "请从下拉选项中选一项"}
    elif heading.kind == "date":
        rule |= {"validate": "date", "criteria": ">=", "value": dt.date(1900, 3, 1)}
        rule |= {"error_type": "warning", "error_message": "请写成 1985-07-01 这样的日期"}
    elif heading.hint:
        rule |= {"validate": "any"}
    else:
        return {}
    if heading.hint:
        rule |= {"input_title": heading.text[:32], "input_message": heading.hint[:255]}
    return rule


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return "、".join(map(str, value))
    return str(value)


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal | dt.date):
        return str(value)
    return safe(_text(value))


def _json_value(value: Value) -> object:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Sequence):
        return list(value)
    return str(value)
