"""How often one address may come to a page that needs no account."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from xianfeng.kernel import crypto
from xianfeng.service.models import Knock

AT_MOST = {"post": 240, "place": 20, "lookup": 60}
"""What one address may send in an hour: anything, requests, numbers. Local: set by the city."""
_KEPT = timedelta(hours=12)


def let_in(door: str, address: str, at: datetime) -> bool:
    """Count one more visit of an address; False, and nothing written, when it came too often.

    The count is the database's, so that several processes share it.
    """
    key = crypto.blind("address", address)
    hour = at.replace(minute=0, second=0, microsecond=0)
    own = Knock.objects.filter(door=door, key=key, hour=hour)
    room = own.filter(times__lt=AT_MOST[door])
    seen = own.values_list("times", flat=True).first()
    if seen is not None:  # a flood costs one read each time, and writes nothing
        return seen < AT_MOST[door] and room.update(times=F("times") + 1) > 0
    Knock.objects.filter(hour__lt=at - _KEPT).delete()
    try:
        with transaction.atomic():
            Knock.objects.create(door=door, key=key, hour=hour)
    except IntegrityError:  # another process was first
        return room.update(times=F("times") + 1) > 0
    return True
