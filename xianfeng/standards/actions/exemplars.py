"""Naming model branches, with date and reason, and taking the name back."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.standards import facts, permissions
from xianfeng.standards.models import ModelBranch
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit


@action("standards.name_model")
def name_model(
    *, actor: Viewer, at: datetime, unit: Unit, named_by: Unit, named_on: date, reason: str
) -> ModelBranch:
    """Name a branch below ``named_by`` a model branch, from a day on."""
    permissions.require_publish(actor, named_by)
    if unit.kind not in BRANCH_KINDS or not _above(named_by, unit):
        raise Refused(_("只能认定本组织下面的党支部"), "unit")
    if named_on > timezone.localdate(at):
        raise Refused(_("认定日期在今天之后，请到那天再登记"), "named_on")
    if not reason.strip():
        raise Refused(_("请写明认定的理由"), "reason")
    spells = ModelBranch.objects.filter(unit=unit, named_by=named_by)
    if spells.filter(taken_back_on=None).exists():
        raise Refused(_("这个支部已经是本组织认定的示范支部"), "unit")
    if spells.filter(taken_back_on__gt=named_on).exists():
        raise Refused(_("认定日期要在上一次取消之后"), "named_on")
    made = ModelBranch.objects.create(
        unit=unit, named_by=named_by, named_on=named_on, reason=reason.strip()
    )
    new = {"named_on": named_on.isoformat(), "reason": made.reason, "named_by": named_by.name}
    audit.record(made, new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.MODEL, unit_ids=[unit.pk], days=[named_on])
    return made


@action("standards.take_back_model")
def take_back_model(
    *, actor: Viewer, at: datetime, model: ModelBranch, on: date, reason: str
) -> ModelBranch:
    """Take the name back from a day on, with the reason."""
    permissions.require_publish(actor, model.named_by)
    if model.taken_back_on is not None:
        raise Refused(_("这一认定已经取消"))
    if not model.named_on < on <= timezone.localdate(at):
        raise Refused(_("取消日期要在认定之后、不晚于今天"), "on")
    if not reason.strip():
        raise Refused(_("请写明取消的理由"), "reason")
    model.taken_back_on, model.taken_back_because = on, reason.strip()
    model.save(update_fields=["taken_back_on", "taken_back_because"])
    new = {"taken_back_on": on.isoformat(), "reason": model.taken_back_because}
    audit.record(model, new=new, unit_id=model.unit_id)
    kernel_facts.recorded(facts.MODEL, unit_ids=[model.unit_id], days=[model.named_on, on])
    return model


def _above(upper: Unit, unit: Unit) -> bool:
    return unit.path != upper.path and unit.path.startswith(upper.path)
