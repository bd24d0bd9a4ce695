"""Reading political birthdays, and who has been in the Party for fifty years."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from xianfeng.care import permissions, rules
from xianfeng.care.models import Greeting
from xianfeng.kernel import facts
from xianfeng.kernel.periods import Period
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members.models import Member, Membership
from xianfeng.units.models import Unit

MEETING, ABOUT = "life.meeting", "政治生日"


@dataclass(frozen=True)
class Birthday:
    """One member's political birthday in a month, and how it was kept, if it was."""

    member: Member
    unit: Unit
    on: date
    years: int
    greeting: Greeting | None


@dataclass(frozen=True)
class Fifty:
    """Somebody who reaches fifty years in the Party, and whether by 1 July."""

    member: Member
    unit: Unit
    on: date
    by_july: bool


def visible_to(viewer: Viewer) -> QuerySet[Greeting]:
    """Return the greetings of the viewer's units, for staff, and the viewer's own."""
    own = Q(member_id=viewer.member_id) if viewer.member_id is not None else Q(pk__in=[])
    return Greeting.objects.filter(own | viewer.within("unit__path", permissions.READERS))


def of_month(viewer: Viewer, month: Period, path: str = "") -> list[Birthday]:
    """Return the political birthdays of a month, by day; nothing of it is typed in anywhere."""
    year = month.start.year
    spells = _in_the_ranks(viewer, month.end, path).filter(
        member__joined_on__month=month.start.month, member__joined_on__lt=date(year, 1, 1)
    )
    found = list(spells.order_by("unit__path", "member__name", "pk"))
    kept = _greetings(viewer, year, {spell.member_id for spell in found})
    made = [
        Birthday(
            spell.member,
            spell.unit,
            rules.birthday_in(spell.member.joined_on, year) or month.start,
            year - spell.member.joined_on.year,
            kept.get(spell.member_id),
        )
        for spell in found
    ]
    return sorted(made, key=lambda each: each.on)


def of_member(viewer: Viewer, member_id: int) -> QuerySet[Greeting]:
    """Return how one member's birthdays were kept, the last one first."""
    return visible_to(viewer).filter(member_id=member_id, withdrawn="").order_by("-on", "-pk")


def meetings_about(viewer: Viewer, unit: Unit, month: Period) -> list[tuple[date, str]]:
    """Return (day, title) of the unit's meetings in a month whose title names 政治生日."""
    try:
        kind = facts.get(MEETING)
    except KeyError:
        return []
    column = dict(kind.columns).get("主题")
    if not isinstance(column, str):
        return []
    held = kind.visible_to(viewer).filter(kind.during(month.start, month.end))
    named = held.filter(**{kind.unit: unit.pk, f"{column}__contains": ABOUT}).order_by(kind.on)
    return [(facts.cell(row, kind.on), facts.cell(row, column)) for row in named]


def fifty_years(viewer: Viewer, year: int, path: str = "") -> list[Fifty]:
    """Return who reaches fifty years in the Party in a year, by day."""
    began = Coalesce(F("member__confirmed_on"), F("member__joined_on"))
    spells = _in_the_ranks(viewer, date(year, 12, 31), path).annotate(began=began)
    since = date(year - rules.FIFTY, 1, 1)
    found = spells.filter(began__gte=since, began__lte=date(year - rules.FIFTY, 12, 31))
    made = []
    for spell in found.order_by("unit__path", "pk"):
        on = rules.fifty_years_on(spell.member.joined_on, spell.member.confirmed_on)
        made.append(Fifty(spell.member, spell.unit, on, rules.by_first_of_july(on)))
    return sorted(made, key=lambda each: each.on)


def _greetings(viewer: Viewer, year: int, keys: set[int]) -> dict[int, Greeting]:
    found = visible_to(viewer).filter(withdrawn="", year=year, member_id__in=keys)
    return {greeting.member_id: greeting for greeting in found}


def _in_the_ranks(viewer: Viewer, on: date, path: str) -> QuerySet[Any]:
    covers = Q(until_on=None) | Q(until_on__gt=on)
    left = Q(member__left_on=None) | Q(member__left_on__gt=on)
    seen = Membership.objects.filter(viewer.within("unit__path", permissions.READERS), covers, left)
    there = seen.filter(below("unit__path", path), from_on__lte=on)
    return there.select_related("member", "unit")
