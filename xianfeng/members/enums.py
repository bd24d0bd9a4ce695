"""Sex, standing, schooling and posts of members."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """GB/T 2261.1."""

    MALE = "1", _("男")
    FEMALE = "2", _("女")


class Standing(TextChoices):
    """党籍状态."""

    NORMAL = "normal", _("正常")
    SUSPENDED = "suspended", _("停止党籍")
    LEFT = "left", _("已出党")
    DEAD = "dead", _("已死亡")


class PostTitle(TextChoices):
    """党内职务 in a branch or a committee."""

    SECRETARY = "secretary", _("书记")
    DEPUTY_SECRETARY = "deputy_secretary", _("副书记")
    FULL_TIME_DEPUTY = "full_time_deputy", _("专职副书记")
    ORGANISATION = "organisation", _("组织委员")
    PUBLICITY = "publicity", _("宣传委员")
    DISCIPLINE = "discipline", _("纪检委员")
    COMMITTEE_MEMBER = "committee_member", _("委员")
    GROUP_LEADER = "group_leader", _("党小组组长")


class EducationLevel(IntegerChoices):
    """学历 in the groups of the code table ``education``, highest first."""

    POSTGRADUATE = 1, _("研究生")
    UNDERGRADUATE = 2, _("大学本科")
    COLLEGE = 3, _("大学专科")
    SECONDARY_VOCATIONAL = 4, _("中专")
    HIGH_SCHOOL = 5, _("高中")
    BASIC = 6, _("初中及以下")
    OTHER = 9, _("其他")
