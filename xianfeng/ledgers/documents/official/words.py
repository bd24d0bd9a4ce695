"""Text as a page needs it: without characters that break XML, counted in characters wide."""

import re
from unicodedata import east_asian_width

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# What XML refuses, other controls, and marks that reverse the order in which text is shown.
_REFUSED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_DIGITS = "〇一二三四五六七八九"
_UNITS = ("千", "百", "十", "")


def lines(text: str) -> list[str]:
    """Split text at its line breaks and drop what cannot be printed; a tab is a space."""
    return [_REFUSED.sub("", line.replace("\t", " ")) for line in _BREAK.split(text)]


def line(text: str) -> str:
    """Give text as one line, without blanks around it."""
    return " ".join(lines(text)).strip()


def width(text: str) -> float:
    """Count text in full-width characters: a Latin letter or digit is half of one."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text)


def chinese(number: int) -> str:
    """Write 1 to 9999 in Chinese digits (十二, 一百〇五), a larger number in Arabic ones."""
    if not 0 < number < 10_000:
        return str(number)
    written = "".join(
        _DIGITS[int(digit)] + unit if digit != "0" else _DIGITS[0]
        for digit, unit in zip(f"{number:04d}", _UNITS, strict=True)
    )
    written = re.sub("〇+", "〇", written).strip("〇")
    return written.removeprefix("一") if written.startswith("一十") else written
