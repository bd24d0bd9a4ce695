"""A form sent twice is taken once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from xianfeng.kernel.models import Submission


def once(key: UUID, user_id: int | None, at: datetime, act: Callable[[], str]) -> str:
    """Run ``act`` for this key unless it was run already; return the location it gave.

    A key is one user's: another's equal key is another form. Act and key are in one transaction:
    whatever ``act`` raises leaves the key free for a retry.
    """
    key = _own(key, user_id)
    seen = Submission.objects.filter(key=key).first()
    if seen is not None:
        return seen.location
    try:
        with transaction.atomic():
            submission = Submission.objects.create(key=key, user_id=user_id, at=at, location="")
            submission.location = act()
            submission.save(update_fields=["location"])
            return submission.location
    except IntegrityError:
        seen = Submission.objects.filter(key=key).first()
        if seen is None:
            raise
        return seen.location


def taken(key: UUID, user_id: int | None) -> bool:
    """True when this user's form was taken already."""
    return Submission.objects.filter(key=_own(key, user_id)).exists()


def _own(key: UUID, user_id: int | None) -> UUID:
    return uuid5(key, str(user_id))
