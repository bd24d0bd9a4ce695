"""The table of states of a round, and what a slip is worth on a day."""

from datetime import date
from enum import StrEnum

from xianfeng.kernel.states import Edge, Table

ORGANISER = "organiser"

ROUND = Table(
    "round",
    frozenset({"draft"}),
    (
        Edge("open_round", frozenset({"draft"}), "open", ORGANISER),
        Edge("close_round", frozenset({"open"}), "closed", ORGANISER),
        Edge("cancel_round", frozenset({"draft", "open"}), "cancelled", ORGANISER),
    ),
)
"""准备 → 评议 → 结束并计票 (V3). A closed round never opens again."""


class Standing(StrEnum):
    """What becomes of whoever comes with a slip."""

    READY = "ready"
    EARLY = "early"
    USED = "used"
    VOID = "void"
    OVER = "over"


def standing(round_state: str, slip_state: str, first: date, last: date, on: date) -> Standing:
    """Return what a slip is worth on a day: both days of the round are within it.

    A spent or voided slip says so while its round lasts; afterwards all slips are alike.
    """
    if round_state in {"closed", "cancelled"}:
        return Standing.OVER
    if slip_state == "void":
        return Standing.VOID
    if slip_state == "used":
        return Standing.USED
    if round_state == "draft" or on < first:
        return Standing.EARLY
    return Standing.READY if on <= last else Standing.OVER
