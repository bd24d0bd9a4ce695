"""Reading reviews: staff read grades, the branch's own staff the words, a member their own."""

from xianfeng.reviews.queries.entries import Evidence, entries, evidence, own, own_published
from xianfeng.reviews.queries.reviews import (
    Tally,
    branches,
    graded,
    listed,
    meetings,
    people,
    tally,
    visible_to,
    votes,
)

__all__ = [
    "Evidence",
    "Tally",
    "branches",
    "entries",
    "evidence",
    "graded",
    "listed",
    "meetings",
    "own",
    "own_published",
    "people",
    "tally",
    "visible_to",
    "votes",
]
