"""What can be said of members without looking anything up: pure functions, each with its source."""

from xianfeng.members.rules import standings, transfers
from xianfeng.members.rules.bands import (
    AGES,
    HAN,
    YEARS,
    YOUNGEST,
    Band,
    band_of,
    began_within,
    joined_too_young,
    whole_years,
)

__all__ = [
    "AGES",
    "HAN",
    "YEARS",
    "YOUNGEST",
    "Band",
    "band_of",
    "began_within",
    "joined_too_young",
    "standings",
    "transfers",
    "whole_years",
]
