"""What hours were given for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where hours were recorded; the key of a stint is that of a row there."""

    REQUEST = "request", _("服务单")
    EVENT = "event", _("志愿服务活动")


PAGES = {Source.REQUEST: "service:request", Source.EVENT: "volunteering:event"}
"""The page of each source, by its URL name."""
