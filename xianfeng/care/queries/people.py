"""Units to record for, and whom a record may be about."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from xianfeng.care import permissions, rules
from xianfeng.care.models import Need
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members.models import Membership, Post
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS

LONGEST_LIST = 80
"""More people than this are looked for by name: nobody reads a longer list on a phone."""
FAREWELL_DAYS = 31
"""A member who died or left is still visited for about a month."""


@dataclass(frozen=True)
class Person:
    """Somebody to choose; ``note`` says what sets them apart (a post, a need)."""

    id: int
    name: str
    note: str = ""
    in_need: bool = False

    @property
    def label(self) -> str:
        """Return the name with the note."""
        return f"{self.name}（{self.note}）" if self.note else self.name


def units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units that the viewer records for, in the fixed order."""
    found = units_queries.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))
    return found.filter(abolished_on=None)


def own_unit(viewer: Viewer) -> Unit | None:
    """Return the unit whose records are the viewer's own job, the first in the fixed order."""
    return units(viewer).filter(path__in=viewer.paths(RECORDERS)).first()


def matching_units(viewer: Viewer, words: str, limit: int = 50) -> list[Unit]:
    """Return units to choose from: those whose code or name holds the words."""
    named = Q(name__contains=words) | Q(code__startswith=words)
    return list(units(viewer).filter(named)[:limit])


def readable_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose members' records the viewer reads."""
    return units_queries.visible_to(viewer).filter(viewer.within("path", permissions.READERS))


def spells(viewer: Viewer, unit: Unit, on: date, after: int = 0) -> QuerySet[Membership]:
    """Return the branch spells at or below a unit on a day, or up to ``after`` days before it."""
    until = Q(until_on=None) | Q(until_on__gt=on - timedelta(days=after))
    there = Membership.objects.filter(viewer.within("unit__path", permissions.WRITERS), until)
    return there.filter(below("unit__path", unit.path), from_on__lte=on)


def listed(
    viewer: Viewer,
    unit: Unit,
    on: date,
    words: str = "",
    keep: tuple[int, ...] = (),
    *,
    visiting: bool = False,
) -> list[Person]:
    """Return whom to choose from: all of a small unit, else who is in need or named so.

    ``keep`` are people already chosen: they stay on the list whatever is looked for. Who is in
    need comes first, with the reason, where a visit is recorded, and is marked nowhere else.
    """
    there = spells(viewer, unit, on, FAREWELL_DAYS)
    if there.count() > LONGEST_LIST:
        wanted = Q(member_id__in=keep) | Q(member__in=_in_need(viewer, unit, on).values("member"))
        if words:
            wanted |= Q(member__name__contains=words)
        there = there.filter(wanted)
    rows = there.order_by("unit__path", "member__name", "pk")
    names = dict(rows.values_list("member_id", "member__name")[: 2 * LONGEST_LIST])
    titles = officers(viewer, unit, on)
    reasons = _reasons(viewer, unit, on) if visiting else {}
    found = [
        Person(
            key,
            name,
            "、".join(reasons.get(key) or filter(None, [titles.get(key)])),
            key in reasons,
        )
        for key, name in names.items()
    ]
    return sorted(found, key=lambda one: not one.in_need)


def is_long(viewer: Viewer, unit: Unit, on: date) -> bool:
    """True when not everybody stands on the list of people to choose from."""
    return spells(viewer, unit, on, FAREWELL_DAYS).count() > LONGEST_LIST


def known(viewer: Viewer, unit: Unit, on: date, keys: set[int]) -> dict[int, str]:
    """Return the names of those of these people whom a record of the unit may be about."""
    there = spells(viewer, unit, on, FAREWELL_DAYS).filter(member_id__in=keys)
    return dict(there.values_list("member_id", "member__name"))


def officers(viewer: Viewer, unit: Unit, on: date) -> dict[int, str]:
    """Return the titles held in a unit's committee on a day, by member, the highest first."""
    held = Post.objects.filter(viewer.within("unit__path"), _covers(on), unit=unit)
    titles = {title: place for place, title in enumerate(rules.COMMITTEE)}
    rows = held.filter(title__in=titles).order_by("pk")
    found: dict[int, str] = {}
    for post in sorted(rows, key=lambda post: titles[post.title]):
        found.setdefault(post.member_id, str(post.get_title_display()))
    return found


def usual_lead(viewer: Viewer, unit: Unit, on: date) -> int | None:
    """Return who usually leads a round of talks: the viewer, or the secretary of that day."""
    held = officers(viewer, unit, on)
    if viewer.member_id in held:
        return viewer.member_id
    return next(iter(held), None)


def committees(viewer: Viewer, unit: Unit, on: date) -> tuple[set[int], set[int]]:
    """Return the secretaries and the committee members of a unit and all below it on a day."""
    held = Post.objects.filter(viewer.within("unit__path"), _covers(on), title__in=rules.COMMITTEE)
    rows = held.filter(below("unit__path", unit.path)).values_list("member_id", "title")
    found = list(rows)
    return {key for key, title in found if title in rules.SECRETARIES}, {key for key, _ in found}


def _in_need(viewer: Viewer, unit: Unit, on: date) -> QuerySet[Need]:
    found = Need.objects.filter(viewer.within("unit__path", permissions.KEEPERS), _covers(on))
    return found.filter(below("unit__path", unit.path))


def _reasons(viewer: Viewer, unit: Unit, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for need in _in_need(viewer, unit, on).order_by("pk")[:500]:
        found.setdefault(need.member_id, []).append(str(need.get_kind_display()))
    return found


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
