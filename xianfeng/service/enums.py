"""Where a request comes from and where it stands."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """Where a request stands."""

    PLACED = "placed", _("已提交，待社区核对")
    CHECKED = "checked", _("社区已核对，待派单")
    SENT = "sent", _("已派到党支部，待派人")
    OFFERED = "offered", _("已派单，待接单")
    ACCEPTED = "accepted", _("已接单")
    DONE = "done", _("已办完，待评价")
    CLOSED = "closed", _("已评价")
    CANCELLED = "cancelled", _("已取消")
    REFUSED = "refused", _("不予办理")
    UNMET = "unmet", _("暂时没有人能办")


class RequestSource(TextChoices):
    """Who put a request in."""

    RESIDENT = "resident", _("居民")
    WORKER = "worker", _("社区代录")
    SHEET = "sheet", _("批量导入")


class Urgency(IntegerChoices):
    """How urgent a request is."""

    ORDINARY = 1, _("一般")
    SOON = 2, _("较急")
    URGENT = 3, _("紧急")


class DispatchState(TextChoices):
    """Where one person's part in a request stands."""

    OFFERED = "offered", _("待接单")
    ACCEPTED = "accepted", _("已接单")
    DECLINED = "declined", _("未接")
    WITHDRAWN = "withdrawn", _("已撤回")
