"""Bits of skills, wishes and times, and the states of a check-in: pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from xianfeng.kernel.states import Edge, Table

UNIT, COMMUNITY = "unit", "community"
PARTS = ("morning", "afternoon", "evening")
WEEK = 7 * len(PARTS)

CHECKIN = Table(
    "checkin",
    frozenset({"reported"}),
    (
        Edge("confirm_checkin", frozenset({"reported"}), "confirmed", COMMUNITY),
        Edge("refuse_checkin", frozenset({"reported"}), "refused", COMMUNITY),
        Edge("end_checkin", frozenset({"reported", "confirmed"}), "ended", UNIT),
    ),
)


def bits(values: Iterable[str], order: Sequence[str]) -> int:
    """Return a set of codes as bits: the place of each in ``order``. ValueError when unknown."""
    return sum(1 << order.index(value) for value in set(values))


def codes(value: int, order: Sequence[str]) -> list[str]:
    """Return the codes whose bits are set, in order."""
    return [code for place, code in enumerate(order) if value >> place & 1]


def named(text: str, choices: Iterable[tuple[str, object]]) -> list[str]:
    """Return the codes of the choices that a text names, in the order of the choices."""
    return [code for code, label in choices if str(label) in text]


def slot(weekday: int, part: str) -> int:
    """Return the place of a part of a day in the week; ``weekday`` 0 is Monday."""
    return weekday * len(PARTS) + PARTS.index(part)


def slot_bit(day: date | None, part: str) -> int:
    """Return the bit of a part of a day, or 0 where either is open."""
    if day is None or not part:
        return 0
    return 1 << slot(day.weekday(), part)


def times(text: str) -> int:
    """Return the bits of times as people write them: 周六上午, 工作日晚上, 周末; 0 for the rest."""
    found = 0
    for word in text.replace("，", "、").replace(",", "、").split("、"):
        found |= _time(word.strip())
    return found


def _time(word: str) -> int:
    days = next((days for name, days in _DAYS.items() if word.startswith(name)), ())
    parts = [part for part, name in _PARTS.items() if name in word] or list(PARTS)
    return sum(1 << slot(day, part) for day in days for part in parts)


_DAYS: dict[str, tuple[int, ...]] = {
    "周一": (0,), "周二": (1,), "周三": (2,), "周四": (3,), "周五": (4,), "周六": (5,),
    "周日": (6,), "周末": (5, 6), "工作日": (0, 1, 2, 3, 4), "每天": (0, 1, 2, 3, 4, 5, 6),
}  # fmt: skip
_PARTS = {"morning": "上午", "afternoon": "下午", "evening": "晚"}
