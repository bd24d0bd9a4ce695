"""Reads a delimited text file (.csv and its relatives), whatever its encoding and delimiter."""

import csv
import io
import statistics
from collections.abc import Iterator
from typing import Final

from xianfeng.ledgers.results import UnusableFile
from xianfeng.ledgers.workbooks import Row

_DELIMITERS: Final = ",\t;"
_SAMPLE_LINES: Final = 50
_LONGEST_CELL: Final = 32_767  # Excel's own limit; beyond it a quotation mark was never closed


def rows_of(data: bytes) -> list[Row]:
    """Return the records of a text file; every cell is a str, a blank line is []."""
    text = decoded(data)
    if text.lstrip()[:1] == "<":  # an HTML or XML export carrying a table's name
        raise UnusableFile("not_a_workbook")
    try:
        rows: list[Row] = list(map(list, _records(text, _delimiter(text))))
    except csv.Error as problem:
        raise UnusableFile("damaged") from problem
    if rows and any(len(str(cell)) > _LONGEST_CELL for cell in rows[-1]):
        raise UnusableFile("damaged")
    return rows


def decoded(data: bytes) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM or GB18030."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = _strictly(data, "utf-16")
        if "\0" in text:
            raise UnusableFile("not_a_workbook")
        return text
    if b"\0" in data:
        raise UnusableFile("not_a_workbook")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        cut = problem.start > len(data) - 4 and problem.reason == "unexpected end of data"
        if cut and not _is_gb18030(data):
            raise UnusableFile("damaged") from problem
    return _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        cut = problem.start > len(data) - 4
        raise UnusableFile("damaged" if cut else "encoding_unknown") from problem


def _is_gb18030(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    # Cut UTF-8 may pass as GB18030 by chance: believe it only if no long UTF-8 run came first.
    return len(data) < 4 or data[: len(data) - 4].isascii()


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """Choose the delimiter that gives the typical line most fields; the comma wins a tie."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])

    def typical(delimiter: str) -> float:
        lengths = [len(record) for record in _records(sample, delimiter) if record]
        return statistics.median(lengths) if lengths else 0

    return max(_DELIMITERS, key=typical)
