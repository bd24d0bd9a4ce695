"""Kinds and states of meetings, and reasons for absence."""

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


class MeetingState(TextChoices):
    """A meeting is drafted, then confirmed; a confirmed one is amended, never overwritten."""

    DRAFT = "draft", _("草稿")
    CONFIRMED = "confirmed", _("已确认")


class AbsenceReason(TextChoices):
    """Why somebody was not there; an exempted person (教育管理条例23条) leaves the denominator."""

    DUTY = "duty", _("公出")
    SICK = "sick", _("病假")
    LEAVE = "leave", _("事假")
    EXEMPT = "exempt", _("免于参加")
    UNEXCUSED = "unexcused", _("其他")
