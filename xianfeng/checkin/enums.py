"""What people can do, when, and what they wish to do: lists whose places are bits."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Skill(TextChoices):
    """What somebody can do (特长). The order is kept for ever: the place of a line is its bit."""

    PLUMBING = "plumbing", _("水电维修")
    APPLIANCES = "appliances", _("家电维修")
    COMPUTERS = "computers", _("电脑网络")
    LAW = "law", _("法律咨询")
    MEDIATION = "mediation", _("矛盾调解")
    COUNSELLING = "counselling", _("心理疏导")
    HEALTH = "health", _("医疗健康")
    FIRST_AID = "first_aid", _("应急救护")
    TUTORING = "tutoring", _("课业辅导")
    ARTS = "arts", _("文艺辅导")
    WRITING = "writing", _("文字写作")
    PHOTOGRAPHY = "photography", _("摄影摄像")
    FINANCE = "finance", _("财务税务")
    POLICY = "policy", _("政策宣讲")
    GARDENING = "gardening", _("园艺")
    HAIRCUT = "haircut", _("理发")


class Wish(TextChoices):
    """What kind of service somebody wishes to give, and a request asks for (服务意向)."""

    CARE = "care", _("扶老助残")
    YOUTH = "youth", _("青少年关爱")
    REPAIR = "repair", _("便民维修")
    ENVIRONMENT = "environment", _("环境整治")
    CIVILITY = "civility", _("文明劝导")
    DISPUTES = "disputes", _("纠纷调解")
    PUBLICITY = "publicity", _("政策宣传")
    DUTY = "duty", _("应急值守")


class Part(TextChoices):
    """A part of the day."""

    MORNING = "morning", _("上午")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚上")


class CheckinState(TextChoices):
    """Where a check-in stands."""

    REPORTED = "reported", _("已报到，待社区确认")
    CONFIRMED = "confirmed", _("社区已确认")
    REFUSED = "refused", _("社区退回")
    ENDED = "ended", _("已结束")


class DeploymentKind(StrEnum):
    """As what a member is at the front."""

    DEPLOYED = "deployed"
    FIRST_SECRETARY = "first_secretary"

    @property
    def label(self) -> str:
        """Return the word for it."""
        words = {self.DEPLOYED: _("下沉"), self.FIRST_SECRETARY: _("第一书记")}
        return str(words[self])
