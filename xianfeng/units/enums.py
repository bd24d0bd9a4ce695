"""Kinds of units, sectors of agencies, and roles on units."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What a party unit is."""

    WORKING_COMMITTEE = "working_committee", _("工委")
    COMMITTEE = "committee", _("党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")
    JOINT_BRANCH = "joint_branch", _("联合党支部")
    RETIRED_BRANCH = "retired_branch", _("离退休党支部")
    TEMPORARY_BRANCH = "temporary_branch", _("临时党支部")
    GROUP = "group", _("党小组")


BRANCH_KINDS = frozenset(
    {
        UnitKind.BRANCH,
        UnitKind.JOINT_BRANCH,
        UnitKind.RETIRED_BRANCH,
        UnitKind.TEMPORARY_BRANCH,
    }
)


class Sector(TextChoices):
    """What an agency is."""

    ADMINISTRATION = "administration", _("行政机关")
    PARTY = "party", _("党的机关")
    INSTITUTION = "institution", _("事业单位")
    MASS = "mass", _("群团")
    ENTERPRISE = "enterprise", _("国有企业")
    STATIONED = "stationed", _("驻市单位")
    OTHER = "other", _("其他")


class Role(TextChoices):
    """What a person is to a unit and everything below it."""

    COMMITTEE_OFFICER = "committee_officer", _("工委干部")
    OFFICE = "office", _("机关党委专职党务干部")
    SECRETARY = "secretary", _("支部书记（支委）")
    LEADER = "leader", _("领导班子成员")
    MEMBER = "member", _("党员")


class GridLevel(TextChoices):
    """The three levels of a community."""

    COMMUNITY = "community", _("社区")
    GRID = "grid", _("网格")
    ESTATE = "estate", _("小区")
