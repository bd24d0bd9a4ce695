"""The states of an import batch."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchState(TextChoices):
    """A batch is looked at, then applied, and may be undone."""

    CHECKED = "checked", _("待确认")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")
