"""Shapes of rules, states and cards of duties, and how well a source was checked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Shape(TextChoices):
    """The four ways in which something is owed."""

    PERIODIC = "periodic", _("周期")
    ONCE = "once", _("限期一次")
    FOLLOW_UP = "follow_up", _("后续")
    COMMITMENT = "commitment", _("承诺")


class Each(TextChoices):
    """Whether a unit owes, or each full member of it, or each holder of a post in it."""

    UNIT = "unit", _("党组织")
    MEMBER = "member", _("正式党员")
    POST = "post", _("任职的党员")


class State(TextChoices):
    """What a duty is on a day."""

    OPEN = "open", _("进行中")
    MET = "met", _("按期")
    LATE = "late", _("逾期完成")
    OVERDUE = "overdue", _("逾期")
    NONE = "none", _("本期无")


class Card(TextChoices):
    """A card follows from the days a duty is overdue; cards are for units, never for people."""

    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")


class Verification(TextChoices):
    """How the text behind a rule was checked."""

    VERIFIED = "V", _("已核对条文")
    SECONDARY = "S", _("二手资料")
    GLOSSED = "G", _("第三方转述")
    MEMORY = "M", _("待核")


class Level(TextChoices):
    """Who made the rule."""

    NATIONAL = "national", _("全国")
    LOCAL = "local", _("地方加码")
