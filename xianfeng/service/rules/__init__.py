"""How requests go from state to state, by when each step is owed, and how they are found again."""

from xianfeng.kernel.numbers import new_number, normal_number
from xianfeng.service.rules.spans import accept_by, asked_at_most, check_by, dispatch_by, promised
from xianfeng.service.rules.states import (
    BRANCH,
    COMMUNITY,
    DISPATCH,
    LIVE,
    MEMBER,
    REQUEST,
    RESIDENT,
)

__all__ = [
    "BRANCH",
    "COMMUNITY",
    "DISPATCH",
    "LIVE",
    "MEMBER",
    "REQUEST",
    "RESIDENT",
    "accept_by",
    "asked_at_most",
    "check_by",
    "dispatch_by",
    "new_number",
    "normal_number",
    "promised",
]
