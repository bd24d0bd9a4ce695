"""How a task stands, whether it was done by its day, and what became of a change asked for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanKind(TextChoices):
    """Whether a plan is broken down to units below, or lists a unit's own projects."""

    BREAKDOWN = "breakdown", _("任务分解")
    PROJECTS = "projects", _("项目清单")


class Timing(TextChoices):
    """When a task was done, against its due day."""

    ON_TIME = "on_time", _("按时完成")
    LATE = "late", _("逾期完成")


class TaskState(TextChoices):
    """How a task stands on a day."""

    OVERDUE = "overdue", _("逾期未完成")
    OPEN = "open", _("未到期")
    MET = "met", _("按时完成")
    LATE = "late", _("逾期完成")


class ChangeState(TextChoices):
    """What became of a change of a task or node."""

    ASKED = "asked", _("待答复")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")
