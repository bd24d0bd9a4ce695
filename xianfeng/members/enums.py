"""The words of members: standing, schooling, posts, transfers, findings of the set-up check."""

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
    MOVED = "moved", _("已转出")


class StandingEvent(TextChoices):
    """What a decision makes of somebody's standing."""

    DIED = "died", _("去世")
    EXPELLED = "expelled", _("开除党籍")
    STRUCK_OFF = "struck_off", _("除名")
    SELF_WITHDRAWN = "self_withdrawn", _("自行脱党除名")
    WITHDREW = "withdrew", _("退党")
    PROBATION_CANCELLED = "probation_cancelled", _("取消预备党员资格")
    SUSPENDED = "suspended", _("停止党籍")
    RESTORED = "restored", _("恢复党籍")
    MOVED_OUT = "moved_out", _("组织关系转出")


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


class PostHow(TextChoices):
    """How somebody came to a post."""

    ELECTED = "elected", _("选举")
    BY_ELECTION = "by_election", _("补选")
    APPOINTED = "appointed", _("上级指派")


class TransferKind(TextChoices):
    """Between which ends a transfer goes."""

    INSIDE = "inside", _("本系统内转接")
    OUTSIDE_OUT = "outside_out", _("转往系统外")
    OUTSIDE_IN = "outside_in", _("由系统外转入")


class TransferWay(TextChoices):
    """By which way a transfer goes; an adjustment between neighbours needs no letter."""

    PROVINCE = "province", _("省内平台")
    NATIONAL = "national", _("全国系统")
    LETTER = "letter", _("纸质介绍信")
    ADJUSTMENT = "adjustment", _("本党委内调整")


class TransferState(TextChoices):
    """Where a letter stands; everything but ISSUED is an end."""

    ISSUED = "issued", _("已开出，待接收")
    RECEIVED = "received", _("已接收")
    REFUSED = "refused", _("已退回")
    LAPSED = "lapsed", _("过期作废")
    WITHDRAWN = "withdrawn", _("已撤回")

    @classmethod
    def closed(cls) -> list[str]:
        """Return the states in which nothing more happens."""
        return [value for value in cls.values if value != cls.ISSUED]


class SettingFinding(TextChoices):
    """What the set-up check (设置规范) may find of a unit."""

    TOO_SMALL = "too_small", _("正式党员不足 3 人")
    TOO_LARGE = "too_large", _("支部党员超过 50 人")
    NO_COMMITTEE = "no_committee", _("应设支部委员会")
    COMMITTEE_SIZE = "committee_size", _("支委人数")
    TO_GENERAL_BRANCH = "to_general_branch", _("应设党总支")
    TO_COMMITTEE = "to_committee", _("应设机关党委")
    BELOW_COMMITTEE = "below_committee", _("党员不足 100 人的机关党委")
    BELOW_GENERAL_BRANCH = "below_general_branch", _("党员不足 50 人的党总支")
    JOINT_WIDE = "joint_wide", _("联合党支部覆盖单位超过 5 个")
    TEMPORARY_LONG = "temporary_long", _("临时党支部超过 6 个月")
    WITHOUT_BRANCH = "without_branch", _("有党员未编入支部")
    NO_FULL_TIME_DEPUTY = "no_full_time_deputy", _("未配专职副书记")
    STAFF_SHARE = "staff_share", _("专职党务人员比例")


class SettingNumberKind(TextChoices):
    """Numbers that are counted, and kept nowhere else."""

    HEADCOUNT = "headcount", _("机关工作人员总数")
    COVERED = "covered", _("联合党支部覆盖单位数")


class EducationLevel(IntegerChoices):
    """学历 in the groups of the code table ``education``, highest first."""

    POSTGRADUATE = 1, _("研究生")
    UNDERGRADUATE = 2, _("大学本科")
    COLLEGE = 3, _("大学专科")
    SECONDARY_VOCATIONAL = 4, _("中专")
    HIGH_SCHOOL = 5, _("高中")
    BASIC = 6, _("初中及以下")
    OTHER = 9, _("其他")
