"""Kinds of changes of units, and how far a change is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What is done to a unit."""

    ESTABLISH = "establish", _("新设")
    RENAME = "rename", _("更名")
    UPGRADE = "upgrade", _("改设")
    MERGE = "merge", _("合并")
    SPLIT = "split", _("分设")
    MOVE = "move", _("调整上级")
    TRANSFER = "transfer", _("整建制转隶")
    ABOLISH = "abolish", _("撤销")


class ChangeState(TextChoices):
    """How far a change is."""

    PLANNED = "planned", _("待生效")
    DONE = "done", _("已生效")
    CANCELLED = "cancelled", _("已取消")
