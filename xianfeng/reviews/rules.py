"""The steps of a review, the bound of 优秀, and when an opinion differs from the vote: pure."""

from collections.abc import Mapping
from datetime import date

from xianfeng.kernel.periods import add_months
from xianfeng.reviews.enums import Grade, Step

# verb -> (the steps it starts from, the step it leads to)
# Source: 支部工作条例 18 [S] and 教育管理工作条例 18 [V]: 自评、互评、测评、评定意见.
EDGES = {
    "start": (frozenset({Step.PREPARED}), Step.SELF),
    "assess": (frozenset({Step.SELF}), Step.MUTUAL),
    "vote": (frozenset({Step.MUTUAL}), Step.VOTE),
    "vote_again": (frozenset({Step.VOTE}), Step.MUTUAL),
    "count": (frozenset({Step.VOTE}), Step.OPINION),
    "inform": (frozenset({Step.OPINION}), Step.INFORMED),
    "close": (frozenset({Step.INFORMED}), Step.CLOSED),
    "cancel": (frozenset({Step.PREPARED, Step.SELF, Step.MUTUAL}), Step.CANCELLED),
}

PUBLISHED = frozenset({Step.INFORMED, Step.CLOSED})
"""The steps from which on a member sees their own result."""


def may(verb: str, step: str) -> bool:
    """True when the verb's edge starts from the step."""
    return step in EDGES[verb][0]


def most_excellent(members: int) -> int:
    """Return how many of a branch's members are graded 优秀 at most: a third, rounded down.

    The text says 一般: more than that is said plainly, and never refused.
    Source: 民主评议党员 (共产党员网专题页, 2024 机关通知) [S].
    Reading: of all members (党员总数), those on probation included.
    """
    return members // 3


def excess(excellent: int, members: int) -> int:
    """Return how many more than a third are graded 优秀; 0 within the bound."""
    return max(0, excellent - most_excellent(members))


def leaders(votes: Mapping[str, int]) -> frozenset[str]:
    """Return the grades with the most votes: one, several when level, none without a vote."""
    most = max(votes.values(), default=0)
    return frozenset(grade for grade, number in votes.items() if number == most and most)


def needs_reason(grade: str, votes: Mapping[str, int]) -> bool:
    """True when the committee's grade is none of those with the most votes."""
    return grade not in leaders(votes)


def latest_correction(given_on: date) -> date:
    """Return the last day that may be set for putting things right: a year on.

    Source: 中国共产党党员教育管理工作条例 30 [V].
    """
    return add_months(given_on, 12)


def may_be_graded(probationary: bool, grade: str) -> bool:
    """True for a member's grade, and for none on probation.

    Source: 民主评议党员 [S]: 预备党员参加评议但不评定等次.
    """
    return grade == "" if probationary else grade in set(Grade)
