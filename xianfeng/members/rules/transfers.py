"""How a letter of transfer goes from state to state, and how long it runs: pure."""

from datetime import date, timedelta
from typing import Final

LONGEST: Final = 90
EDGES: Final = {
    ("issued", "receive"): "received",
    ("issued", "refuse"): "refused",
    ("issued", "withdraw"): "withdrawn",
    ("issued", "lapse"): "lapsed",
}
"""(state, verb) → the state it leads to; what is not in the table does not happen."""

SOURCE: Final = "《中国共产党党员教育管理工作条例》"
ARTICLE: Final = "第二十五条"


def following(state: str, verb: str) -> str | None:
    """Return the state a verb leads to, or None where it leads nowhere.

    Source: 党员教育管理工作条例 第二十五条
    （转出未被接收前原组织仍负管理责任；不得无故拒转拒接）.
    """
    return EDGES.get((state, verb))


def runs_out(issued_on: date, valid_days: int = LONGEST) -> date:
    """Return the last day of a letter; ValueError for a length that no letter has.

    Source: 各地组织关系介绍信的通行做法，最长不超过九十天（二手资料）；条例没有这个数字.
    """
    if not 1 <= valid_days <= LONGEST:
        raise ValueError(valid_days)
    return issued_on + timedelta(days=valid_days)


def has_run_out(runs_out_on: date, on: date) -> bool:
    """True from the day after the letter's last day."""
    return on > runs_out_on


def days_left(runs_out_on: date, on: date) -> int:
    """Return the days until the letter runs out; negative when it has."""
    return (runs_out_on - on).days
