"""What the lifecycle does once a day: changes whose day has come take effect."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Viewer, operator
from xianfeng.lifecycle import queries
from xianfeng.lifecycle.actions import changes
from xianfeng.lifecycle.models import UnitChange


def apply_due(today: date) -> None:
    """Let every planned change whose day has come take effect."""
    at = timezone.make_aware(datetime.combine(today, time.min))
    for _change, _why in finish_due(operator("每日任务"), today, at):
        pass


def finish_due(actor: Viewer, today: date, at: datetime) -> Iterator[tuple[UnitChange, str]]:
    """Apply what is due, the earliest first; yield each with why it could not be ("" when done).

    What stands in the way of one keeps no other from its day; it stays planned and on the list.
    """
    for change in queries.due(actor, today):
        try:
            done = changes.apply_change(actor=actor, at=at, change=change, version=change.version)
        except Refused as refused:
            yield change, refused.message
        except Conflict:
            continue  # somebody else has just dealt with it
        else:
            yield done, ""
