"""A form sent twice is taken once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xianfeng.kernel.models import Submission


def once(key: UUID, user_id: int | None, at: datetime, act: Callable[[], str]) -> str:
    """Run ``act`` for this key unless it was run already; return the location it gave.

    Act and key are in one transaction: whatever ``act`` raises leaves the key free for a retry.
    """
    seen = Submission.objects.filter(key=key, user_id=user_id).first()
    if seen is not None:
        return seen.location
    try:
        with transaction.atomic():
            submission = Submission.objects.create(key=key, user_id=user_id, at=at, location="")
            submission.location = act()
            submission.save(update_fields=["location"])
            return submission.location
    except IntegrityError:
        seen = Submission.objects.filter(key=key, user_id=user_id).first()
        if seen is None:
            raise
        return seen.location
