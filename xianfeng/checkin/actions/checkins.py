"""Checking in, the community's word on it, and moving on."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.checkin import facts, permissions, rules
from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member, Membership
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, Unit

_LIVE = (CheckinState.REPORTED, CheckinState.CONFIRMED)
_MOST_A_MONTH = 31


@dataclass(frozen=True)
class Offer:
    """What a member offers: bits of skills, wishes and times, and how many orders a month."""

    skills: int = 0
    wishes: int = 0
    slots: int = 0
    monthly_limit: int = 2


@action("checkin.checkin_unit")
def checkin_unit(
    *, actor: Viewer, at: datetime, unit: Unit, community: Place, from_on: date, agreement: str = ""
) -> UnitCheckin:
    """Check a unit in at a community. Raises Refused."""
    permissions.require_record(actor, unit)
    _check(community, from_on, timezone.localdate(at))
    standing = UnitCheckin.objects.filter(unit=unit, community=community, state__in=_LIVE)
    if standing.exists():
        raise Refused(_("已经在这个社区报到过了。"), "community")
    made = UnitCheckin.objects.create(
        unit=unit,
        community=community,
        from_on=from_on,
        agreement=agreement.strip(),
        on_behalf=actor.on_behalf,
    )
    audit.record(made, new={"community": community.name, "from_on": from_on}, unit_id=unit.pk)
    _tell(made, {from_on})
    return made


@action("checkin.checkin_member")
def checkin_member(
    *,
    actor: Viewer,
    at: datetime,
    member: Member,
    community: Place,
    from_on: date,
    grid: Place | None = None,
    offer: Offer | None = None,
) -> MemberCheckin:
    """Check a member in at the community of their home; moving home moves the check-in.

    What was offered before is kept where ``offer`` is None. Raises Refused.
    """
    spell = _spell(member, timezone.localdate(at))
    permissions.require_member(actor, member.pk, spell.unit.path)
    if spell.until_on is not None and spell.until_on <= timezone.localdate(at):
        raise Refused(_("此人的组织关系已不在党支部，不能报到。"), "member")
    _check(community, from_on, timezone.localdate(at), grid)
    before = MemberCheckin.objects.select_for_update().filter(member=member, state__in=_LIVE)
    earlier = before.first()
    if earlier is not None and earlier.community_id == community.pk and earlier.grid == grid:
        raise Refused(_("已经在这里报到过了；特长、意愿和时间可以在报到页面上改。"), "community")
    offered = replace(offer) if offer is not None else _offered(earlier)
    _checked(offered)
    days = {from_on}
    if earlier is not None:
        days |= {earlier.from_on}
        _end(earlier, from_on)
    made = MemberCheckin.objects.create(
        member=member,
        community=community,
        grid=grid,
        from_on=from_on,
        on_behalf=permissions.on_behalf(actor, member.pk),
        **vars(offered),
    )
    new = {"community": community.name, "from_on": from_on, **vars(offered)}
    old = {"community": earlier.community_id} if earlier else None
    audit.record(made, old=old, new=new, unit_id=spell.unit_id)
    _tell(made, days)
    return made


@action("checkin.amend_member")
def amend_member(
    *, actor: Viewer, at: datetime, row: MemberCheckin, version: int, offer: Offer
) -> MemberCheckin:
    """Change what a member offers. Raises Conflict or Refused."""
    spell = _spell(row.member, timezone.localdate(at))
    permissions.require_member(actor, row.member_id, spell.unit.path)
    row = _locked(row, version)
    if row.state not in _LIVE:
        raise Refused(_("这次报到已经结束，请先重新报到。"))
    _checked(offer)
    old = vars(_offered(row))
    for name, value in vars(offer).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(row, old=old, new=vars(offer), unit_id=spell.unit_id)
    return row


@action("checkin.confirm_checkin")
def confirm_checkin[R: (UnitCheckin, MemberCheckin)](
    *, actor: Viewer, at: datetime, row: R, version: int
) -> R:
    """Say, for the community, that the check-in is known there."""
    permissions.require_confirm(actor, row)
    row = _turned(row, version, "confirm_checkin")
    row.confirmed_on = timezone.localdate(at)
    return _gone(row)


@action("checkin.refuse_checkin")
def refuse_checkin[R: (UnitCheckin, MemberCheckin)](
    *, actor: Viewer, at: datetime, row: R, version: int, because: str
) -> R:
    """Say, for the community, that it cannot be so, and why."""
    permissions.require_confirm(actor, row)
    if not because.strip():
        raise Refused(_("请写明退回的原因。"), "because")
    row = _turned(row, version, "refuse_checkin")
    row.refused_because = because.strip()
    return _gone(row)


@action("checkin.end_checkin")
def end_checkin[R: (UnitCheckin, MemberCheckin)](
    *, actor: Viewer, at: datetime, row: R, version: int, until_on: date
) -> R:
    """End a check-in from a day on: by who checked in, or for them."""
    if isinstance(row, UnitCheckin):
        permissions.require_record(actor, row.unit)
    else:
        spell = _spell(row.member, timezone.localdate(at))
        permissions.require_member(actor, row.member_id, spell.unit.path)
    if not row.from_on <= until_on <= timezone.localdate(at):
        raise Refused(_("结束日期应在报到之后、今天之前，请核对。"), "until_on")
    row = _turned(row, version, "end_checkin")
    row.until_on = until_on
    return _gone(row)


def _check(community: Place, from_on: date, today: date, grid: Place | None = None) -> None:
    if community.level != GridLevel.COMMUNITY:
        raise Refused(_("请选社区。"), "community")
    if grid is not None and grid.parent_id != community.pk:
        raise Refused(_("这个网格不在所选的社区里，请重选。"), "grid")
    if from_on > today:
        raise Refused(_("报到日期在今天之后，请核对。"), "from_on")


def _checked(offer: Offer) -> None:
    if not 0 <= offer.monthly_limit <= _MOST_A_MONTH:
        raise Refused(_("每月愿意接的单数请填 0 到 31。"), "monthly_limit")
    if offer.slots >= 1 << rules.WEEK:
        raise Refused(_("可服务时间有误，请重选。"), "slots")


def _offered(row: MemberCheckin | None) -> Offer:
    if row is None:
        return Offer()
    return Offer(row.skills, row.wishes, row.slots, row.monthly_limit)


def _spell(member: Member, on: date) -> Membership:
    """Return the branch spell of a member on a day, or the last one. Raises Refused."""
    spells = member.memberships.select_related("unit").filter(from_on__lte=on)
    found: Membership | None = spells.order_by("-from_on").first()
    if found is None:
        raise Refused(_("这名党员还没有编入党支部，请先办理组织关系。"), "member")
    return found


def _locked[R: (UnitCheckin, MemberCheckin)](row: R, version: int) -> R:
    found = type(row).objects.select_for_update().get(pk=row.pk)
    if found.version != version:
        raise Conflict(found)
    return found


def _turned[R: (UnitCheckin, MemberCheckin)](row: R, version: int, verb: str) -> R:
    row = _locked(row, version)
    if not rules.CHECKIN.may(verb, row.state):
        raise Refused(_("这次报到现在不能这样办，请刷新页面看看最新情况。"))
    row.state = rules.CHECKIN.edge(verb).to
    return row


@part
def _gone[R: (UnitCheckin, MemberCheckin)](row: R) -> R:
    row.version += 1
    row.save()
    said = {"state": row.state, "because": row.refused_because, "until_on": row.until_on}
    unit_ids = _units(row)
    audit.record(row, new=said, unit_id=min(unit_ids, default=None))
    _tell(row, {day for day in (row.from_on, row.until_on) if day})
    return row


@part
def _end(row: MemberCheckin, until_on: date) -> None:
    row.state, row.until_on = CheckinState.ENDED.value, max(until_on, row.from_on)
    row.version += 1
    row.save()


def _units(row: UnitCheckin | MemberCheckin) -> set[int]:
    if isinstance(row, UnitCheckin):
        return {row.unit_id}
    return set(row.member.memberships.values_list("unit_id", flat=True))


@part
def _tell(row: UnitCheckin | MemberCheckin, days: set[date]) -> None:
    kinds = facts.OF_UNITS if isinstance(row, UnitCheckin) else facts.OF_MEMBERS
    for kind in kinds:
        kernel_facts.recorded(kind, unit_ids=_units(row), days=days)
