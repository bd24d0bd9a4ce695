"""Works out which talks each branch owes in a year and which were held: see algorithms/talks.md."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Min, Q

from xianfeng.care import rules
from xianfeng.care.models import Talk, TalkPair, TalkYear, TalkYearDerived
from xianfeng.care.rules import Held, Needed
from xianfeng.kernel import facts
from xianfeng.kernel.facts import Touched
from xianfeng.ledgers import bulk
from xianfeng.members.models import Membership, Post
from xianfeng.units.enums import BRANCH_KINDS

TALKED = "care.talked"
_CONCERNED = frozenset({"care.talk", "members.membership", "members.post", "units.unit"})
_NARROW = 200
_LOCK = 0x74616C6B
_PEOPLE = 5000

Owed = tuple[Needed, date | None]


@dataclass
class _Branch:
    """Who is in a branch at the end of a year."""

    committee: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)


def ensure(first: date, last: date) -> None:
    """Have the required talks stand for the years of a stretch in which talks are on record."""
    span = Talk.objects.aggregate(first=Min("on"), last=Max("on"))
    if span["first"] is None:
        return
    years = range(max(first.year, span["first"].year), min(last.year, span["last"].year) + 1)
    standing = TalkYearDerived.objects.filter(year__in=years).values_list("year", flat=True)
    missing = set(years) - set(standing)
    if missing:
        with transaction.atomic():
            derive(missing, None)


def heard(touched: Touched) -> None:
    """Bring the years that a fact just recorded may change up to date, within its transaction."""
    if touched.kind not in _CONCERNED:
        return
    years = _years(touched)
    if not years:
        return
    units = touched.unit_ids
    if units is None or len(units) > _NARROW:
        derive(years, None)
        facts.recorded(facts.get(TALKED))
        return
    if touched.kind == "care.talk":
        units = units | _homes(touched, years)
    derive(years, units)
    facts.recorded(facts.get(TALKED), unit_ids=units)


def derive(years: Iterable[int], unit_ids: Collection[int] | None) -> None:
    """Write what these branches (None: all) owe in these years, and what of it was held."""
    _lock()
    for year in sorted(years):
        branches = _branches(date(year, 12, 31), unit_ids)
        people = {person for each in branches.values() for person in each.members | each.committee}
        pairs, persons = rules.first_days(_held(year, people, unit_ids is not None))
        owed = {
            unit: [
                (each, rules.met(each, pairs, persons))
                for each in rules.needed(branch.committee, branch.members)
            ]
            for unit, branch in branches.items()
        }
        _write(year, {unit: each for unit, each in owed.items() if each}, unit_ids)
        if unit_ids is None:
            TalkYearDerived.objects.get_or_create(year=year)


def _years(touched: Touched) -> set[int]:
    """Return the years to look at: those of the talks, or every derived one from a change on."""
    if touched.kind == "care.talk":
        if touched.days is not None:
            return {day.year for day in touched.days}
        talks = Talk.objects.all()
        if touched.unit_ids is not None:
            talks = talks.filter(unit_id__in=touched.unit_ids)
        found = talks.order_by().values_list("on__year", flat=True).distinct()
        return {*found, *_derived()}
    since = min((day.year for day in touched.days or ()), default=0)
    return {year for year in _derived() if year >= since}


def _derived() -> set[int]:
    return set(TalkYear.objects.order_by().values_list("year", flat=True).distinct())


def _homes(touched: Touched, years: Collection[int]) -> set[int]:
    """Return the branches to which the people of these talks belong at the end of the years."""
    talks = Talk.objects.filter(unit_id__in=touched.unit_ids or ())
    if touched.days is not None:
        talks = talks.filter(on__in=touched.days)
    people = {person for pair in talks.values_list("first_id", "second_id") for person in pair}
    found: set[int] = set()
    for year in years:
        spells = Membership.objects.filter(_covers(date(year, 12, 31)), member_id__in=people)
        found.update(spells.values_list("unit_id", flat=True))
    return found


def _branches(day: date, unit_ids: Collection[int] | None) -> dict[int, _Branch]:
    standing = Q(unit__abolished_on=None) | Q(unit__abolished_on__gt=day)
    here = Q(_covers(day), standing, unit__kind__in=BRANCH_KINDS)
    if unit_ids is not None:
        here &= Q(unit_id__in=unit_ids)
    left = Q(member__left_on=None) | Q(member__left_on__gt=day)
    spells = Membership.objects.filter(here, left, member__joined_on__lte=day)
    found: dict[int, _Branch] = {}
    for unit, member in spells.values_list("unit_id", "member_id"):
        found.setdefault(unit, _Branch()).members.add(member)
    posts = Post.objects.filter(here, left, title__in=rules.COMMITTEE)
    for unit, member in posts.values_list("unit_id", "member_id"):
        found.setdefault(unit, _Branch()).committee.add(member)
    return found


def _held(year: int, people: Collection[int], narrow: bool) -> list[Held]:
    talks = Talk.objects.filter(
        withdrawn="", on__gte=date(year, 1, 1), on__lte=date(year, 12, 31)
    ).order_by()
    if narrow and len(people) <= _PEOPLE:
        talks = talks.filter(Q(first_id__in=people) | Q(second_id__in=people))
    return [Held(*row) for row in talks.values_list("kind", "first_id", "second_id", "on")]


def _write(year: int, owed: dict[int, list[Owed]], unit_ids: Collection[int] | None) -> None:
    """Replace the required talks; a branch's year keeps its row, so that its page stays."""
    standing = TalkYear.objects.filter(year=year)
    if unit_ids is not None:
        standing = standing.filter(unit_id__in=unit_ids)
    rows = dict(standing.values_list("unit_id", "pk"))
    TalkPair.objects.filter(whole__in=standing).delete()
    TalkYear.objects.filter(pk__in=[pk for unit, pk in rows.items() if unit not in owed]).delete()
    new = sorted(set(owed) - set(rows))
    made = dict(zip(new, bulk.reserve(TalkYear, len(new)), strict=True))
    bulk.insert(
        TalkYear,
        ("id", "unit", "year", "starts_on", "required", "held", "done_on"),
        [(made[u], u, year, _day(date(year, 1, 1)), *_summed(owed[u])) for u in new],
    )
    kept = sorted(set(owed) & set(rows))
    changed = [(*_summed(owed[unit]), rows[unit]) for unit in kept]
    bulk.update(TalkYear, ("required", "held", "done_on"), changed)
    keys = rows | made
    flat = [(keys[unit], need, on) for unit in sorted(owed) for need, on in owed[unit]]
    bulk.insert(
        TalkPair,
        ("id", "whole", "kind", "first", "second", "met_on"),
        [
            (key, whole, need.kind, need.first, need.second, on and _day(on))
            for key, (whole, need, on) in zip(bulk.reserve(TalkPair, len(flat)), flat, strict=True)
        ],
    )


def _summed(owed: list[Owed]) -> tuple[int, int, object]:
    """Return how many are owed and held, and the day of the last one when all are held."""
    days = [on for _need, on in owed if on is not None]
    done = _day(max(days)) if len(days) == len(owed) else None
    return len(owed), len(days), done


def _day(value: date) -> object:
    return connection.ops.adapt_datefield_value(value)


def _covers(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))


def _lock() -> None:
    """Let one transaction derive at a time; SQLite's IMMEDIATE transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
