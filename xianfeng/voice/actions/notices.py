"""Publishing notices and filling the library; what was said is withdrawn, never changed."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit
from xianfeng.voice import facts, permissions
from xianfeng.voice.models import Addressed, LibraryItem, Notice


@action("voice.publish_notice")
def publish_notice(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    title: str,
    text: str,
    from_on: date,
    until_on: date | None,
    below: bool,
) -> Notice:
    """Publish a notice to the unit, and when ``below`` to everything below it. Raises Refused."""
    permissions.require_write(actor, unit)
    if until_on is not None and until_on < from_on:
        raise Refused(_("结束日期早于开始日期，请核对"), "until_on")
    notice = Notice(from_on=from_on, until_on=until_on, **_said(actor, at, unit, below))
    notice.title, notice.text = title.strip(), text.strip()
    notice.save()
    span = {"from_on": from_on, "until_on": until_on}
    audit.record(notice, new=_words(notice) | span, unit_id=unit.pk)
    kernel_facts.recorded(facts.NOTICE, unit_ids={unit.pk}, days={from_on})
    return notice


@action("voice.withdraw_notice")
def withdraw_notice(*, actor: Viewer, at: datetime, notice: Notice, reason: str) -> Notice:
    """Take a notice back with a reason; it stays readable with its mark. Raises Refused."""
    permissions.require_write(actor, notice.unit)
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    _withdraw(notice, reason, timezone.localdate(at))
    kernel_facts.recorded(facts.NOTICE, unit_ids={notice.unit_id}, days={notice.from_on})
    return notice


@action("voice.add_to_library")
def add_to_library(
    *, actor: Viewer, at: datetime, unit: Unit, title: str, text: str, link: str, below: bool
) -> LibraryItem:
    """Add a text or a link to the unit's library. Raises Refused when there is neither."""
    permissions.require_write(actor, unit)
    if not text.strip() and not link.strip():
        raise Refused(_("请填写内容，或填写网址"), "text")
    added_on = timezone.localdate(at)
    item = LibraryItem(added_on=added_on, link=link.strip(), **_said(actor, at, unit, below))
    item.title, item.text = title.strip(), text.strip()
    item.save()
    audit.record(item, new=_words(item) | {"link": item.link}, unit_id=unit.pk)
    return item


@action("voice.withdraw_library_item")
def withdraw_library_item(
    *, actor: Viewer, at: datetime, item: LibraryItem, reason: str
) -> LibraryItem:
    """Take an item out of the library with a reason. Raises Refused."""
    permissions.require_write(actor, item.unit)
    item = LibraryItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    _withdraw(item, reason, timezone.localdate(at))
    return item


def _withdraw(row: Addressed, reason: str, today: date) -> None:
    """Mark a row as withdrawn and tell the audit so; raises Refused."""
    if row.withdrawn_on is not None:
        raise Refused(_("已经撤回过了，请刷新页面看看"))
    if not reason.strip():
        raise Refused(_("请写明撤回的原因"), "reason")
    row.withdrawn_on, row.withdrawn_reason = today, reason.strip()
    row.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    audit.record(row, old={"withdrawn": False}, new={"reason": reason.strip()}, unit_id=row.unit_id)


def _said(actor: Viewer, at: datetime, unit: Unit, below: bool) -> dict[str, Any]:
    return {
        "unit": unit,
        "below": below,
        "written_by_id": actor.user_id,
        "written_at": at,
        "on_behalf": permissions.on_behalf(actor, unit),
    }


def _words(row: Addressed) -> dict[str, Any]:
    return {
        "title": row.title,
        "text": row.text,
        "below": row.below,
        "on_behalf": row.on_behalf,
    }
