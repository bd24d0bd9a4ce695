"""Running a review, and what is written of a member in it."""

from xianfeng.reviews.actions.entries import (
    answer_reply,
    complete_correction,
    reply,
    set_correction,
    write_self_review,
)
from xianfeng.reviews.actions.steps import (
    assess,
    cancel,
    close,
    count,
    give_grades,
    inform,
    open_vote,
    prepare,
    record_mass_opinion,
    start,
    vote_again,
)

__all__ = [
    "answer_reply",
    "assess",
    "cancel",
    "close",
    "complete_correction",
    "count",
    "give_grades",
    "inform",
    "open_vote",
    "prepare",
    "record_mass_opinion",
    "reply",
    "set_correction",
    "start",
    "vote_again",
    "write_self_review",
]
