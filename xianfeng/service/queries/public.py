"""What a page that needs no account may read."""

from django.db.models import QuerySet

from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import Viewer
from xianfeng.service.enums import RequestSource
from xianfeng.service.models import Request
from xianfeng.service.queries import OPEN
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

_OPEN_OF_ONE = 3


def places(viewer: Viewer) -> QuerySet[Place]:
    """Return the communities and the grids in them, which are no secret."""
    levels = [GridLevel.COMMUNITY, GridLevel.GRID]
    return Place.objects.filter(level__in=levels).select_related("parent")


def too_many_open(viewer: Viewer, phone: str) -> bool:
    """True when so many requests that residents placed with this telephone are still open.

    No page says so in words of its own: whose telephone has requests is nobody's business.
    """
    own = Request.objects.filter(phone_index=crypto.blind("phone", phone), state__in=OPEN)
    return own.filter(source=RequestSource.RESIDENT).count() >= _OPEN_OF_ONE
