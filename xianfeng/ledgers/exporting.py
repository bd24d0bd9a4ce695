"""Writes a kind's rows, or its empty workbook, to a file."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from xianfeng.ledgers import sheets
from xianfeng.ledgers.registry import Kind
from xianfeng.ledgers.sheets import Heading

_WRITERS = {"csv": sheets.write_csv, "json": sheets.write_json}


def headings(kind: Kind) -> list[Heading]:
    """Return the kind's columns as a file lays them out."""
    return [
        Heading(c.title, c.form, c.width, c.listed, c.hint, required=c.required or c.filled)
        for c in kind.columns
    ]


def save(target: BinaryIO, kind: Kind, form: str, rows: Iterable[Sequence[Any]]) -> int:
    """Write rows as xlsx, csv or json; return their number. KeyError for any other form."""
    if form == "xlsx":
        return sheets.write_xlsx(target, headings(kind), rows, sheet=kind.title)
    return _WRITERS[form](target, headings(kind), rows)


def template(target: BinaryIO, kind: Kind) -> None:
    """Write the kind's empty workbook, with validations and an example sheet."""
    example = [column.example for column in kind.columns]
    sheets.write_template(target, headings(kind), [example], sheet=kind.title)
