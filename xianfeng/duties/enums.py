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
    WAIVED = "waived", _("免办")


class Card(TextChoices):
    """A card follows from the days a duty is overdue; cards are for units, never for people."""

    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")


class Lifted(TextChoices):
    """Why a card is no longer in force; the order says what comes first on the same day."""

    DONE = "done", _("已完成")
    NONE = "none", _("说明本期无")
    WAIVED = "waived", _("同意免办")
    APPEAL = "appeal", _("申诉成立")
    RED = "red", _("转为红牌")


class WaiverState(TextChoices):
    """How far a unit's wish to be excused from a duty has come."""

    ASKED = "asked", _("等待答复")
    GRANTED = "granted", _("同意免办")
    REFUSED = "refused", _("不同意免办")
    TAKEN_BACK = "taken_back", _("已撤回")
    REVOKED = "revoked", _("免办已收回")


class AppealState(TextChoices):
    """How far an appeal of a card has come."""

    ASKED = "asked", _("等待答复")
    UPHELD = "upheld", _("申诉成立")
    DISMISSED = "dismissed", _("申诉不成立")
    TAKEN_BACK = "taken_back", _("已撤回")


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
