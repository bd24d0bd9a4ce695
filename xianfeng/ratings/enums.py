"""How far a round is, what became of a slip, and the words for one to five."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    """How far a round is."""

    DRAFT = "draft", _("准备中")
    OPEN = "open", _("正在评议")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已作废")


class SlipState(TextChoices):
    """What became of a slip; when its round ends, all slips become alike."""

    UNUSED = "unused", _("未用")
    USED = "used", _("已用")
    VOID = "void", _("作废")
    ENDED = "ended", _("评议已结束")


class Stars(IntegerChoices):
    """How content somebody is, the best first."""

    VERY_CONTENT = 5, _("很满意")
    CONTENT = 4, _("满意")
    FAIR = 3, _("一般")
    DISCONTENT = 2, _("不满意")
    VERY_DISCONTENT = 1, _("很不满意")


class Which(TextChoices):
    """Which units below the organiser are rated."""

    CHILDREN = "children", _("直属的党组织")
    BRANCHES = "branches", _("下面的全部党支部")
    CHOSEN = "chosen", _("自己选")
