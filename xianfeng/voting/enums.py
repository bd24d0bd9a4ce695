"""What a poll is for, how it is taken, how far it is, and the marks an option may get."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a poll decides."""

    ELECTION = "election", _("选举")
    REVIEW = "review", _("民主评议测评")
    DECISION = "decision", _("表决")
    OPINION = "opinion", _("征求意见")


class Mode(TextChoices):
    """How votes are given: on paper (or by hands) with totals typed in, or electronically."""

    PAPER = "paper", _("纸质票")
    ELECTRONIC = "electronic", _("电子票")


class PollState(TextChoices):
    """How far a poll is."""

    DRAFT = "draft", _("尚未开始")
    OPEN = "open", _("正在投票")
    CLOSED = "closed", _("已经计票")
    CANCELLED = "cancelled", _("已作废")


class Mark(TextChoices):
    """The marks of an election or a decision."""

    FOR = "for", _("赞成")
    AGAINST = "against", _("不赞成")
    ABSTAIN = "abstain", _("弃权")
