"""Codes of slips: short enough to be typed from paper, too many to be guessed."""

from xianfeng.kernel import numbers

LENGTH = 18
GROUP = 3


def new_code() -> str:
    """Return a code of eighteen signs (89 bits)."""
    return numbers.new_number(LENGTH)


def normal_code(text: str) -> str:
    """Return a code as it was made, from how somebody typed it; empty when it is none."""
    return numbers.normal_number(text, LENGTH)


def in_groups(code: str) -> str:
    """Return a code as it is printed and read out: three signs at a time."""
    return numbers.grouped(code, GROUP, " ")
