"""Edition numbers of events that return, and how they are written."""

from collections.abc import Iterable

LONGEST = 9999
INTEGRITY_MONTH = "党风廉政宣教月"
_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def next_edition(held: Iterable[int | None]) -> int:
    """Return the number that comes after the highest one held; the first is 1."""
    return max((number for number in held if number is not None), default=0) + 1


def ordinal(number: int) -> str:
    """Return an edition as people write it: 第三届, 第十二届, 第一百零五届.

    ValueError below 1 and above LONGEST.
    """
    if not 1 <= number <= LONGEST:
        raise ValueError(number)
    return f"第{_written(number)}届"


def _written(number: int) -> str:
    digits = [int(digit) for digit in str(number)]
    parts: list[str] = []
    for place, digit in enumerate(digits):
        unit = _UNITS[len(digits) - place - 1]
        if digit:
            parts.append(_DIGITS[digit] + unit)
        elif parts and parts[-1] != _DIGITS[0] and any(digits[place:]):
            parts.append(_DIGITS[0])
    text = "".join(parts)
    return text.removeprefix("一") if 10 <= number < 20 else text
