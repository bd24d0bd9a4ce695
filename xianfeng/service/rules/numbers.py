"""Numbers of requests: short enough to be read out on the telephone, too many to be guessed."""

from secrets import randbelow

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def new_number() -> str:
    """Return a number of twelve signs (59 bits); letters that look like digits are left out."""
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(LENGTH))


def normal_number(text: str) -> str:
    """Return a number as it is stored, from how somebody typed it; empty when it is none."""
    found = "".join(sign for sign in text.upper() if sign not in " -－　")
    return found if len(found) == LENGTH and set(found) <= set(ALPHABET) else ""
