"""Kinds of visits, where a visit stands, what was drawn, and why somebody was not."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How a unit is supervised."""

    RESEARCH = "research", _("专题调研")
    SPECIAL = "special", _("专项督查")
    CROSS = "cross", _("交叉督导")
    UNANNOUNCED = "unannounced", _("明察暗访")
    PATROL = "patrol", _("巡查")


class Quarter(IntegerChoices):
    """The quarters of a year."""

    FIRST = 1, _("第一季度")
    SECOND = 2, _("第二季度")
    THIRD = 3, _("第三季度")
    FOURTH = 4, _("第四季度")


class State(TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", _("待开展")
    DRAFT = "draft", _("记录中")
    CONFIRMED = "confirmed", _("已确认")
    VOIDED = "voided", _("已作废")
    CANCELLED = "cancelled", _("已取消")


class Drawn(TextChoices):
    """What lots were drawn for."""

    UNITS = "units", _("被督导单位")
    TEAM = "team", _("督导组")


class Pool(TextChoices):
    """Whom a team is drawn from."""

    COMMITTEE = "committee", _("党委、总支班子成员")
    FULL_TIME = "full_time", _("专职党务干部")
    POSTS = "posts", _("所有在任的支委以上人员")


class Why(TextChoices):
    """Why a candidate could not be drawn."""

    OWN = "own", _("本单位的人")
    SUPERIOR = "superior", _("在被督导单位的上级任职")
    INFERIOR = "inferior", _("在被督导单位的下级任职")
    LAST_TEAM = "last_team", _("上次督导这个单位的组员")
    PLACED = "placed", _("已在本次安排中")
