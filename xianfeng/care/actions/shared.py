"""What every record of this context is checked for before it is written, and how it is undone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.care import permissions
from xianfeng.care.queries import people
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


def dated(on: date, at: datetime, unit: Unit) -> None:
    """Refuse a day that has not come yet, or on which the unit did not stand."""
    if on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请改成实际日期"), "on")
    if on < unit.established_on:
        raise Refused(_("这一天本组织还没有成立，请核对日期"), "on")
    if unit.abolished_on is not None and on >= unit.abolished_on:
        raise Refused(_("这一天本组织已经撤销，请核对日期"), "on")


def about(actor: Viewer, unit: Unit, on: date, keys: Iterable[int]) -> dict[int, str]:
    """Return the names of these people; refuse nobody chosen, or somebody of another unit."""
    wanted = set(keys)
    if not wanted:
        raise Refused(_("请至少选一个人"), "people")
    names = people.known(actor, unit, on, wanted)
    if set(names) != wanted:
        raise Refused(_("有人当天不在本组织，请按新名单核对"), "people")
    return names


def signed(actor: Viewer, at: datetime, unit: Unit) -> dict[str, Any]:
    """Return who recorded a row, when and for whom."""
    return {
        "unit": unit,
        "recorded_by_id": actor.user_id,
        "recorded_at": at,
        "on_behalf": permissions.on_behalf(actor, unit),
    }


def standing[M: Model](row: M, reason: str) -> M:
    """Return the row, locked, to be withdrawn; refuse without a reason, or when it is withdrawn."""
    if not reason.strip():
        raise Refused(_("请写明原因"), "reason")
    found: M = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if getattr(found, "withdrawn", ""):
        raise Refused(_("这条记录已经作废，不用再办"))
    return found


def withdraw(row: Any, reason: str, subject_id: int | None = None) -> None:
    """Keep a row with the reason why it counts no more, and write the audit row."""
    row.withdraw(reason.strip())
    audit.record(
        row,
        old={"withdrawn": ""},
        new={"withdrawn": row.withdrawn},
        unit_id=row.unit_id,
        subject_id=subject_id,
    )
