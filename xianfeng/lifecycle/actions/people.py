"""What a change does to people: their spells, posts and roles, from a day on."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from xianfeng.kernel.actions import part
from xianfeng.members.models import GroupMembership, Membership, Post
from xianfeng.plans.models import Task, TaskAssistant
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit, UnitRole

Members = Collection[int] | None
"""Keys of the members concerned; None means all."""


def running(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Return the spells that cover a day or begin later."""
    return rows.filter(Q(until_on=None) | Q(until_on__gt=day))


def belonging(unit: Unit) -> QuerySet[Any]:
    """Return the spells of those who belong to a unit: of a group its own, else the branch's."""
    model = GroupMembership if unit.kind == UnitKind.GROUP else Membership
    return model.objects.filter(unit=unit)


@part
def take_over(unit: Unit, to: Unit, day: date, members: Members = None) -> None:
    """Let who belongs to a unit belong to another from a day on; nobody is without for a day."""
    spells = running(belonging(unit), day)
    if members is not None:
        spells = spells.filter(member__in=members)
    begun = list(spells.filter(from_on__lt=day))
    follow = [
        type(spell)(member_id=spell.member_id, unit=to, from_on=day, until_on=spell.until_on)
        for spell in begun
    ]
    spells.filter(from_on__gte=day).update(unit=to)
    spells.update(until_on=day)
    spells.model.objects.bulk_create(follow)


def leave_groups(groups: QuerySet[Unit], day: date, members: Members = None) -> None:
    """Take members out of groups from a day on."""
    _end(GroupMembership.objects.filter(unit__in=groups), day, members)


def leave_posts(units: QuerySet[Unit], day: date, members: Members = None) -> None:
    """End the posts held in units from a day on."""
    _end(Post.objects.filter(unit__in=units), day, members)


def leave_roles(units: QuerySet[Unit], to: Unit | None, day: date) -> None:
    """End the roles on units; who was there as a member is so in the unit that takes over."""
    roles = running(UnitRole.objects.filter(unit__in=units), day)
    if to is not None:
        _follow(roles.filter(role=Role.MEMBER), to, day)
    _end(UnitRole.objects.filter(unit__in=units), day)


def follow_roles(unit: Unit, to: Unit, day: date, members: Collection[int]) -> None:
    """Let chosen members be members of another unit in the system too."""
    roles = UnitRole.objects.filter(unit=unit, role=Role.MEMBER, user__member__in=members)
    _follow(running(roles, day), to, day)
    _end(roles, day)


@part
def hand_over_tasks(unit: Unit, to: Unit, day: date) -> None:
    """Let the open tasks that are due from the day on be led by the unit that takes over.

    What was overdue by then stays with the unit that owed it: the past is not rewritten.
    """
    tasks = Task.objects.filter(done_on=None, due_on__gte=day)
    tasks.filter(lead=unit).update(lead=to, version=F("version") + 1)
    assisted = TaskAssistant.objects.filter(unit=unit, task__in=tasks)
    needless = Q(task__lead=to) | Q(task__assistants__unit=to)
    TaskAssistant.objects.filter(
        pk__in=list(assisted.filter(needless).values_list("pk", flat=True))
    ).delete()
    assisted.update(unit=to)


def _follow(roles: QuerySet[UnitRole], to: Unit, day: date) -> None:
    held = running(UnitRole.objects.filter(unit=to, role=Role.MEMBER), day)
    there = set(held.values_list("user_id", flat=True))
    UnitRole.objects.bulk_create(
        UnitRole(user_id=role.user_id, unit=to, role=role.role, from_on=day, until_on=role.until_on)
        for role in roles.filter(from_on__lte=day)
        if role.user_id not in there
    )


def _end(rows: QuerySet[Any], day: date, members: Members = None) -> None:
    """End spells from a day on; one that would not have begun by then never was."""
    spells = running(rows, day)
    if members is not None:
        spells = spells.filter(member__in=members)
    spells.filter(from_on__gte=day).delete()
    spells.update(until_on=day)
