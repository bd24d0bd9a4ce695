"""Kinds of duty lists, where a list stands, and what is said of an item."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Whose list it is, by the post held."""

    FIRST = "first", _("第一责任")
    DIRECT = "direct", _("直接责任")
    DUAL = "dual", _("一岗双责")


class ListState(TextChoices):
    """Where a list stands."""

    DRAFTED = "drafted", _("已起草")
    ISSUED = "issued", _("待签收")
    SIGNED = "signed", _("已签")
    MID_NOTED = "mid_noted", _("已登记半年情况")
    CLOSED = "closed", _("已登记全年情况")
    SUPERSEDED = "superseded", _("已由新的一份代替")
    RECALLED = "recalled", _("已撤回")


class Half(TextChoices):
    """The two times a year at which something is noted by hand."""

    MIDYEAR = "midyear", _("上半年")
    YEAREND = "yearend", _("全年")


class Finding(TextChoices):
    """What is said of an item that no fact measures."""

    DONE = "done", _("已做到")
    UNDER_WAY = "under_way", _("正在做")
    NOT_YET = "not_yet", _("还没做到")


class Standing(TextChoices):
    """What a post stands at on a day, for those who look over many posts."""

    VACANT = "vacant", _("空缺")
    CHANGED = "changed", _("已换人")
    MISSING = "missing", _("没有清单")
    DRAFTED = "drafted", _("已起草")
    UNSIGNED = "unsigned", _("待签收")
    OVERDUE = "overdue", _("逾期未签")
    UNNOTED = "unnoted", _("到期没登记")
    SIGNED = "signed", _("已签")
