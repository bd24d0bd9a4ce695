"""Steps of a branch's yearly review, and the grades it gives."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """How far a review is."""

    PREPARED = "prepared", _("已准备")
    SELF = "self", _("个人自评")
    MUTUAL = "mutual", _("党员互评")
    VOTE = "vote", _("民主测评")
    OPINION = "opinion", _("提出评定意见")
    INFORMED = "informed", _("已告知本人")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已作废")


class Grade(TextChoices):
    """等次 of a member, given for one year by the committee or the members' meeting."""

    EXCELLENT = "excellent", _("优秀")
    QUALIFIED = "qualified", _("合格")
    BASIC = "basic", _("基本合格")
    UNQUALIFIED = "unqualified", _("不合格")
