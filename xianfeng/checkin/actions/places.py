"""Assigning communities and grids to units, and members to the front."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.checkin import facts, permissions
from xianfeng.checkin.enums import DeploymentKind
from xianfeng.checkin.models import Assignment, Deployment
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.units import permissions as units_permissions
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, Unit


@action("checkin.assign_place")
def assign_place(
    *, actor: Viewer, at: datetime, unit: Unit, place: Place, from_on: date
) -> Assignment:
    """Assign a community or a grid to a unit, by who manages a unit above or the unit itself."""
    units_permissions.require_manage(actor, unit)
    if place.level == GridLevel.ESTATE:
        raise Refused(_("请选社区或网格。"), "place")
    if Assignment.objects.filter(unit=unit, place=place, until_on=None).exists():
        raise Refused(_("已经分给这个党组织了。"), "place")
    made = Assignment.objects.create(unit=unit, place=place, from_on=from_on)
    audit.record(made, new={"place": place.name, "from_on": from_on}, unit_id=unit.pk)
    _tell(facts.OF_ASSIGNMENTS, unit.pk, {from_on})
    return made


@action("checkin.end_assignment")
def end_assignment(*, actor: Viewer, at: datetime, row: Assignment, until_on: date) -> Assignment:
    """End an assignment from a day on. Raises Refused."""
    units_permissions.require_manage(actor, row.unit)
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _may_end(row, until_on, timezone.localdate(at))
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    audit.record(row, new={"until_on": until_on}, unit_id=row.unit_id)
    _tell(facts.OF_ASSIGNMENTS, row.unit_id, {row.from_on, until_on})
    return row


@action("checkin.deploy_member")
def deploy_member(
    *,
    actor: Viewer,
    at: datetime,
    member: Member,
    unit: Unit,
    place: Place,
    kind: DeploymentKind,
    from_on: date,
) -> Deployment:
    """Send a member of the unit to the front, or to an estate as first secretary."""
    permissions.require_record(actor, unit)
    here = member.memberships.filter(unit__path__startswith=unit.path, from_on__lte=from_on)
    if not here.exclude(until_on__lte=from_on).exists():
        raise Refused(_("这名党员当日不在这个党组织。"), "member")
    if kind == DeploymentKind.FIRST_SECRETARY:
        if place.level != GridLevel.ESTATE:
            raise Refused(_("第一书记请选小区。"), "place")
        taken = Deployment.objects.filter(place=place, kind=kind.value, until_on=None)
        if taken.exists():
            raise Refused(_("这个小区已有第一书记，请先登记前任离任。"), "place")
    made = Deployment.objects.create(
        member=member, unit=unit, place=place, kind=kind.value, from_on=from_on
    )
    new = {"member": member.pk, "place": place.name, "kind": kind.value, "from_on": from_on}
    audit.record(made, new=new, unit_id=unit.pk)
    _tell(facts.OF_DEPLOYMENTS, unit.pk, {from_on})
    return made


@action("checkin.end_deployment")
def end_deployment(*, actor: Viewer, at: datetime, row: Deployment, until_on: date) -> Deployment:
    """Say from which day a member is back. Raises Refused."""
    permissions.require_record(actor, row.unit)
    row = Deployment.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _may_end(row, until_on, timezone.localdate(at))
    row.until_on = until_on
    row.version += 1
    row.save(update_fields=["until_on", "version"])
    audit.record(row, new={"until_on": until_on}, unit_id=row.unit_id)
    _tell(facts.OF_DEPLOYMENTS, row.unit_id, {row.from_on, until_on})
    return row


def _may_end(row: Assignment | Deployment, until_on: date, today: date) -> None:
    if row.until_on is not None:
        raise Refused(_("已经登记过结束。"))
    if not row.from_on < until_on <= today:
        raise Refused(_("结束日期应在开始之后、不晚于今天，请核对。"), "until_on")


@part
def _tell(kinds: tuple[FactKind, ...], unit_id: int, days: set[date]) -> None:
    for kind in kinds:
        kernel_facts.recorded(kind, unit_ids={unit_id}, days=days)
