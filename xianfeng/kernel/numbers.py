"""Numbers read out on the telephone or typed from paper: read one way only, too many to guess."""

from secrets import randbelow
from unicodedata import normalize

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
_BETWEEN = " -_.\t"


def new_number(length: int = LENGTH) -> str:
    """Return as many signs (twelve are 59 bits); letters that look like digits are left out."""
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(length))


def normal_number(text: str, length: int = LENGTH) -> str:
    """Return a number as it was made, from how somebody typed it; empty when it is none."""
    found = "".join(sign for sign in normalize("NFKC", text).upper() if sign not in _BETWEEN)
    return found if len(found) == length and set(found) <= set(ALPHABET) else ""


def grouped(number: str, size: int = 4, between: str = "-") -> str:
    """Return a number as it is printed: ``2345-6789-ABCD``."""
    return between.join(number[start : start + size] for start in range(0, len(number), size))
