"""People at every stage of development, at believable rates; a few steps are late."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo import words
from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.development.models import (
    Candidate,
    Deadline,
    Paper,
    Quota,
    StepPerson,
    StepRecord,
)
from xianfeng.development.permissions import chain_of
from xianfeng.development.rules import steps
from xianfeng.development.rules.deadlines import deadlines
from xianfeng.development.rules.history import Entry
from xianfeng.members.enums import Sex
from xianfeng.members.models import Member
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

# How many days after the application each step comes, and how much that varies.
_USUAL = (
    (1, 0, 0), (2, 18, 9), (3, 120, 40), (4, 130, 40), (5, 132, 40), (6, 290, 30), (6, 455, 30),
    (7, 560, 20), (8, 570, 20), (9, 575, 20), (10, 590, 20), (11, 605, 20), (12, 615, 20),
    (13, 622, 20), (14, 626, 20), (15, 640, 16), (16, 655, 14), (17, 670, 14), (18, 680, 12),
    (19, 682, 12), (20, 694, 8), (21, 860, 20),
)  # fmt: skip
_CONGRESS = 640
_ONGOING = 0.09  # people on the way for each member
_LATE = 0.15
_DECIDING = {UnitKind.COMMITTEE, UnitKind.WORKING_COMMITTEE}


@dataclass
class _Made:
    """What is to be stored."""

    people: list[Candidate] = field(default_factory=list)
    records: list[StepRecord] = field(default_factory=list)
    parts: list[StepPerson] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)


def make_development(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Create who is on the way in every branch, the files of who is on probation, and quotas."""
    today = min(today, date(year, 12, 31))
    maker = _Maker(random, city, today)
    for roll in rolls:
        if roll.branch.unit.kind != UnitKind.RETIRED_BRANCH:
            maker.of_branch(roll)
    maker.save()
    store(_quotas(random, city, rolls, today))


