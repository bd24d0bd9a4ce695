"""Writing ratings: rounds, slips, and the one voice of each slip."""

from xianfeng.ratings.actions.rounds import (
    amend_round,
    cancel_round,
    close_round,
    open_round,
    prepare_round,
)
from xianfeng.ratings.actions.slips import make_slips, void_slips
from xianfeng.ratings.actions.voices import give_voice

__all__ = [
    "amend_round",
    "cancel_round",
    "close_round",
    "give_voice",
    "make_slips",
    "open_round",
    "prepare_round",
    "void_slips",
]
