"""What a community reads before it speaks: who was there, and what is recorded of each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from xianfeng.checkin.models import MemberCheckin
from xianfeng.kernel.figures import Take
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member, Membership
from xianfeng.participation import queries, rules
from xianfeng.participation.enums import MEMBERS, UNITS
from xianfeng.participation.models import Opinion
from xianfeng.participation.queries import standing
from xianfeng.participation.sections import SECTIONS, known, own_kinds
from xianfeng.units.models import Place, Unit

Stay = dict[str, Any]
Key = tuple[int, int]


@dataclass(frozen=True)
class Spoken:
    """Who was at a community, what is recorded of them in short, and what was said there."""

    about: Unit | Member
    community: Place
    record: str
    opinion: Opinion | None


def spoken_of_units(viewer: Viewer, stays: Iterable[Stay], year: int) -> list[Spoken]:
    """Return units at communities, what they did there and what was said of it.

    In a fixed number of queries, whatever the number of units.
    """
    stays = list(stays)
    units = Unit.objects.in_bulk({row["unit_id"] for row in stays})
    places = Place.objects.in_bulk({row["community_id"] for row in stays})
    found = queries.visible_to(viewer).filter(member=None, year=year, unit__in=units)
    words = {(word.unit_id, word.community_id): word for word in found}
    did = _done_there(viewer, units, year)
    return [
        Spoken(
            units[row["unit_id"]],
            places[row["community_id"]],
            "，".join(did.get((row["unit_id"], row["community_id"]), [])),
            words.get((row["unit_id"], row["community_id"])),
        )
        for row in stays
    ]


def spoken_of_members(viewer: Viewer, homes: Iterable[MemberCheckin], year: int) -> list[Spoken]:
    """Return members at communities, how often they served and what was said of it.

    In a fixed number of queries, whatever the number of members.
    """
    homes = list(homes)
    keys = {row.member_id for row in homes}
    found = queries.visible_to(viewer).filter(year=year, member__in=keys)
    words = {(word.member_id, word.community_id): word for word in found}
    did = _served(viewer, keys, year)
    return [
        Spoken(
            row.member,
            row.community,
            did.get(row.member_id, ""),
            words.get((row.member_id, row.community_id)),
        )
        for row in homes
    ]


def there(
    viewer: Viewer, sort: str, key: int, place: int, year: int
) -> tuple[Unit | Member, Place] | None:
    """Return the unit or member of that key with the community it was at in a year.

    None where it was not, or the viewer does not serve the community.
    """
    if sort == UNITS:
        stays = standing.stays(viewer, year, served=True, units={key})
        if any(row["community_id"] == place for row in stays):
            return Unit.objects.get(pk=key), Place.objects.get(pk=place)
    if sort == MEMBERS:
        home = standing.here(viewer, year).filter(member=key, community=place).first()
        if home is not None:
            return home.member, home.community
    return None


@dataclass(frozen=True)
class Own:
    """A member of a branch: what is recorded of them in short, and what was said of it."""

    spell: Membership
    record: str
    words: list[Opinion]


def of_branch(viewer: Viewer, spells: Iterable[Membership], year: int) -> list[Own]:
    """Return members of branches with their records and words, in a fixed number of queries."""
    spells = list(spells)
    keys = {spell.member_id for spell in spells}
    words: dict[int, list[Opinion]] = {}
    for word in queries.visible_to(viewer).filter(year=year, member__in=keys):
        words.setdefault(word.member_id or 0, []).append(word)
    did = _served(viewer, keys, year)
    return [
        Own(spell, did.get(spell.member_id, ""), words.get(spell.member_id, [])) for spell in spells
    ]


def _done_there(viewer: Viewer, units: Collection[int], year: int) -> dict[Key, list[str]]:
    """Return what each unit itself did in each community the viewer serves, number by number."""
    span, did = rules.year_of(year), dict[Key, list[str]]()
    for line in (line for section in SECTIONS for line in section.lines):
        found = known(line)
        if found is None or line.places != ("community_id",):
            continue
        figure, kind = found
        if figure.take is not Take.COUNT or not figure.during:
            continue
        rows = kind.rows().filter(
            viewer.in_places("community_id"),
            kind.where(figure.where),
            kind.during(span.start, span.end),
            **{f"{kind.unit}__in": list(units)},
        )
        counted = rows.order_by().values_list(kind.unit, "community_id")
        for unit, community, number in counted.annotate(number=Count("pk")):
            said = f"{figure.title} {number} {figure.measure}"
            did.setdefault((unit, community), []).append(said)
    return did


def _served(viewer: Viewer, members: Collection[int], year: int) -> dict[int, str]:
    """Return how often each member served, and for how long where that is recorded."""
    span, did = rules.year_of(year), dict[int, str]()
    mine = standing.members_visible_to(viewer, year).filter(pk__in=members).values("pk")
    for own, kind in own_kinds():
        if not own.sums:
            continue
        subject = kind.lookup("subject")
        rows = kind.rows().filter(kind.during(span.start, span.end), **{f"{subject}__in": mine})
        summed = rows.order_by().values_list(subject)
        taken = summed.annotate(number=Count("pk"), sum=Sum(kind.lookup(own.sums)))
        for member, number, total in taken:
            did[member] = f"{own.title} {number} {own.measure}，{total.normalize():f} {own.adds}"
    return did
