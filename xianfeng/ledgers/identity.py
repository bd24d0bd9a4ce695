"""Reads resident identity numbers: form, check digit, birth date and sex.

Source: GB 11643-1999 (six digits of place, eight of birth, three of order, one check digit).
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from stdnum.cn import ric

from xianfeng.ledgers.cells import written

Sex = Literal["男", "女"]

_WHOLE = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?1[4-9]", re.IGNORECASE | re.ASCII)
_SEPARATORS = re.compile(r"[\s\-—_]+")
# A float holds 53 bits, Excel shows 15 digits: from here on the last digits are invented.
_FIRST_INEXACT: Final = 10**15


class Identity(NamedTuple):
    """An 18-character number in its standard form and what it says of its bearer."""

    number: str
    born_on: dt.date
    sex: Sex


def identity(raw: object) -> tuple[Identity | None, str | None]:
    """Parse an identity number; codes id_format, id_checksum, id_precision_lost.

    A 15-digit number of the first generation is id_format; its message says so.
    """
    if type(raw) is str and _WHOLE.fullmatch(raw):
        return _judged(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return None, "id_precision_lost" if abs(raw) >= _FIRST_INEXACT else "id_format"
    value = _SEPARATORS.sub("", written(raw)).upper().replace("×", "X")
    if not value or value == "无":
        return None, None
    if _SCIENTIFIC.fullmatch(value):
        return None, "id_precision_lost"
    if not _WHOLE.fullmatch(value):
        return None, "id_format"
    return _judged(value)


def region_known(number: str) -> bool:
    """Tell whether the place code is one that existed in the birth year; only ever a warning."""
    return _place_known(number[:6], number[6:10])


@lru_cache(maxsize=65_536)
def _place_known(region: str, year: str) -> bool:
    try:
        return bool(ric.get_birth_place(f"{region}{year}01010000"))
    except Exception:  # noqa: BLE001  # the place table also raises KeyError on some codes
        return False


def _judged(number: str) -> tuple[Identity | None, str | None]:
    # The weights 2^i mod 11 of the standard are those of a number read in base 13.
    check = (1 - 2 * int(number[:17], 13)) % 11
    if number[17] != ("X" if check == 10 else str(check)):
        # Text turned into a number and back ends in zeros from the sixteenth digit on.
        return None, "id_precision_lost" if number.endswith("000") else "id_checksum"
    try:
        born_on = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None, "id_format"
    return Identity(number, born_on, "男" if int(number[16]) % 2 else "女"), None
