"""Kinds of elections, how far one is, its ballots, and what came of each candidate."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ElectionKind(TextChoices):
    """Why an election is held."""

    TERM = "term", _("换届")
    BY_ELECTION = "by_election", _("补选")


class ElectionState(TextChoices):
    """How far an election is."""

    PREPARED = "prepared", _("已启动")
    DISCUSSED = "discussed", _("党组已讨论")
    REQUESTED = "requested", _("已请示")
    APPROVED = "approved", _("已批复")
    PROPOSED = "proposed", _("候选人已上报")
    LISTED = "listed", _("候选人已批准")
    MET = "met", _("大会已召开")
    COUNTED = "counted", _("已选出")
    DIVIDED = "divided", _("已分工")
    REPORTED = "reported", _("结果已上报")
    CONFIRMED = "confirmed", _("已完成")
    CANCELLED = "cancelled", _("已终止")


class BallotKind(TextChoices):
    """Why a ballot is held within an election."""

    FIRST = "first", _("选举")
    RUN_OFF = "run_off", _("同票再投")
    SECOND = "second", _("另行选举")


class Standing(TextChoices):
    """What came of a candidate so far."""

    STANDING = "standing", _("候选人")
    TIED = "tied", _("末位同票")
    ELECTED = "elected", _("当选")
    LOST = "lost", _("未当选")


class Answer(TextChoices):
    """What the superior said to a postponement or an advancement."""

    ASKED = "asked", _("待批复")
    AGREED = "agreed", _("同意")
    REFUSED = "refused", _("不同意")
