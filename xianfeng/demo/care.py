"""A year of visits, greetings, talks and honours at believable rates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from xianfeng.care import coverage, rules
from xianfeng.care.enums import (
    Fund,
    GreetingForm,
    HonourLevel,
    NeedKind,
    Occasion,
    TalkForm,
    TalkPurpose,
)
from xianfeng.care.models import Greeting, Honour, Need, Talk, Visit
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.members.models import Member
from xianfeng.units.enums import UnitKind

_NEEDS = (
    (NeedKind.HARDSHIP, 35),
    (NeedKind.ILLNESS, 30),
    (NeedKind.MODEL, 20),
    (NeedKind.MISFORTUNE, 10),
    (NeedKind.DISABILITY, 5),
)
_HONOURS = (
    ("优秀共产党员", HonourLevel.WORKING_COMMITTEE),
    ("优秀党务工作者", HonourLevel.WORKING_COMMITTEE),
    ("优秀共产党员", HonourLevel.CITY),
)


def make_care(random: Random, rolls: list[Roll], year: int, today: date) -> None:
    """Create a year of care for every branch up to today, and work out whom it still owes talks."""
    maker = _Care(random, year, min(today, date(year, 12, 31)))
    needs = [need for roll in rolls for need in maker.needs(roll)]
    store(needs)
    store(visit for need in needs for visit in maker.visits(need))
    store(greeting for roll in rolls for greeting in maker.greetings(roll))
    store(talk for roll in rolls for talk in maker.talks(roll))
    store(honour for roll in rolls for honour in maker.honours(roll))
    coverage.derive([year], None)


class _Care:
    """Draws one branch's year after another."""

    def __init__(self, random: Random, year: int, last: date) -> None:
        self.random, self.year, self.last = random, year, last

    def needs(self, roll: Roll) -> Iterator[Need]:
        """Yield who is looked after: the old ones of retired branches, and a few of any other."""
        retired = roll.branch.unit.kind == UnitKind.RETIRED_BRANCH
        for member in roll.members:
            old = retired and member.born_on.year <= self.year - 75
            if not old and self.random.random() >= 0.02:
                continue
            kind = NeedKind.ELDERLY if old else self._drawn(_NEEDS)
            since = max(
                date(self.year - 1, 12, 1), member.joined_on, roll.branch.unit.established_on
            )
            yield Need(unit=roll.branch.unit, member=member, kind=kind, from_on=since)

    def visits(self, need: Need) -> Iterator[Visit]:
        """Yield the visits to somebody in need: before the Spring Festival, and around 1 July."""
        for occasion, middle, share in (
            (Occasion.NEW_YEAR, date(self.year, 1, 25), 0.8),
            (Occasion.FIRST_OF_JULY, date(self.year, 6, 26), 0.6),
        ):
            on = middle + timedelta(days=self.random.randint(-8, 4))
            if self.random.random() >= share or not need.from_on <= on <= self.last:
                continue
            amount = self.random.choice((0, 300, 500, 500, 800, 1000))
            fund = self.random.choice((Fund.DUES, Fund.DUES, Fund.UNION)) if amount else Fund.NONE
            yield Visit(
                unit=need.unit, member=need.member, on=on, occasion=occasion,
                amount=Decimal(amount), fund=fund, visitors="党支部书记", recorded_at=_noon(on),
            )  # fmt: skip

    def greetings(self, roll: Roll) -> Iterator[Greeting]:
        """Yield how birthdays were kept: half of the branches keep them, on their theme day."""
        if self.random.random() >= 0.5:
            return
        day = self.random.randint(8, 22)
        for member in roll.members:
            birthday = rules.birthday_in(member.joined_on, self.year)
            if birthday is None or self.random.random() < 0.1:
                continue
            on = birthday.replace(day=day)
            if on <= self.last:
                yield Greeting(
                    unit=roll.branch.unit, member=member, year=self.year, on=on,
                    form=GreetingForm.TOGETHER, activity="重温入党志愿书", recorded_at=_noon(on),
                )  # fmt: skip

    def talks(self, roll: Roll) -> Iterator[Talk]:
        """Yield a year's talks: the committee's pairs, and most members with one of each side."""
        committee = roll.members[: roll.officers]
        others = roll.members[roll.officers :]
        diligence = min(0.98, self.random.betavariate(9, 2))
        pairs = [(one, two) for n, one in enumerate(committee) for two in committee[n + 1 :]]
        if committee:
            pairs += [(self.random.choice(committee), one) for one in others]
        pairs += list(zip(others[::2], others[1::2], strict=False))
        keys = {member.pk for member in committee}
        for one, two in pairs:
            on = date(self.year, 1, 15) + timedelta(days=self.random.randrange(300))
            if self.random.random() >= diligence or on > self.last:
                continue
            if max(one.joined_on, two.joined_on) > on:
                continue
            yield self._talk(roll, one, two, on, keys)

    def honours(self, roll: Roll) -> Iterator[Honour]:
        """Yield honours given on 1 July: to one branch in twelve, and to one member in forty."""
        on, unit = date(self.year, 6, 28), roll.branch.unit
        if on > self.last:
            return
        given = {"unit": unit, "awarded_on": on, "awarded_by": "市直属机关工作委员会"}
        given |= {"document": f"云直工〔{self.year}〕8号", "recorded_at": _noon(on)}
        if self.random.random() < 1 / 12:
            yield Honour(title="红旗党支部", level=HonourLevel.WORKING_COMMITTEE, **given)
        for member in roll.members:
            if member.confirmed_on and self.random.random() < 1 / 40:
                title, level = self.random.choice(_HONOURS)
                yield Honour(member=member, title=title, level=level, **given)

    def _talk(self, roll: Roll, one: Member, two: Member, on: date, committee: set[int]) -> Talk:
        secretary = {roll.members[0].pk} & committee
        kind, first, second = rules.paired(one.pk, two.pk, secretary, committee)
        form = TalkForm.IN_PERSON if self.random.random() < 0.85 else TalkForm.PHONE
        return Talk(
            unit=roll.branch.unit, first_id=first, second_id=second, kind=kind, on=on, form=form,
            purpose=TalkPurpose.ROUTINE, recorded_at=_noon(on),
        )  # fmt: skip

    def _drawn(self, weights: tuple[tuple[NeedKind, int], ...]) -> NeedKind:
        kinds, shares = zip(*weights, strict=True)
        return self.random.choices(kinds, shares)[0]


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), timezone.get_default_timezone())
