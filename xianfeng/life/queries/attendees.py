"""Who should come to a meeting, and who usually chairs it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.life import permissions, rules
from xianfeng.life.models import Exemption, Meeting
from xianfeng.life.queries.units import recordable_units
from xianfeng.life.rules import Audience
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

LONGEST_LIST = 200
"""More people than this are stated as numbers: nobody ticks names on a list that long."""


@dataclass(frozen=True)
class Person:
    """Somebody who should come; ``note`` says what sets them apart (预备党员, a post).

    An exempted person is listed, and not expected unless they come.
    """

    id: int
    name: str
    note: str = ""
    exempt: bool = False


def people(viewer: Viewer, unit: Unit, kind: str, on: date) -> list[Person]:
    """Return who should come on that day, in roster order; nobody when there is no list.

    Without posts on record, or with more people than a list may hold, the numbers are stated.
    """
    if not permissions.may_record(viewer, unit):
        return []
    who = rules.audience(kind, unit.kind)
    if who is Audience.COMMITTEE:
        return _committee(unit, on)
    found = _members(unit, who, on)
    exempt = exempted(viewer, [person.id for person in found], on)
    return [replace(person, exempt=person.id in exempt) for person in found]


def exempted(viewer: Viewer, members: Collection[int], on: date) -> set[int]:
    """Return who of the members is not pressed to come that day. Source: 教育管理条例 23."""
    found = Exemption.objects.filter(_covering(on), viewer.within("unit__path"))
    return set(found.filter(member__in=members).values_list("member_id", flat=True))


def ranks(viewer: Viewer, unit: Unit, on: date) -> dict[int, str]:
    """Return the names of a unit's members on a day, by key; nobody for who does not record."""
    if not permissions.may_record(viewer, unit):
        return {}
    spells = Membership.objects.filter(_covering(on), below("unit__path", unit.path))
    return dict(spells.order_by("member__name", "pk").values_list("member_id", "member__name"))


def members_of(viewer: Viewer) -> QuerySet[Member]:
    """Return the members in whose branch the viewer records."""
    here = Membership.objects.filter(viewer.within("unit__path", permissions.WRITERS))
    return Member.objects.filter(pk__in=here.values("member_id"))


def voters(viewer: Viewer, meeting: Meeting) -> tuple[int, int]:
    """Return how many of those listed may vote, and how many of them were not absent.

    Full members may vote. Source: 选举工作条例 5; 支部工作条例 11 (应到会).
    """
    listed = people(viewer, meeting.unit, meeting.kind, meeting.held_on)
    full = Member.objects.filter(
        pk__in=[person.id for person in listed], confirmed_on__lte=meeting.held_on
    )
    away = full.filter(absences__meeting=meeting)
    return full.count(), full.count() - away.count()


def _members(unit: Unit, who: Audience, on: date) -> list[Person]:
    spells = GroupMembership if who is Audience.GROUP else Membership
    where = Q(unit=unit) if who is Audience.GROUP else below("unit__path", unit.path)
    return _in_the_ranks(spells.objects.filter(where), on)


def usual_chair(viewer: Viewer, unit: Unit, on: date) -> str:
    """Return the secretary's name on that day, for a nod: they convene and chair as a rule.

    Source: 支部工作条例 14.
    """
    titles = ("group_leader",) if unit.kind == UnitKind.GROUP else ("secretary",)
    posts = Post.objects.filter(_covering(on), unit=unit, title__in=titles)
    visible = posts.filter(unit__in=recordable_units(viewer)).select_related("member")
    first = visible.order_by("pk").first()
    return first.member.name if first else ""


def _covering(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def _in_the_ranks(spells: QuerySet[Any], on: date) -> list[Person]:
    """Return the members whose spell covers the day, full and probationary."""
    left = Q(member__left_on=None) | Q(member__left_on__gt=on)
    there = spells.filter(_covering(on), left, member__joined_on__lte=on)
    rows = there.values_list("member_id", "member__name", "member__confirmed_on")
    found = list(rows.order_by("member_id")[: LONGEST_LIST + 1])
    if len(found) > LONGEST_LIST:
        return []
    full = [(key, name, day is not None and day <= on) for key, name, day in found]
    return [Person(key, name, "" if confirmed else "预备") for key, name, confirmed in full]


def _committee(unit: Unit, on: date) -> list[Person]:
    """Return who holds a committee post in the unit that day, each once."""
    posts = Post.objects.filter(_covering(on), unit=unit).exclude(title=rules.GROUP_LEADER)
    found: dict[int, Person] = {}
    for post in posts.select_related("member").order_by("pk"):
        person = Person(post.member_id, post.member.name, post.get_title_display())
        found.setdefault(post.member_id, person)
    return list(found.values())
