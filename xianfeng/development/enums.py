"""Outcomes of a step, limits that run from one step to another, and how a development ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What came of a step; only the first one, and a resolution at step 23, carries it on."""

    DONE = "done", _("完成（同意）")
    RETURNED = "returned", _("未通过（退回）")
    POSTPONED = "postponed", _("延长审批期限")
    EXTEND = "extend", _("延长预备期")
    CANCEL = "cancel", _("取消预备党员资格")


class Limit(TextChoices):
    """What is owed by a day of its own once a step was taken."""

    TALK = "talk", _("派人谈话")
    INSPECTION = "inspection", _("半年考察")
    CONGRESS = "congress", _("提交支部大会")
    APPROVAL = "approval", _("接收审批")
    OATH = "oath", _("入党宣誓")
    APPLICATION = "application", _("转正申请")
    CONFIRMATION = "confirmation", _("讨论转正")
    CONFIRM_APPROVAL = "confirm_approval", _("转正审批")


class Ending(TextChoices):
    """Why somebody is no longer in development."""

    WITHDRAWN = "withdrawn", _("本人撤回申请")
    TERMINATED = "terminated", _("停止培养")
    MOVED = "moved", _("调离，材料已转出")
    CANCELLED = "cancelled", _("取消预备党员资格")


class StageName(TextChoices):
    """Where somebody stands, as offices say it; the order is that of the stages."""

    APPLICANT = "applicant", _("入党申请人")
    ACTIVIST = "activist", _("入党积极分子")
    TARGET = "target", _("发展对象")
    ACCEPTANCE = "acceptance", _("接收程序中")
    PROBATION = "probation", _("预备党员")
    CONFIRMED = "confirmed", _("已转正，待归档")
    FILED = "filed", _("已归档")
    ENDED = "ended", _("已终止")


class Part(TextChoices):
    """What a full member is to a person in development."""

    CONTACT = "contact", _("培养联系人")
    SPONSOR = "sponsor", _("入党介绍人")
