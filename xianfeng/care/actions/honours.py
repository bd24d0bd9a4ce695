"""Recording and revoking honours of members and of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from xianfeng.care import facts, permissions
from xianfeng.care.actions import shared
from xianfeng.care.models import Honour
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Award:
    """An honour as a recorder enters it; without people it is the unit's own."""

    title: str
    level: str
    awarded_on: date
    awarded_by: str = ""
    document: str = ""
    people: Sequence[int] = ()


@action("care.record_honour")
def record_honour(*, actor: Viewer, at: datetime, unit: Unit, award: Award) -> list[Honour]:
    """Record an honour of the unit, or the same one of several members. Raises Refused."""
    permissions.require_record(actor, unit)
    shared.dated(award.awarded_on, at, unit)
    whose: list[int | None] = [None]
    if award.people:
        whose = list(shared.about(actor, unit, award.awarded_on, award.people))
    _stands_already(unit, award, whose)
    made = [
        Honour(
            member_id=key,
            title=award.title.strip(),
            level=award.level,
            awarded_on=award.awarded_on,
            awarded_by=award.awarded_by.strip(),
            document=award.document.strip(),
            **shared.signed(actor, at, unit),
        )
        for key in whose
    ]
    Honour.objects.bulk_create(made)
    new = {"title": award.title, "level": award.level, "awarded_on": award.awarded_on,
           "people": list(award.people), "document": award.document}  # fmt: skip
    audit.record(made[0], new=new, unit_id=unit.pk)
    kind = facts.AWARDED_MEMBER if award.people else facts.AWARDED_UNIT
    kernel_facts.recorded(kind, unit_ids={unit.pk}, days={award.awarded_on})
    return made


@action("care.revoke_honour")
def revoke_honour(
    *, actor: Viewer, at: datetime, honour: Honour, revoked_on: date, reason: str
) -> None:
    """Revoke an honour; it stays on record with the day and the reason. Raises Refused."""
    permissions.require_record(actor, honour.unit)
    found = shared.standing(honour, reason)
    shared.dated(revoked_on, at, found.unit)
    if revoked_on < found.awarded_on:
        raise Refused(_("撤销日期不能早于授予日期，请核对"), "revoked_on")
    found.revoked_on, found.withdrawn = revoked_on, reason.strip()
    found.version += 1
    found.save(update_fields=["revoked_on", "withdrawn", "version"])
    new = {"revoked_on": revoked_on, "withdrawn": found.withdrawn}
    audit.record(found, new=new, unit_id=found.unit_id, subject_id=found.member_id)
    kind = facts.AWARDED_MEMBER if found.member_id else facts.AWARDED_UNIT
    kernel_facts.recorded(kind, unit_ids={found.unit_id}, days={found.awarded_on})


def _stands_already(unit: Unit, award: Award, whose: Sequence[int | None]) -> None:
    same = Honour.objects.filter(
        withdrawn="", title=award.title.strip(), awarded_on=award.awarded_on
    )
    people = [key for key in whose if key is not None]
    mine = Q(member_id__in=people) if people else Q(member=None, unit=unit)
    if same.filter(mine).exists():
        raise Refused(_("这项荣誉已登记过，请核对名称、日期和人员"), "title")
