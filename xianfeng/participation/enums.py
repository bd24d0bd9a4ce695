"""What a community says of a year's participation: two words, no grade and no points."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    """Whether what is recorded is so (属实), or differs from what the community saw."""

    TRUE = "true", _("属实")
    DIFFERS = "differs", _("有出入")


UNITS, MEMBERS = "units", "members"
"""Of whom a list of a community is; they stand in its address."""
