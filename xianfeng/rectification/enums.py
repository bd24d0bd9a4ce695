"""Where a problem comes from, what it is about, how grave it is, and how things stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where a problem was found."""

    INSPECTION = "inspection", _("督查")
    CENTRAL = "central", _("巡视")
    PROVINCIAL = "provincial", _("巡察")
    LIFE_MEETING = "life_meeting", _("组织生活会")
    SELF_CHECK = "self_check", _("自查")
    COMPLAINT = "complaint", _("群众反映")


class Category(TextChoices):
    """The six categories of problems."""

    POLITICS = "politics", _("政治")
    THOUGHT = "thought", _("思想")
    ORGANISATION = "organisation", _("组织")
    STYLE = "style", _("作风")
    INTEGRITY = "integrity", _("廉政")
    RESPONSIBILITY = "responsibility", _("责任")


class Severity(TextChoices):
    """How grave a problem is."""

    ORDINARY = "ordinary", _("一般")
    SERIOUS = "serious", _("较重")
    GRAVE = "grave", _("严重")


class ProblemState(TextChoices):
    """Where a problem stands."""

    OPEN = "open", _("整改中")
    ANSWERED = "answered", _("已报整改，待核实")
    CLOSED = "closed", _("已销号")
    WITHDRAWN = "withdrawn", _("已撤回")


class OrderState(TextChoices):
    """Where an order stands."""

    DRAFT = "draft", _("起草中")
    ISSUED = "issued", _("已发出，待签收")
    RECEIVED = "received", _("已签收，整改中")
    REPLIED = "replied", _("已回复，待核实")
    CLOSED = "closed", _("已办结")
    RECALLED = "recalled", _("已撤回")
