"""Judges a zip container before anything parses it: is it a workbook, and is it of sane size."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from xianfeng.ledgers.results import UnusableFile

MAX_UNPACKED_BYTES: Final = 400_000_000
"""All parts together; 100,000 people with 19 columns are about 90 MB."""
MAX_RATIO: Final = 100
"""Unpacked to packed; real sheets lie between 5 and 40."""
RATIO_MATTERS_ABOVE: Final = 10_000_000
MAX_AREA: Final = 21_000_000
"""Cells in the rectangle around all filled cells: the parser allocates it whole."""
LAST_EXCEL_ROW: Final = 1_048_576
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 256

# A filled cell below row 199,999 or right of column CZ; without one the area is always sane.
_FAR = re.compile(
    rb"""\sr=["'](?:[A-Z]+(?:[2-9]\d{5}|\d{7,})|(?:[A-Z]{3,}|[D-Z][A-Z])\d+)["'][^>/]*>"""
)
_FILLED = re.compile(rb"""\sr=["']([A-Z]+)(\d+)["'][^>/]*>""")


def check(data: bytes) -> None:
    """Refuse a zip that is no .xlsx workbook, is broken, or would unpack beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_directory(entries, len(data))
            _check_parts(archive, entries, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise UnusableFile("damaged") from problem
    except RuntimeError as problem:  # zipfile's word for an encrypted member
        raise UnusableFile("password_protected") from problem


def _check_directory(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    _check_size(unpacked, packed)
    if not any(entry.filename.startswith("xl/worksheets/") for entry in entries) or not any(
        entry.filename.startswith("xl/workbook") and entry.filename.endswith(".xml")
        for entry in entries
    ):
        raise UnusableFile("not_a_workbook")


def _check_size(unpacked: int, packed: int) -> None:
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > RATIO_MATTERS_ABOVE and unpacked > MAX_RATIO * packed
    ):
        raise UnusableFile("too_large")


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Unpack each XML part once: the directory may lie about sizes, and cells about places."""
    unpacked = 0
    for entry in entries:
        if not entry.filename.startswith("xl/") or not entry.filename.endswith((".xml", ".rels")):
            continue
        is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
        far = False
        tail = b""
        for chunk in _chunks(archive, entry):
            unpacked += len(chunk)
            _check_size(unpacked, packed)
            if is_sheet and not far:
                far = _FAR.search(tail + chunk) is not None
                tail = chunk[-_OVERLAP:]
        if far:
            _check_area(archive, entry)


def _check_area(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    last_row = last_column = 0
    tail = b""
    for chunk in _chunks(archive, entry):
        for letters, digits in _FILLED.findall(tail + chunk):
            last_row = max(last_row, int(digits[:9]))
            last_column = max(last_column, _column_number(letters))
        if last_row > LAST_EXCEL_ROW:
            raise UnusableFile("damaged")
        if last_row * last_column > MAX_AREA:
            raise UnusableFile("too_large")
        tail = chunk[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    entry.file_size = MAX_UNPACKED_BYTES + _CHUNK  # else zipfile stops where the directory says
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk
