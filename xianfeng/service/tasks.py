"""What service does once a day."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import operator
from xianfeng.service import actions, proposing, queries
from xianfeng.units.models import Unit


def free_places(today: date) -> None:
    """Give the places back to the branch that nobody answered for by the day."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    for request in queries.unanswered(actor, today):
        actions.free_places(actor=actor, at=at, request=request)


def release_gone(today: date) -> None:
    """Ask no more who left, and give back to the community what an abolished branch was sent.

    What just changed keeps nothing else from it.
    """
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    by = {"actor": actor, "at": at}
    for part in queries.gone(actor):
        try:
            actions.withdraw_place(**by, dispatch=part, version=part.version, because=_("已不在册"))
        except (Refused, Conflict):
            continue
    for request in queries.orphaned(actor, today):
        try:
            actions.return_request(
                **by, request=request, version=request.version, because=_("承办的党组织已撤销")
            )
        except (Refused, Conflict):
            continue


def erase_contacts(today: date) -> None:
    """Erase the contacts of what ended thirty days ago; without any, nothing is written."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    if queries.erasable(actor, today).exists():
        actions.erase_contacts(actor=actor, at=at)


def propose(today: date) -> None:
    """Match what waits in the whole city with who is free; with nothing to do, write nothing."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    root = Unit.objects.filter(parent=None).order_by("path").first()
    if root is None:
        return
    if proposing.waiting(actor, "").exists() or queries.proposed(actor).exists():
        actions.keep_proposals(actor=actor, at=at, unit=root)
