"""Who is paired with whom, which way a deed goes, and where it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NamedKind(TextChoices):
    """What a partner is that stands in no tree: only its name is known."""

    BUILDING = "building", _("楼栋")
    NEW_ORGANISATION = "new_organisation", _("两新组织")
    VILLAGE_BRANCH = "village_branch", _("村党支部")
    OTHER = "other", _("其他")


class Side(TextChoices):
    """The two sides of a relation, as the unit that entered it sees them."""

    UNIT = "unit", _("我方")
    OTHER = "other", _("对方")


class Direction(TextChoices):
    """Which way a deed goes, as the unit sees it."""

    GIVEN = "given", _("党组织为对方办的")
    RECEIVED = "received", _("对方为党组织办的")


class DeedState(TextChoices):
    """Where a deed stands."""

    PROPOSED = "proposed", _("已提议，待答复")
    AGREED = "agreed", _("已商定，待办")
    DONE = "done", _("已办，待确认")
    CONFIRMED = "confirmed", _("受益方已确认")
    REFUSED = "refused", _("没有商定")
    DROPPED = "dropped", _("不办了")
