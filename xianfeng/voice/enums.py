"""What an opinion is about, what became of it, and how a consultation stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    """What an opinion is about."""

    WORK = "work", _("工作")
    SYSTEM = "system", _("这个系统")
    CONSULTATION = "consultation", _("征求意见")


class Outcome(TextChoices):
    """What became of an opinion; every one gets its answer."""

    TAKEN = "taken", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_TAKEN = "not_taken", _("未采纳")
    EXPLAINED = "explained", _("已说明")


class Stage(TextChoices):
    """How a consultation stands on a day."""

    COMING = "coming", _("还没有开始")
    OPEN = "open", _("征求中")
    CLOSED = "closed", _("等待答复和决定")
    DECIDED = "decided", _("已决定")
    WITHDRAWN = "withdrawn", _("已撤回")
