"""Pairing units, and what the two sides do for each other."""

from xianfeng.partners.actions.deeds import Said, propose_deed, record_deed
from xianfeng.partners.actions.pairs import Partner, end_pair, open_years, pair_up
from xianfeng.partners.actions.steps import (
    agree_deed,
    confirm_deed,
    drop_deed,
    finish_deed,
    refuse_deed,
    withdraw_deed,
)

__all__ = [
    "Partner",
    "Said",
    "agree_deed",
    "confirm_deed",
    "drop_deed",
    "end_pair",
    "finish_deed",
    "open_years",
    "pair_up",
    "propose_deed",
    "record_deed",
    "refuse_deed",
    "withdraw_deed",
]
