"""What a unit says and asks about its duties, and what its superior answers."""

from xianfeng.duties.actions.appeals import (
    appeal_card,
    dismiss_appeal,
    take_appeal_back,
    uphold_appeal,
)
from xianfeng.duties.actions.declaring import declare_none, take_back_none
from xianfeng.duties.actions.waivers import (
    ask_waiver,
    grant_waiver,
    refuse_waiver,
    revoke_waiver,
    take_waiver_back,
)

__all__ = [
    "appeal_card",
    "ask_waiver",
    "declare_none",
    "dismiss_appeal",
    "grant_waiver",
    "refuse_waiver",
    "revoke_waiver",
    "take_appeal_back",
    "take_back_none",
    "take_waiver_back",
    "uphold_appeal",
]
