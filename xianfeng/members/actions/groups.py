"""Moving several members between the groups of their branch at once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.facts import GROUP_SPELL
from xianfeng.members.models import GroupMembership, Member, Membership
from xianfeng.members.permissions import require_keep
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit


@action("members.regroup")
def regroup(
    *,
    actor: Viewer,
    at: datetime,
    branch: Unit,
    members: Sequence[Member],
    group: Unit | None,
    from_on: date,
) -> int:
    """Put members of a branch into one of its groups, or (None) into none; return how many moved.

    Who is there already stays as they are. Source: 支部工作条例 第十三条.
    """
    require_keep(actor, branch.path)
    audit.hold()
    if group is not None and (group.kind != UnitKind.GROUP or group.parent_id != branch.pk):
        raise Refused(_("请选本支部的党小组。"), "group")
    if from_on > timezone.localdate(at):
        raise Refused(_("日期不晚于今天。"), "from_on")
    moved, touched = [], set()
    for member in members:
        left = _leave(member, branch, group, from_on)
        if left is None:
            continue
        touched |= left
        moved.append(member)
    target = group.pk if group else None
    if group is not None:
        touched.add(group.pk)
        GroupMembership.objects.bulk_create(
            GroupMembership(member=member, unit=group, from_on=from_on) for member in moved
        )
    new = {"group": target, "members": [member.pk for member in moved], "from_on": from_on}
    audit.record(group or branch, new=new, unit_id=branch.pk)
    facts.recorded(GROUP_SPELL, unit_ids=touched, days={from_on})
    return len(moved)


def _leave(member: Member, branch: Unit, group: Unit | None, on: date) -> set[int] | None:
    """End a member's spell in another group; None for who is already where they should be."""
    here = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
    if not Membership.objects.filter(here, member=member, unit=branch).exists():
        raise Refused(_("%(name)s 当日不在本支部。") % {"name": member.name}, "members")
    spell = member.group_spells.select_for_update().filter(until_on=None).first()
    target = group.pk if group else None
    if (spell.unit_id if spell else None) == target:
        return None
    if spell is None:
        return set()
    if spell.from_on >= on:
        text = _("%(name)s 于 %(day)s 才编入原小组，日期应晚于这一天。")
        raise Refused(text % {"name": member.name, "day": spell.from_on}, "from_on")
    spell.until_on = on
    spell.save(update_fields=["until_on"])
    return {spell.unit_id}
