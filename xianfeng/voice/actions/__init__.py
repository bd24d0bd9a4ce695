"""Writing what a unit says and asks, what it is told, and what is discussed."""

from xianfeng.voice.actions.consultations import ask, decide, withdraw_consultation
from xianfeng.voice.actions.notices import (
    add_to_library,
    publish_notice,
    withdraw_library_item,
    withdraw_notice,
)
from xianfeng.voice.actions.opinions import answer_opinion, give_anonymously, give_opinion
from xianfeng.voice.actions.threads import close_thread, open_thread, remark, withdraw_remark

__all__ = [
    "add_to_library",
    "answer_opinion",
    "ask",
    "close_thread",
    "decide",
    "give_anonymously",
    "give_opinion",
    "open_thread",
    "publish_notice",
    "remark",
    "withdraw_consultation",
    "withdraw_library_item",
    "withdraw_notice",
    "withdraw_remark",
]