class _Maker:
    """Draws people and their steps branch by branch, and stores all at once."""

    def __init__(self, random: Random, city: City, today: date) -> None:
        self.random, self.today, self.made = random, today, _Made()
        self.by_path = {unit.path: unit for unit in city.units}

    def of_branch(self, roll: Roll) -> None:
        """Draw the people of one branch: new ones, and those on probation."""
        unit, random = roll.branch.unit, self.random
        full = [member for member in roll.members if member.confirmed_on is not None]
        if len(full) < 3:
            return
        share = len(roll.members) * _ONGOING
        for _ in range(int(share) + (random.random() < share % 1)):
            applied = self.today - timedelta(days=int(random.triangular(3, 660, 120)))
            self._person(self._new(unit), applied, full, before=steps.APPROVAL)
        for member in roll.members:
            if member.confirmed_on is None and member.joined_on > unit.established_on:
                candidate = self._of_member(member, unit)
                applied = member.joined_on - timedelta(days=_CONGRESS)
                self._person(candidate, applied, full, congress=member.joined_on)

    def _new(self, unit: Unit) -> Candidate:
        random = self.random
        sex = Sex.FEMALE if random.random() < 0.45 else Sex.MALE
        given = words.FEMALE_GIVEN if sex == Sex.FEMALE else words.MALE_GIVEN
        return Candidate(
            unit=unit,
            name=random.choice(words.SURNAMES) + random.choice(given) + random.choice(given),
            sex=sex,
            born_on=self.today - timedelta(days=random.randint(24 * 366, 42 * 366)),
            education=random.choice(words.EDUCATION)[0],
        )

    def _of_member(self, member: Member, unit: Unit) -> Candidate:
        return Candidate(
            unit=unit,
            member=member,
            name=member.name,
            sex=member.sex,
            ethnicity=member.ethnicity,
            born_on=member.born_on,
            education=member.education,
            id_number_sealed=member.id_number_sealed,
            id_number_index=member.id_number_index,
        )

    def _person(
        self,
        candidate: Candidate,
        applied: date,
        full: list[Member],
        congress: date | None = None,
        before: int = steps.CONFIRM_APPLICATION,
    ) -> None:
        taken = self._taken(applied, full, candidate.unit, congress)
        taken = [one for one in taken if one.on <= self.today and one.step < before]
        if len(taken) > 2 and congress is None and self.random.random() < _LATE:
            taken = taken[:-1]
        self.made.people.append(candidate)
        for entry in taken:
            self._record(candidate, entry)
        above = self._superior(candidate.unit)
        for one in deadlines(taken):
            owner = above if one.by == steps.SUPERIOR else candidate.unit
            stated = {"since_on": one.since_on, "due_on": one.due_on, "done_on": one.done_on}
            row = Deadline(candidate=candidate, unit=owner, limit=one.limit, **stated)
            self.made.deadlines.append(row)

    def _taken(
        self, applied: date, full: list[Member], unit: Unit, congress: date | None
    ) -> list[Entry]:
        """Return a whole history in order of time; ``congress`` fixes the day of the meeting."""
        found: list[Entry] = []
        last = applied
        for step, days, spread in _USUAL:
            on = applied + timedelta(days=days + self.random.randint(0, spread))
            if congress is not None and step == steps.CONGRESS:
                on = congress
            elif congress is not None and step < steps.CONGRESS:
                on = min(on, congress)
            elif congress is not None and step <= steps.APPROVAL:
                on = min(on, self.today)  # the roster holds them: they are approved
            last = max(last, on)
            found.append(self._detailed(Entry(step, last), full, unit))
        return found

    def _detailed(self, entry: Entry, full: list[Member], unit: Unit) -> Entry:
        random, on = self.random, entry.on
        chosen = tuple(sorted(one.pk for one in random.sample(full, 2)))
        if entry.step in {steps.TALK, steps.APPROVAL_TALK}:
            return replace(entry, by=random.choice(full).name)
        if entry.step == steps.CONTACTS:
            return replace(entry, contacts=chosen[: random.choice((1, 2, 2))])
        if entry.step == steps.SPONSORS:
            return replace(entry, sponsors=chosen)
        if entry.step == steps.TARGET:
            first, last = on - timedelta(days=20), on - timedelta(days=5)
            return replace(entry, publicity_from=first, publicity_until=last)
        if entry.step == steps.TRAINING:
            return replace(entry, days=random.choice((3, 3, 4)), hours=24)
        if entry.step == steps.CONGRESS:
            came = max(len(full) // 2 + 1, round(len(full) * random.uniform(0.85, 1)))
            against = random.choice((0, 0, 0, 1)) if came > len(full) // 2 + 1 else 0
            return replace(
                entry, expected=len(full), present=came, in_favour=came - against,
                against=against, abstained=0,
            )  # fmt: skip
        if entry.step == steps.APPROVAL and chain_of(unit, self._superior(unit)).agency:
            return replace(entry, party_group_on=on)
        return entry

    def _record(self, candidate: Candidate, entry: Entry) -> None:
        at = datetime.combine(entry.on, time(16), timezone.get_current_timezone())
        own = {k: v for k, v in vars(entry).items() if k not in {"contacts", "sponsors"}}
        record = StepRecord(candidate=candidate, recorded_at=at, recorded_by="支部书记", **own)
        self.made.records.append(record)
        for part, keys in (("contact", entry.contacts), ("sponsor", entry.sponsors)):
            for key in keys:
                self.made.parts.append(StepPerson(record=record, member_id=key, part=part))
        for title in steps.BY_NUMBER[entry.step].papers[:1]:
            if entry.step != steps.INSPECTION and self.random.random() < 0.8:
                number = f"{entry.on.year}-{self.random.randint(1, 60)}"
                stated = {"title": title, "number": number, "dated_on": entry.on}
                self.made.papers.append(Paper(candidate=candidate, step=entry.step, **stated))

    def _superior(self, unit: Unit) -> Unit:
        for length in range(len(unit.path) - 5, 0, -5):
            above = self.by_path[unit.path[:length]]
            if above.kind in _DECIDING:
                return above
        return self.by_path[unit.path[:5]]

    def save(self) -> None:
        """Store everything that was drawn."""
        store(self.made.people)
        store(self.made.records)
        store(self.made.parts)
        store(self.made.papers)
        store(self.made.deadlines)


def _quotas(random: Random, city: City, rolls: list[Roll], today: date) -> list[Quota]:
    """Give every unit below the root its share of the year, and the root the sum and a rest."""
    begins = date(today.year, 1, 1)
    used = dict.fromkeys((unit.path for unit in city.units if unit.depth == 2), 0)
    for roll in rolls:
        joined = sum(member.joined_on >= begins for member in roll.members)
        used[roll.branch.unit.path[:10]] += joined
    shares = [
        Quota(unit=unit, year_begins=begins, number=used[unit.path] + random.choice((0, 1, 1, 2)))
        for unit in city.units
        if unit.depth == 2
    ]
    whole = sum(quota.number for quota in shares) + max(1, len(shares) // 10)
    root = store([Quota(unit=city.root, year_begins=begins, number=whole)])[0]
    for quota in shares:
        quota.above = root
    return shares
