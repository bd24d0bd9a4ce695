"""Codes of slips: short enough to be typed from paper, too many to be guessed."""

from secrets import randbelow
from unicodedata import normalize

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 18
GROUP = 3


def new_code() -> str:
    """Return a code of eighteen signs (89 bits); letters that look like digits are left out."""
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(LENGTH))


def normal_code(text: str) -> str:
    """Return a code as it was made, from how somebody typed it; empty when it is none."""
    found = "".join(sign for sign in normalize("NFKC", text).upper() if sign not in " -_.\t")
    return found if len(found) == LENGTH and set(found) <= set(ALPHABET) else ""


def in_groups(code: str) -> str:
    """Return a code as it is printed and read out: three signs at a time."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
