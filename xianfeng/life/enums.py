"""Kinds and states of meetings, reasons, and the words of what stands beside a meeting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    """What was held; one record may be several at once."""

    GENERAL_MEETING = "general_meeting", _("党员大会")
    COMMITTEE_MEETING = "committee_meeting", _("支委会")
    GROUP_MEETING = "group_meeting", _("党小组会")
    LECTURE = "lecture", _("党课")
    THEME_DAY = "theme_day", _("主题党日")
    LIFE_MEETING = "life_meeting", _("组织生活会")
    REVIEW = "review", _("民主评议")
    STUDY_GROUP = "study_group", _("中心组学习")
    FIRST_AGENDA = "first_agenda", _("第一议题学习")
    DEMOCRATIC_LIFE = "democratic_life", _("民主生活会")
    CADRE_MEETING = "cadre_meeting", _("机关党员干部大会")
    WORK_RESEARCH = "work_research", _("专题研究党建")


class MeetingState(TextChoices):
    """A meeting is planned or drafted, then confirmed; a confirmed one is amended or voided."""

    DRAFT = "draft", _("草稿")
    PLANNED = "planned", _("计划中")
    CONFIRMED = "confirmed", _("已确认")
    VOIDED = "voided", _("已撤销")


class AbsenceReason(TextChoices):
    """Why somebody was not there; an exempted person (教育管理条例23条) leaves the denominator."""

    DUTY = "duty", _("公出")
    SICK = "sick", _("病假")
    LEAVE = "leave", _("事假")
    EXEMPT = "exempt", _("免于参加")
    UNEXCUSED = "unexcused", _("其他")


class ExemptionGround(TextChoices):
    """Why a member is not pressed to come (教育管理条例23条); no illness is named."""

    AGE = "age", _("年老")
    FRAIL = "frail", _("体弱")
    OTHER = "other", _("其他，经支部同意")


class MakeUpWay(TextChoices):
    """How somebody who was absent made up for what was said."""

    VISIT = "visit", _("送学上门")
    TOGETHER = "together", _("集中补课")
    ALONE = "alone", _("自学原文")


class OpinionSource(TextChoices):
    """From whom opinions were collected before a life meeting; never from whom by name."""

    MEMBERS = "members", _("党员")
    MASSES = "masses", _("群众")
    SERVED = "served", _("服务对象")
    SUPERIOR = "superior", _("上级党组织")
    SUBORDINATE = "subordinate", _("下级党组织")
    TALKS = "talks", _("谈心谈话")
