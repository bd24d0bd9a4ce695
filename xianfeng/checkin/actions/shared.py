"""What assigning and sending share: days that can be, and telling who derives from the facts."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.checkin.models import Assignment, Deployment
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, part
from xianfeng.kernel.facts import FactKind


def begins(from_on: date, today: date) -> None:
    """Refuse a first day that has not come yet."""
    if from_on > today:
        raise Refused(_("开始日期在今天之后，请核对。"), "from_on")


def may_end(row: Assignment | Deployment, until_on: date, today: date) -> None:
    """Refuse a second end, and days before the beginning or after today."""
    if row.until_on is not None:
        raise Refused(_("已经登记过结束，请刷新页面看看最新情况。"))
    if not row.from_on <= until_on <= today:
        raise Refused(_("结束日期应不早于开始日期、不晚于今天，请核对。"), "until_on")


@part
def end(row: Assignment | Deployment, until_on: date) -> None:
    """End a row from a day on; one that would not have begun by then is taken away altogether."""
    if until_on <= row.from_on:
        row.delete()
        return
    row.until_on = until_on
    if isinstance(row, Deployment):
        row.version += 1
    row.save()


@part
def tell(kinds: Iterable[FactKind], unit_ids: set[int], days: set[date]) -> None:
    """Say that facts of these units changed on these days."""
    for kind in kinds:
        kernel_facts.recorded(kind, unit_ids=unit_ids, days=days)
