"""How problems and orders go from state to state, and what is counted of them."""

from xianfeng.rectification.rules.days import AGES, VERIFY_WITHIN, overdue, raised_between
from xianfeng.rectification.rules.recurring import alike, nearest, normalised, overlap
from xianfeng.rectification.rules.states import (
    ISSUER,
    ORDER,
    OWNER,
    PROBLEM,
    RECIPIENT,
    VERIFIER,
)

__all__ = [
    "AGES",
    "ISSUER",
    "ORDER",
    "OWNER",
    "PROBLEM",
    "RECIPIENT",
    "VERIFIER",
    "VERIFY_WITHIN",
    "alike",
    "nearest",
    "normalised",
    "overdue",
    "overlap",
    "raised_between",
]
