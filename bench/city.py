"""A city in bulk: units, members and a year of meetings, the same for the same numbers."""

import random
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from xianfeng.kernel import facts
from xianfeng.life.models import Meeting, MeetingMark
from xianfeng.members.models import Member, Membership
from xianfeng.units.models import Unit, UnitState

BATCH = 2_000
AT = datetime(2022, 1, 1, tzinfo=timezone.get_default_timezone())


def make(*, units: int, members: int, year: int) -> None:
    """Fill an empty database: one root, committees of 20 branches, groups in every fifth branch."""
    chance = random.Random(units + members)
    _units(units, chance)
    _members(members, chance)
    _meetings(year, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def branches() -> list[int]:
    """Return the keys of the branches, in the fixed order."""
    return list(Unit.objects.filter(kind="branch").order_by("path").values_list("pk", flat=True))


def hold(unit_id: int, on: date, *, tell: bool) -> None:
    """Record one confirmed meeting as its action does."""
    meeting = Meeting.objects.create(
        unit_id=unit_id, kind="theme_day", held_on=on, state="confirmed",
        recorded_at=AT, confirmed_at=AT,
    )  # fmt: skip
    MeetingMark.objects.create(meeting=meeting, kind="theme_day")
    if tell:
        facts.recorded(facts.get("life.held"), unit_ids=[unit_id], days=[on])


def _units(number: int, chance: random.Random) -> None:
    root = Unit.objects.create(
        code="R",
        name="工委",
        kind="working_committee",
        path="00001",
        established_on=date(1990, 1, 1),
    )
    made = 1
    committees = 0
    while made < number:
        committees += 1
        path = f"{root.path}{committees:05d}"
        parent = _unit(f"C{committees}", "committee", root.pk, path, chance)
        parent.save()
        made += 1
        below = []
        for place in range(1, min(20, number - made) + 1):
            code = f"C{committees}B{place}"
            below.append(_unit(code, "branch", parent.pk, f"{path}{place:05d}", chance))
        Unit.objects.bulk_create(below)
        made += len(below)
        groups = [
            _unit(f"{unit.code}G", "group", unit.pk, f"{unit.path}00001", chance)
            for unit in below[::5]
        ][: number - made]
        Unit.objects.bulk_create(groups)
        made += len(groups)
    stretches = (
        UnitState(unit=unit, from_on=unit.established_on, name=unit.name, kind=unit.kind,
                  path=unit.path)
        for unit in Unit.objects.all()
    )  # fmt: skip
    UnitState.objects.bulk_create(stretches, batch_size=BATCH)


def _unit(code: str, kind: str, parent_id: int | None, path: str, chance: random.Random) -> Unit:
    new = chance.random() < 0.05
    established = date(2021, chance.randint(1, 12), 1) if new else date(2005, 1, 1)
    return Unit(
        code=code, name=code, kind=kind, parent_id=parent_id, path=path, established_on=established
    )


def _members(number: int, chance: random.Random) -> None:
    units = branches()
    for first in range(0, number, BATCH):
        people = []
        for _ in range(min(BATCH, number - first)):
            joined = date(2000, 1, 1) + timedelta(days=chance.randint(0, 7_900))
            confirmed = joined + timedelta(days=365) if chance.random() < 0.98 else None
            people.append(
                Member(
                    name="某某", sex="1", born_on=date(1975, 1, 1),
                    joined_on=joined, confirmed_on=confirmed,
                )
            )  # fmt: skip
        Member.objects.bulk_create(people)
        Membership.objects.bulk_create(
            Membership(member=person, unit_id=chance.choice(units), from_on=person.joined_on)
            for person in people
        )


def _meetings(year: int, chance: random.Random) -> None:
    plan = [("theme_day", 12), ("committee_meeting", 12), ("general_meeting", 4), ("lecture", 4)]
    plan += [("life_meeting", 1), ("review", 1)]
    planned = [(unit, kind, times) for unit in branches() for kind, times in plan]
    groups = Unit.objects.filter(kind="group").values_list("pk", flat=True)
    planned += [(unit, "group_meeting", 12) for unit in groups]
    batch: list[Meeting] = []
    for unit, kind, times in planned:
        batch += [
            _meeting(unit, kind, year, place, 12 // times, chance)
            for place in range(times)
            if chance.random() < 0.9
        ]
        if len(batch) >= BATCH:
            _save(batch)
            batch = []
    _save(batch)


def _meeting(
    unit: int, kind: str, year: int, place: int, months: int, chance: random.Random
) -> Meeting:
    month = place * months + chance.randint(1, months)
    made_up = ""
    if months == 1 and month > 1 and chance.random() < 0.05:
        made_up = f"{year}-{month - 1:02d}"
    return Meeting(
        unit_id=unit, kind=kind, held_on=date(year, month, chance.randint(1, 28)),
        made_up=made_up, expected=5, present=chance.randint(1, 5), state="confirmed",
        recorded_at=AT, confirmed_at=AT,
    )  # fmt: skip


def _save(batch: list[Meeting]) -> None:
    Meeting.objects.bulk_create(batch)
    MeetingMark.objects.bulk_create(MeetingMark(meeting=made, kind=made.kind) for made in batch)
