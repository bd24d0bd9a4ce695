"""What partners do once a day."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import operator
from xianfeng.partners import actions, queries


def open_years(today: date) -> None:
    """Let the pairs that last owe the year that has begun; without any, nothing is written."""
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    if queries.without_year(actor, today).exists():
        actions.open_years(actor=actor, at=at)


def end_gone(today: date) -> None:
    """End the pairs of abolished units, and give up what was not done by then.

    What cannot be ended so keeps nothing else from it, and stays for people to end.
    """
    actor, at = operator("每日任务"), timezone.make_aware(datetime.combine(today, time.min))
    by = {"actor": actor, "at": at}
    for deed in queries.orphaned_deeds(actor, today):
        give_up = actions.drop_deed if deed.state == "agreed" else actions.withdraw_deed
        try:
            give_up(**by, deed=deed, version=deed.version, because=_("有一方的党组织已撤销"))
        except (Refused, Conflict):
            continue
    for pair, day in queries.orphaned_pairs(actor, today):
        try:
            actions.end_pair(**by, pair=pair, version=pair.version, until_on=day)
        except (Refused, Conflict):
            continue
