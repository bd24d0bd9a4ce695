"""States of collection tasks, of answers to them and of work groups; kinds of fields."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CollectionState(TextChoices):
    """Where a collection task stands; one that closed by itself on its last day is closed."""

    DRAFT = "draft", _("拟定中")
    ISSUED = "issued", _("正在征集")
    CLOSED = "closed", _("已结束")
    RECALLED = "recalled", _("已撤回")


class ReplyState(TextChoices):
    """Where one unit's answer stands."""

    OPEN = "open", _("等答复")
    ANSWERED = "answered", _("已答复")
    REOPENED = "reopened", _("请再核对")


class FieldKind(TextChoices):
    """What a field of a collection task asks for; what is known is shown for a nod."""

    KNOWN = "known", _("系统已有，核对即可")
    NUMBER = "number", _("数字")
    CHOICE = "choice", _("选择")
    DATE = "date", _("日期")
    TEXT = "text", _("文字")


class GroupState(TextChoices):
    """Where a work group stands."""

    OPEN = "open", _("在用")
    PROPOSED = "proposed", _("拟清理")
    MERGED = "merged", _("已并入")
    CLOSED = "closed", _("已解散")


class Usage(TextChoices):
    """How much a group is used, as the unit itself says at the yearly look-through."""

    OFTEN = "often", _("经常用")
    SELDOM = "seldom", _("很少用")
