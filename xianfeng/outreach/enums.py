"""Kinds of mass organisations, of events, and of taking part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MassKind(TextChoices):
    """群团组织."""

    UNION = "union", _("工会")
    YOUTH = "youth", _("共青团")
    WOMEN = "women", _("妇联")
    SCIENCE = "science", _("科协")
    OTHER = "other", _("其他群团")


class EventKind(TextChoices):
    """What is held for people to take part in; a new kind is a line here."""

    SPORT = "sport", _("体育活动")
    CULTURE = "culture", _("文艺活动")
    CONTEST = "contest", _("竞赛")
    TALK_SERIES = "lecture", _("讲座")
    CAMPAIGN = "campaign", _("宣教月")
    OTHER = "other", _("其他活动")
