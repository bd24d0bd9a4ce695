"""Shortest ways to a city with a committee, and to somebody at a given step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.members.build import member
from tests.units.build import agency, unit, user
from xianfeng.development.actions import people, steps
from xianfeng.development.models import Candidate
from xianfeng.development.rules import history
from xianfeng.development.rules.history import Entry
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

BORN = date(1995, 3, 8)
APPLIED = date(2022, 3, 1)


@dataclass
class City:
    """A working committee; a committee with branch A; branch B directly below the root."""

    root: Any
    committee: Any
    a: Any
    b: Any
    users: dict
    members: list

    def viewer(self, name):
        return viewer_of(self.users[name], date(2026, 11, 1))


def make_city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直机关工委")
    body = agency("甲局")
    committee = unit("C", root, UnitKind.COMMITTEE, name="甲局机关党委", agency=body)
    a = unit("A", committee, name="甲局第一支部", agency=body)
    b = unit("B", root, name="乙局支部", agency=agency("乙局"))
    users = {
        "secretary": user("支书", (Role.SECRETARY, a)),
        "office": user("党办", (Role.OFFICE, committee)),
        "officer": user("工委", (Role.COMMITTEE_OFFICER, root)),
        "other": user("乙支书", (Role.SECRETARY, b)),
        "other_office": user("乙党办", (Role.OFFICE, b)),
    }
    members = [member(name, a) for name in ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七")]
    return City(root, committee, a, b, users, members)


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


def past(city, until=25, applied=APPLIED, skip=()):
    """Return a sound history up to a step, day by day, as the rules read it."""
    one, two = (member.pk for member in city.members[:2]) if city else (1, 2)
    day = lambda days: applied + timedelta(days=days)  # noqa: E731
    votes = {"expected": 7, "present": 6, "in_favour": 6, "against": 0, "abstained": 0}
    made = [
        Entry(1, applied),
        Entry(2, day(10), by="赵一"),
        Entry(3, day(40)),
        Entry(4, day(45)),
        Entry(5, day(50), contacts=(one,)),
        Entry(6, day(180)),
        Entry(6, day(350)),
        Entry(7, day(420), publicity_from=day(400), publicity_until=day(412)),
        Entry(8, day(425)),
        Entry(9, day(430), sponsors=(one, two)),
        Entry(10, day(440)),
        Entry(11, day(450), days=3, hours=24),
        Entry(12, day(460)),
        Entry(13, day(470)),
        Entry(14, day(475)),
        Entry(15, day(480), **votes),
        Entry(16, day(490), by="党办"),
        Entry(17, day(500), party_group_on=day(495)),
        Entry(18, day(505)),
        Entry(19, day(506)),
        Entry(20, day(515)),
        Entry(21, day(700)),
        Entry(22, day(846)),
        Entry(23, day(850), **votes),
        Entry(24, day(870), party_group_on=day(860)),
        Entry(25, day(880)),
    ]
    return [entry for entry in made if entry.step <= until and entry.step not in skip]


DECIDED = {13, 16, 17, 24}


def develop(city, until=25, name="陈新", unit=None, applied=APPLIED):
    """Have somebody take every step up to one through the actions, each by who may."""
    unit = unit or city.a
    entries = past(city, until, applied)
    candidate = people.apply(
        actor=city.viewer("officer"),
        at=at(applied),
        unit=unit,
        record={"name": name, "sex": "1", "born_on": BORN},
        applied_on=applied,
    )
    for entry in entries[1:]:
        record(city, candidate, entry)
    return Candidate.objects.get(pk=candidate.pk)


def record(city, candidate, entry, by=None):
    who = by or ("office" if entry.step in DECIDED else "secretary")
    if candidate.unit_id == city.b.pk:
        who = by or "officer"
    return steps.record_step(
        actor=city.viewer(who), at=at(entry.on), candidate=candidate, entry=entry
    )


def walked(candidate):
    return history.walk(record.entry() for record in candidate.records.all())
