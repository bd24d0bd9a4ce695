"""Where an event stands, and where somebody's place in it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    """Where an event stands."""

    DRAFT = "draft", _("草稿")
    PROPOSED = "proposed", _("社区提出，待答复")
    OPEN = "open", _("报名中")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


class SignupState(TextChoices):
    """Where somebody's place stands; who comes back after withdrawing takes a new one."""

    SIGNED = "signed", _("已报名")
    WAITING = "waiting", _("候补")
    WITHDRAWN = "withdrawn", _("已退出")
