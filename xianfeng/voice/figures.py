"""Numbers over what members are told, asked and answered."""

from xianfeng.kernel.figures import Figure
from xianfeng.voice.enums import Outcome

RECEIVED = Figure(
    "voice.received",
    "收到意见",
    "条",
    "voice.opinion",
    by=("kind",),
    definition="期间内收到的意见；征求意见中匿名提出的，按截止日期计为收到",
)
ANSWERED = Figure(
    "voice.answered",
    "意见答复率",
    "%",
    "voice.opinion",
    where={"timely": True},
    over="voice.received",
    definition="期间内收到、并在时限内答复的意见占收到意见的百分比",
)
TAKEN = Figure(
    "voice.taken",
    "采纳意见",
    "条",
    "voice.opinion",
    where={"outcome": [Outcome.TAKEN.value, Outcome.PARTLY.value]},
    definition="期间内收到、结果为采纳或部分采纳的意见",
)
NOTICES = Figure(
    "voice.notices",
    "发布通知",
    "件",
    "voice.notice",
    definition="期间内开始的通知，不含已撤回的；下级收到的上级通知计在上级",
)
CONSULTATIONS = Figure(
    "voice.consultations",
    "征求意见",
    "次",
    "voice.consultation",
    definition="期间内发起的征求意见，不含已撤回的",
)

EVERY = (RECEIVED, ANSWERED, TAKEN, NOTICES, CONSULTATIONS)
