"""Sending members to the front, and first secretaries to estates."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.checkin import facts, permissions
from xianfeng.checkin.actions.shared import begins, end, may_end, tell
from xianfeng.checkin.enums import DeploymentKind
from xianfeng.checkin.models import Deployment
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member, Membership
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

_FIRST = DeploymentKind.FIRST_SECRETARY.value


@action("checkin.deploy_members")
def deploy_members(
    *, actor: Viewer, at: datetime, members: Sequence[Member], place: Place, from_on: date
) -> list[Deployment]:
    """Send members to the front, by who keeps the records of their branches. Raises Refused."""
    begins(from_on, timezone.localdate(at))
    if not members:
        raise Refused(_("请先勾选党员。"), "members")
    units = _branches(members, from_on)
    for spell in units.values():
        permissions.require_record(actor, spell.unit)
    _not_twice(members, place, from_on)
    rows = [
        Deployment(
            member=one, unit=units[one.pk].unit, place=place, from_on=from_on,
            kind=DeploymentKind.DEPLOYED.value,
        )
        for one in members
    ]  # fmt: skip
    made = Deployment.objects.bulk_create(rows)
    keys = {spell.unit_id for spell in units.values()}
    new = {"members": sorted(units), "place": place.name, "from_on": from_on}
    audit.record(made[0], new=new, unit_id=min(keys))
    tell(facts.OF_DEPLOYMENTS, keys, {from_on})
    return made


@action("checkin.end_deployments")
def end_deployments(
    *, actor: Viewer, at: datetime, rows: Sequence[Deployment], until_on: date
) -> None:
    """Say from which day members are back, or left an estate. Raises Refused.

    Back on the first day means that they never went.
    """
    if not rows:
        raise Refused(_("请先勾选。"))
    for row in rows:
        permissions.require_record(actor, row.unit)
    wanted = {row.pk for row in rows}
    found = Deployment.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    held = list(found)
    if len(held) != len(wanted):
        raise Refused(_("其中有的已经撤销，请刷新页面看看最新情况。"))
    for one in held:
        may_end(one, until_on, timezone.localdate(at))
    keys, days = {one.unit_id for one in held}, {one.from_on for one in held} | {until_on}
    old = {"rows": sorted(wanted), "members": sorted({one.member_id for one in held})}
    audit.record(held[0], old=old, new={"until_on": until_on}, unit_id=min(keys))
    for one in held:
        end(one, until_on)
    tell(facts.OF_DEPLOYMENTS, keys, days)


@action("checkin.appoint_secretary")
def appoint_secretary(
    *,
    actor: Viewer,
    at: datetime,
    member: Member,
    estate: Place,
    from_on: date,
    before: int | None = None,
) -> Deployment:
    """Make a member first secretary of an estate; the one before leaves on the same day.

    ``before`` is the key of the post that the actor saw as held. Raises Conflict or Refused.
    """
    begins(from_on, timezone.localdate(at))
    if estate.level != GridLevel.ESTATE:
        raise Refused(_("第一书记请选小区。"), "estate")
    spell = _branches([member], from_on)[member.pk]
    permissions.require_record(actor, spell.unit)
    Place.objects.select_for_update(of=("self",)).get(pk=estate.pk)
    held = Deployment.objects.filter(place=estate, kind=_FIRST, until_on=None).first()
    if held is not None and not permissions.may_record(actor, held.unit):
        raise Refused(_("这个小区的第一书记由别的单位派出，请先由该单位登记离任。"), "estate")
    if (held.pk if held else None) != before:
        raise Conflict(held)
    _follows(held, member, estate, from_on)
    old = {"before": held.pk, "member": held.member_id} if held else None
    keys, days = {spell.unit_id}, {from_on}
    if held is not None:
        keys, days = keys | {held.unit_id}, days | {held.from_on}
        end(held, from_on)
    made = _appointed(member, spell, estate, from_on)
    new = {"member": member.pk, "place": estate.name, "from_on": from_on}
    audit.record(made, old=old, new=new, unit_id=spell.unit_id)
    tell(facts.OF_DEPLOYMENTS, keys, days)
    return made


@part
def _appointed(member: Member, spell: Membership, estate: Place, from_on: date) -> Deployment:
    return Deployment.objects.create(
        member=member, unit=spell.unit, place=estate, kind=_FIRST, from_on=from_on
    )


def _follows(held: Deployment | None, member: Member, estate: Place, from_on: date) -> None:
    """Refuse whoever holds the post already, and days on which somebody else held it."""
    if held is not None:
        if held.member_id == member.pk:
            raise Refused(_("此人现任这个小区的第一书记。"), "member")
        if held.from_on >= from_on:
            text = _("前任自 %(day)s 起任职，接任日期应在其后。")
            raise Refused(text % {"day": held.from_on}, "from_on")
    later = Deployment.objects.filter(place=estate, kind=_FIRST, until_on__gt=from_on)
    if later.exists():
        raise Refused(_("这一天还有别人任这个小区的第一书记，请核对日期。"), "from_on")


def _branches(members: Sequence[Member], on: date) -> dict[int, Membership]:
    """Return the branch spell of each member on a day. Raises Refused."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    keys = [one.pk for one in members]
    spells = Membership.objects.filter(covers, member__in=keys, from_on__lte=on)
    found = {spell.member_id: spell for spell in spells.select_related("unit")}
    homeless = sorted(one.name for one in members if one.pk not in found)
    if homeless:
        text = _("当日还没有编入党支部：%(names)s。请核对日期。")
        raise Refused(text % {"names": "、".join(homeless)}, "members")
    return found


def _not_twice(members: Sequence[Member], place: Place, from_on: date) -> None:
    """Refuse who is at this place already, on the first day or later; others wait meanwhile."""
    keys = [one.pk for one in members]
    list(Member.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    later = Q(until_on=None) | Q(until_on__gt=from_on)
    there = Deployment.objects.filter(
        later, member__in=keys, place=place, kind=DeploymentKind.DEPLOYED.value
    )
    names = sorted(set(there.values_list("member__name", flat=True)))
    if names:
        told = {"place": place.name, "names": "、".join(names)}
        raise Refused(_("已在%(place)s下沉：%(names)s。请去掉他们的勾。") % told, "members")
