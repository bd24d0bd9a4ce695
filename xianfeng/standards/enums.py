"""Findings on an item, states of a check, and the stages of a three-year plan."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Finding(TextChoices):
    """What a branch finds about an item that no fact measures."""

    MET = "met", _("已达标")
    NOT_YET = "not_yet", _("还没做到")
    NOT_APPLICABLE = "not_applicable", _("不涉及")


class Reading(TextChoices):
    """What the facts say of a measured item; an item without facts is no shortcoming."""

    MET = "met", _("已达标")
    NOT_YET = "not_yet", _("还没做到")
    NOT_APPLICABLE = "not_applicable", _("不涉及")
    PENDING = "pending", _("未到期")
    NO_DATA = "no_data", _("没有数据")
    UNANSWERED = "unanswered", _("还没自查")


class CheckState(TextChoices):
    """Where a branch's check stands."""

    DRAFT = "draft", _("自查中")
    SUBMITTED = "submitted", _("已提交")
    CHECKED = "checked", _("已核查")
    SENT_BACK = "sent_back", _("已退回")


class Stage(IntegerChoices):
    """The years of a plan."""

    ALIGN = 1, _("一年对标")
    RAISE = 2, _("两年提升")
    CLIMB = 3, _("三年上台阶")
