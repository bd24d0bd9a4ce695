"""Recording visits, and who is looked after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.care import facts, permissions
from xianfeng.care.actions import shared
from xianfeng.care.enums import Fund
from xianfeng.care.models import Need, Visit
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit

MOST = Decimal(1_000_000)


@dataclass(frozen=True)
class Paid:
    """A round of visits as a recorder enters it; ``amount`` is yuan for each of the people."""

    on: date
    people: Sequence[int]
    occasion: str
    amount: Decimal = Decimal(0)
    fund: str = Fund.NONE
    visitors: str = ""
    note: str = ""


@action("care.record_visits")
def record_visits(*, actor: Viewer, at: datetime, unit: Unit, paid: Paid) -> list[Visit]:
    """Record that these people were visited that day, each with the same sum.

    Raises Refused with what to put right.
    """
    permissions.require_record(actor, unit)
    shared.dated(paid.on, at, unit)
    names = shared.about(actor, unit, paid.on, paid.people)
    fund = _fund(paid)
    made = [
        Visit(
            member_id=key,
            on=paid.on,
            occasion=paid.occasion,
            amount=paid.amount,
            fund=fund,
            visitors=paid.visitors.strip(),
            note=paid.note.strip(),
            **shared.signed(actor, at, unit),
        )
        for key in names
    ]
    Visit.objects.bulk_create(made)
    audit.record(
        made[0],
        new={"on": paid.on, "people": sorted(names), "occasion": paid.occasion,
             "amount": paid.amount, "fund": fund, "visitors": paid.visitors},
        unit_id=unit.pk,
        subject_id=next(iter(names)) if len(names) == 1 else None,
    )  # fmt: skip
    kernel_facts.recorded(facts.VISIT, unit_ids={unit.pk}, days={paid.on})
    return made


@action("care.withdraw_visit")
def withdraw_visit(*, actor: Viewer, at: datetime, visit: Visit, reason: str) -> None:
    """Take a visit out of the count; it stays on record with the reason. Raises Refused."""
    permissions.require_record(actor, visit.unit)
    found = shared.standing(visit, reason)
    shared.withdraw(found, reason, found.member_id)
    kernel_facts.recorded(facts.VISIT, unit_ids={found.unit_id}, days={found.on})


@action("care.add_need")
def add_need(
    *, actor: Viewer, at: datetime, unit: Unit, member_id: int, kind: str, from_on: date
) -> Need:
    """Put a member on the list of those looked after. Raises Refused when they stand on it."""
    permissions.require_record(actor, unit)
    shared.about(actor, unit, timezone.localdate(at), [member_id])
    try:
        with transaction.atomic():
            need = Need.objects.create(unit=unit, member_id=member_id, kind=kind, from_on=from_on)
    except IntegrityError as problem:
        raise Refused(_("这个人已按这一类别列入，不用再登记"), "people") from problem
    _audit(need)
    return need


@action("care.end_need")
def end_need(*, actor: Viewer, at: datetime, need: Need, until_on: date) -> None:
    """Take a member off the list from a day on. Raises Refused with what to put right."""
    permissions.require_record(actor, need.unit)
    found = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if found.until_on is not None:
        raise Refused(_("已经结束，不用再办"))
    if until_on <= found.from_on:
        raise Refused(_("结束日期应在列入日期之后，请核对"), "until_on")
    found.until_on = until_on
    found.save(update_fields=["until_on"])
    _audit(found)


def _fund(paid: Paid) -> str:
    """Return where the money came from; refuse a sum without a fund, and a sum that is none."""
    if not 0 <= paid.amount < MOST:
        raise Refused(_("金额请填 0 到 100 万元之间的数"), "amount")
    if not paid.amount:
        return Fund.NONE
    if paid.fund == Fund.NONE:
        raise Refused(_("有慰问金时，请选经费来源"), "fund")
    return paid.fund


def _audit(need: Need) -> None:
    new = {"kind": need.kind, "from_on": need.from_on, "until_on": need.until_on}
    audit.record(need, new=new, unit_id=need.unit_id, subject_id=need.member_id)
