"""What can be said of members without looking anything up: pure functions, each with its source."""

from xianfeng.members.rules import officers, setting, standings, transfers
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
    "officers",
    "setting",
    "standings",
    "transfers",
    "whole_years",
]
