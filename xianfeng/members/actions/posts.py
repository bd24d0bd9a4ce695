"""Taking up and leaving posts, and joining and leaving groups."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import PostTitle
from xianfeng.members.facts import GROUP_SPELL, POST
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.members.permissions import require_keep
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit


@action("members.assign_post")
def assign_post(
    *,
    actor: Viewer,
    at: datetime,
    member: Member,
    unit: Unit,
    title: str,
    from_on: date,
    full_time: bool = False,
    how: str = "",
    document: str = "",
) -> Post:
    """Have a member take up a post in their own branch or a unit above it, from a day on."""
    require_keep(actor, unit.path)
    audit.hold()  # one secretary, also when two are named at once
    _refuse_post(member, unit, title, from_on)
    made = Post.objects.create(
        member=member,
        unit=unit,
        title=title,
        full_time=full_time,
        from_on=from_on,
        how=how,
        document=document,
    )
    audit.record(made, new=_post(made), unit_id=unit.pk, subject_id=member.pk)
    facts.recorded(POST, unit_ids={unit.pk}, days={from_on})
    return made


@action("members.end_post")
def end_post(*, actor: Viewer, at: datetime, post: Post, until_on: date) -> Post:
    """End a post from a day on."""
    held = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    require_keep(actor, held.unit.path)
    if held.until_on is not None:
        raise Refused(_("该职务已于 %(day)s 免去。") % {"day": held.until_on}, "until_on")
    if until_on <= held.from_on:
        raise Refused(_("离任日期应晚于任职日期 %(day)s。") % {"day": held.from_on}, "until_on")
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    old, new = {"until_on": None}, _post(held)
    audit.record(held, old=old, new=new, unit_id=held.unit_id, subject_id=held.member_id)
    facts.recorded(POST, unit_ids={held.unit_id}, days={until_on})
    return held


@action("members.join_group")
def join_group(
    *, actor: Viewer, at: datetime, member: Member, group: Unit, from_on: date
) -> GroupMembership:
    """Put a member into a group of their branch; the group they were in ends that day."""
    require_keep(actor, group.path)
    audit.hold()
    if group.kind != UnitKind.GROUP or not _belongs(member, group.parent_id, from_on):
        raise Refused(_("请选本人所在支部的党小组。"), "group")
    old: dict[str, object] = {}
    for spell in member.group_spells.select_for_update().filter(until_on=None):
        if spell.unit_id == group.pk:
            raise Refused(_("已在该党小组。"), "group")
        if spell.from_on >= from_on:
            raise Refused(_("日期应晚于编入原小组的 %(day)s。") % {"day": spell.from_on}, "from_on")
        old = _group(spell)
        spell.until_on = from_on
        spell.save(update_fields=["until_on"])
    made = GroupMembership.objects.create(member=member, unit=group, from_on=from_on)
    audit.record(made, old=old, new=_group(made), unit_id=group.pk, subject_id=member.pk)
    facts.recorded(GROUP_SPELL, unit_ids={group.pk}, days={from_on})
    return made


@action("members.leave_group")
def leave_group(
    *, actor: Viewer, at: datetime, spell: GroupMembership, until_on: date
) -> GroupMembership:
    """Take a member out of a group from a day on."""
    rows = GroupMembership.objects.select_for_update(of=("self",)).select_related("unit")
    held = rows.get(pk=spell.pk)
    require_keep(actor, held.unit.path)
    if held.until_on is not None or until_on <= held.from_on:
        raise Refused(_("请填编入日期 %(day)s 之后的日期。") % {"day": held.from_on}, "until_on")
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    old, new = {"until_on": None}, _group(held)
    audit.record(held, old=old, new=new, unit_id=held.unit_id, subject_id=held.member_id)
    facts.recorded(GROUP_SPELL, unit_ids={held.unit_id}, days={until_on})
    return held


def _refuse_post(member: Member, unit: Unit, title: str, from_on: date) -> None:
    spell = member.memberships.filter(_covers(from_on)).select_related("unit").first()
    branch = unit.parent if unit.kind == UnitKind.GROUP else unit
    if spell is None or branch is None or not spell.unit.path.startswith(branch.path):
        raise Refused(_("此人当日的组织关系不在该组织，请核对组织和日期。"), "unit")
    if (title == PostTitle.GROUP_LEADER) != (unit.kind == UnitKind.GROUP):
        raise Refused(_("党小组只设组长，组长只设在党小组。"), "title")
    if from_on < unit.established_on or (unit.abolished_on and from_on >= unit.abolished_on):
        raise Refused(_("任职日期应在该组织存续期间。"), "from_on")
    running = Q(until_on=None) | Q(until_on__gt=from_on)
    held = Post.objects.filter(running, unit=unit, title=title)
    if held.filter(member=member).exists():
        raise Refused(_("此人已任该职务。"), "title")
    if title in _ONE_ONLY and held.exists():
        raise Refused(_("该组织现有此职务的任职人，请先免去。"), "title")


_ONE_ONLY = frozenset({PostTitle.SECRETARY, PostTitle.GROUP_LEADER})


def _belongs(member: Member, unit_id: int | None, on: date) -> bool:
    if unit_id is None:
        return False
    return Membership.objects.filter(_covers(on), member=member, unit_id=unit_id).exists()


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def _post(post: Post) -> dict[str, object]:
    return {
        "member": post.member_id,
        "unit": post.unit_id,
        "title": post.title,
        "full_time": post.full_time,
        "from_on": post.from_on,
        "until_on": post.until_on,
        "how": post.how,
        "document": post.document,
    }


def _group(spell: GroupMembership) -> dict[str, object]:
    return {
        "member": spell.member_id,
        "unit": spell.unit_id,
        "from_on": spell.from_on,
        "until_on": spell.until_on,
    }
