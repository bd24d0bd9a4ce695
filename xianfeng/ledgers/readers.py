"""Reads an uploaded file into sheets of raw cells, recognising its format by content."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import python_calamine as calamine

from xianfeng.ledgers import archives, delimited
from xianfeng.ledgers.results import UnusableFile
from xianfeng.ledgers.workbooks import Row, Sheet, Workbook

MAX_FILE_BYTES: Final = 100_000_000
MAX_DATA_ROWS: Final = 200_000
"""Rows with content in one sheet."""

_ZIP: Final = b"PK"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAMS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_FOREIGN: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def read(source: Path | bytes, name: str = "") -> Workbook:
    """Read .xlsx, .xls or .csv.

    The name plays no part in recognising the format. Formulas come as their stored values,
    macros are never looked at, hidden sheets are left out unless all are hidden.
    Raises UnusableFile where nothing can be read from the file.
    """
    if isinstance(source, Path):
        name = name or source.name
        if source.stat().st_size > MAX_FILE_BYTES:
            raise UnusableFile("too_large")
        source = source.read_bytes()
    if len(source) > MAX_FILE_BYTES:
        raise UnusableFile("too_large")
    if not source.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnusableFile("empty_file")
    workbook = Workbook(name, _sheets(source))
    if not any(sheet.rows for sheet in workbook.sheets):
        raise UnusableFile("empty_file")
    return workbook


def _sheets(data: bytes) -> list[Sheet]:
    if data.startswith(_ZIP):
        archives.check(data)
        return _calamine_sheets(data)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnusableFile("password_protected")
        if not any(stream in data for stream in _XLS_STREAMS):
            raise UnusableFile("not_a_workbook" if len(data) % 512 == 0 else "damaged")
        return _calamine_sheets(data)
    if data.startswith(_FOREIGN):
        raise UnusableFile("not_a_workbook")
    return [Sheet("", _kept(delimited.rows_of(data)))]


def _calamine_sheets(data: bytes) -> list[Sheet]:
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            ours = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
            visible = [m for m in ours if m.visible == calamine.SheetVisibleEnum.Visible]
            return [_sheet(book.get_sheet_by_name(m.name)) for m in visible or ours]
    except UnusableFile:
        raise
    except calamine.PasswordError as problem:
        raise UnusableFile("password_protected") from problem
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # the parser's panics are no Exception
        raise UnusableFile("damaged") from problem


def _sheet(sheet: calamine.CalamineSheet) -> Sheet:
    """Rows and columns keep their places: the parser's iterator drops leading empty columns."""
    if sheet.start is None:
        return Sheet(sheet.name, [])
    rows: Iterable[Row] = sheet.iter_rows()
    if left := sheet.start[1]:
        margin: Row = [""] * left
        rows = (margin + row for row in rows)
    return Sheet(sheet.name, _kept(rows), tuple(sheet.merged_cell_ranges or ()))


def _kept(rows: Iterable[Row]) -> list[Row]:
    """Keep filled rows, share one [] for blank ones, cut what trails, refuse too many."""
    blank: Row = []
    kept: list[Row] = []
    end = filled = 0
    for row in rows:
        if row.count("") == len(row) or not any(map(_says_something, row)):
            kept.append(blank)
            continue
        kept.append(row)
        end = len(kept)
        filled += 1
        if filled > MAX_DATA_ROWS:
            raise UnusableFile("too_many_rows", limit=MAX_DATA_ROWS)
    del kept[end:]
    return kept


def _says_something(cell: object) -> bool:
    return not isinstance(cell, str) or (cell != "" and not cell.isspace())
