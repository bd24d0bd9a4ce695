"""Whose attendance is counted apart, and when names account for the numbers."""

from collections.abc import Collection

from xianfeng.life.rules.meetings import COMMITTEE, OF_LEADERS, attendance

LEADING_UNITS = ("working_committee", "committee", "general_branch")


def leads(kind: str, unit_kind: str) -> bool:
    """True when leaders come to such a meeting as ordinary members of their branch or group.

    Source: 机关条例 26(1) (双重组织生活).
    Reading: what only a committee or the leadership attends is not the leader's life as a member.
    """
    return kind not in {COMMITTEE, *OF_LEADERS} and unit_kind not in LEADING_UNITS


def named_in_full(listed: int, reasons: Collection[str], numbers: tuple[int, int]) -> bool:
    """True when those ticked absent are all who were: then it is known who came."""
    return listed > 0 and attendance(listed, reasons) == numbers
