"""Kinds of need, occasions and funds of visits, kinds and forms of talks, levels of honours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NeedKind(TextChoices):
    """Why the branch looks after somebody."""

    ELDERLY = "elderly", _("老党员")
    HARDSHIP = "hardship", _("生活困难")
    ILLNESS = "illness", _("患病")
    DISABILITY = "disability", _("残疾")
    MISFORTUNE = "misfortune", _("家庭变故")
    MODEL = "model", _("模范")
    OTHER = "other", _("其他")


class Occasion(TextChoices):
    """What a visit was for."""

    NEW_YEAR = "new_year", _("元旦春节")
    FIRST_OF_JULY = "first_of_july", _("七一")
    ILLNESS = "illness", _("患病住院")
    HARDSHIP = "hardship", _("生活困难")
    MISFORTUNE = "misfortune", _("突发变故")
    FUNERAL = "funeral", _("去世慰唁")
    OTHER = "other", _("其他")


class Fund(TextChoices):
    """Where the money came from."""

    NONE = "none", _("没有慰问金")
    DUES = "dues", _("党费")
    UNION = "union", _("工会")
    BUDGET = "budget", _("财政")
    OTHER = "other", _("其他")


class GreetingForm(TextChoices):
    """How a political birthday was kept."""

    TOGETHER = "together", _("主题党日集体过")
    IN_PERSON = "in_person", _("当面祝贺")
    CARD = "card", _("贺卡")
    PHONE = "phone", _("电话")
    OTHER = "other", _("其他")


class TalkKind(TextChoices):
    """Who the two were to the branch on that day; it follows from their posts."""

    SECRETARY_COMMITTEE = "secretary_committee", _("书记与委员")
    COMMITTEE = "committee", _("委员之间")
    COMMITTEE_MEMBER = "committee_member", _("委员与党员")
    MEMBERS = "members", _("党员之间")


class TalkPurpose(TextChoices):
    """Whether it was a talk of the yearly round, or one held to remind somebody."""

    ROUTINE = "routine", _("日常谈心")
    REMINDER = "reminder", _("提醒谈话")


class TalkForm(TextChoices):
    """How the two talked."""

    IN_PERSON = "in_person", _("当面")
    AT_HOME = "at_home", _("上门")
    PHONE = "phone", _("电话")
    VIDEO = "video", _("视频")


class PairNeed(TextChoices):
    """What a required talk is: see docs/algorithms/talks.md."""

    COMMITTEE = "committee", _("委员之间")
    WITH_COMMITTEE = "with_committee", _("党员与委员")
    WITH_MEMBER = "with_member", _("党员与党员")


class HonourLevel(TextChoices):
    """Who gives it."""

    NATIONAL = "national", _("全国")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    WORKING_COMMITTEE = "working_committee", _("市直机关")
    COUNTY = "county", _("县区级")
    UNIT = "unit", _("本单位")
    OTHER = "other", _("其他")
