"""Approvals that let a unit stand otherwise than the thresholds say, and numbers counted."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import SettingApproval, SettingNumber
from xianfeng.units.models import Unit
from xianfeng.units.permissions import require_manage


@action("members.note_approval")
def note_approval(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    finding: str,
    document: str,
    reason: str,
    approved_on: date,
) -> SettingApproval:
    """Note that a superior approved what the check found; it stays visible, and is no finding."""
    require_manage(actor, unit)
    audit.hold()
    if approved_on > timezone.localdate(at):
        raise Refused(_("批准日期不晚于今天。"), "approved_on")
    if SettingApproval.objects.filter(unit=unit, finding=finding, until_on=None).exists():
        raise Refused(_("这一项已登记过批准，请先终止原来的。"), "document")
    made = SettingApproval.objects.create(
        unit=unit, finding=finding, document=document, reason=reason, approved_on=approved_on
    )
    audit.record(made, new=_written(made), unit_id=unit.pk)
    return made


@action("members.end_approval")
def end_approval(
    *, actor: Viewer, at: datetime, approval: SettingApproval, until_on: date
) -> SettingApproval:
    """End an approval from a day on; the finding shows again."""
    rows = SettingApproval.objects.select_for_update(of=("self",)).select_related("unit")
    held = rows.get(pk=approval.pk)
    require_manage(actor, held.unit)
    if held.until_on is not None or until_on <= held.approved_on:
        text = _("请填批准日期 %(day)s 之后的日期。")
        raise Refused(text % {"day": held.approved_on}, "until_on")
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    audit.record(held, old={"until_on": None}, new=_written(held), unit_id=held.unit_id)
    return held


@action("members.count_number")
def count_number(
    *, actor: Viewer, at: datetime, unit: Unit, kind: str, number: int, counted_on: date
) -> SettingNumber:
    """Keep a number as counted on a day; a second count of the same day takes its place."""
    require_manage(actor, unit)
    audit.hold()
    if counted_on > timezone.localdate(at):
        raise Refused(_("统计日期不晚于今天。"), "counted_on")
    before = SettingNumber.objects.filter(unit=unit, kind=kind, counted_on=counted_on).first()
    made, _new = SettingNumber.objects.update_or_create(
        unit=unit, kind=kind, counted_on=counted_on, defaults={"number": number}
    )
    old = {"number": before.number} if before else {}
    new = {"kind": kind, "number": number, "counted_on": counted_on}
    audit.record(made, old=old, new=new, unit_id=unit.pk)
    return made


def _written(approval: SettingApproval) -> dict[str, object]:
    return {
        "finding": approval.finding,
        "document": approval.document,
        "reason": approval.reason,
        "approved_on": approval.approved_on,
        "until_on": approval.until_on,
    }
