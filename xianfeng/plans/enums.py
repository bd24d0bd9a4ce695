"""How a task stands, and whether it was done by its day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
