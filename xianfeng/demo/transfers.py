"""A year of comings and goings in a fictitious city, the officers it lacks, and its groups."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.ledgers import bulk
from xianfeng.members import rules
from xianfeng.members.enums import (
    PostHow,
    PostTitle,
    SettingNumberKind,
    Standing,
    StandingEvent,
    TransferKind,
    TransferState,
    TransferWay,
)
from xianfeng.members.models import (
    GroupMembership,
    Member,
    Membership,
    Post,
    SettingNumber,
    StandingChange,
    Transfer,
)
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

_MOVES_A_YEAR = 0.03
_LEAVES_A_YEAR = 0.006
_OUTSIDE = ("某省某市直机关工委", "某省委组织部", "某市国资委党委", "某大学党委")
_REFUSED = "工作单位已再次变动，请核实后另行开具"


def make_transfers(
    random: Random, city: City, rolls: Sequence[Roll], year: int, today: date
) -> int:
    """Move some members, let a few leave, and complete the officers; return the letters made."""
    store(_officers(random, city, rolls))
    store(_headcounts(random, city, date(year, 1, 1)))
    movers = _Movers(random, rolls, date(year, 1, 1), min(today, date(year, 12, 31)))
    movers.run()
    return movers.write(today)


class _Movers:
    """Picks ordinary members who move or leave, each at most once in the year."""

    def __init__(self, random: Random, rolls: Sequence[Roll], first: date, last: date) -> None:
        self.random, self.rolls, self.first, self.last = random, rolls, first, last
        self.letters: list[Transfer] = []
        self.changes: list[StandingChange] = []
        self.ended: dict[int, date] = {}
        self.begun: list[Membership] = []
        self.left: dict[int, tuple[str, date]] = {}
        self.numbers: dict[int, int] = {}

    def run(self) -> None:
        """Go through the ordinary members of every branch."""
        for roll in self.rolls:
            for member in roll.members[roll.officers :]:
                fate = self.random.random()
                if member.joined_on >= self.first or member.confirmed_on is None:
                    continue
                if fate < _LEAVES_A_YEAR:
                    self._leave(member, roll.branch.unit)
                elif fate < _LEAVES_A_YEAR + _MOVES_A_YEAR:
                    self._move(member, roll.branch.unit)

    def write(self, today: date) -> int:
        """Store what was decided; the spells and records of who left are updated together."""
        store(self.letters)
        store(self.changes)
        for model in (Membership, GroupMembership, Post):
            rows = model.objects.filter(member__in=list(self.ended), until_on=None)
            found = rows.values_list("pk", "member_id")
            bulk.update(model, ("until_on",), [(self.ended[who], pk) for pk, who in found])
        store(self.begun)
        gone = [(standing, day, who) for who, (standing, day) in self.left.items()]
        bulk.update(Member, ("standing", "left_on"), gone)
        return len(self.letters)

    def _day(self) -> date:
        return self.first + timedelta(days=self.random.randrange((self.last - self.first).days + 1))

    def _leave(self, member: Member, unit: Unit) -> None:
        kind = StandingEvent.DIED if self.random.random() < 0.9 else StandingEvent.WITHDREW
        self._gone(
            member, unit, kind, self._day(), "死亡证明" if kind == "died" else "支部大会决议"
        )

    def _gone(self, member: Member, unit: Unit, kind: str, on: date, document: str) -> None:
        self.ended[member.pk] = on
        self.left[member.pk] = (str(Standing(rules.standings.OUTCOME[str(kind)])), on)
        self.changes.append(
            StandingChange(member=member, unit=unit, kind=kind, changed_on=on, document=document)
        )

    def _move(self, member: Member, unit: Unit) -> None:
        random, issued_on = self.random, self._day()
        outside = random.random() < 0.25
        to_unit = None if outside else random.choice(self.rolls).branch.unit
        if to_unit is not None and to_unit.pk == unit.pk:
            return
        self.numbers[unit.pk] = self.numbers.get(unit.pk, 0) + 1
        letter = Transfer(
            member=member,
            kind=TransferKind.OUTSIDE_OUT if outside else TransferKind.INSIDE,
            way=random.choice((TransferWay.PROVINCE, TransferWay.NATIONAL, TransferWay.LETTER)),
            from_unit=unit,
            to_unit=to_unit,
            outside=random.choice(_OUTSIDE) if outside else "",
            number=f"{unit.code}-{issued_on.year}-{self.numbers[unit.pk]:03d}",
            issued_on=issued_on,
            runs_out_on=rules.transfers.runs_out(issued_on),
            dues_until=f"{issued_on.year}年{issued_on.month}月",
        )
        answered_on = issued_on + timedelta(days=random.choice((5, 12, 20, 31, 60, 200)))
        self._answer(letter, unit, answered_on)
        self.letters.append(letter)

    def _answer(self, letter: Transfer, sender: Unit, on: date) -> None:
        """Receive most letters, refuse a few, and leave those without an answer yet on the way."""
        if on > self.last:
            return
        letter.closed_on = on
        if self.random.random() < 0.05:
            letter.state, letter.reason = TransferState.REFUSED, _REFUSED
            return
        letter.state = TransferState.RECEIVED
        if letter.to_unit is None:
            self._gone(letter.member, sender, StandingEvent.MOVED_OUT, on, letter.number)
        else:
            self.ended[letter.member.pk] = on
            self.begun.append(Membership(member=letter.member, unit=letter.to_unit, from_on=on))


def _officers(random: Random, city: City, rolls: Sequence[Roll]) -> Iterator[Post]:
    """Let committees of three fill four posts, committees have secretaries, groups leaders.

    Some posts stay vacant, so that there is a list of by-elections.
    """
    yield from _second_posts(random, rolls)
    yield from _leaders(random, rolls)
    first = {roll.branch.unit.path: roll for roll in reversed(rolls)}
    for unit in city.units:
        if unit.kind in (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH) and random.random() < 0.9:
            roll = next((one for path, one in first.items() if path.startswith(unit.path)), None)
            if roll is not None and roll.members[0].confirmed_on is not None:
                yield _post(roll, roll.members[0], unit, PostTitle.SECRETARY)


def _second_posts(random: Random, rolls: Sequence[Roll]) -> Iterator[Post]:
    for roll in rolls:
        if roll.officers == 3 and random.random() < 0.9:
            yield _post(roll, roll.members[1], roll.branch.unit, PostTitle.PUBLICITY)


def _leaders(random: Random, rolls: Sequence[Roll]) -> Iterator[Post]:
    for roll in rolls:
        groups = roll.branch.groups
        for place, group in enumerate(groups):
            member = next((one for one in roll.members[place :: len(groups)]), None)
            if member is not None and random.random() < 0.9:
                yield _post(roll, member, group, PostTitle.GROUP_LEADER)


def _post(roll: Roll, member: Member, unit: Unit, title: PostTitle) -> Post:
    since = max(member.joined_on, roll.branch.unit.established_on, unit.established_on)
    return Post(member=member, unit=unit, title=title, from_on=since, how=PostHow.ELECTED)


def _headcounts(random: Random, city: City, on: date) -> Iterator[SettingNumber]:
    for unit in city.units:
        if unit.kind == UnitKind.COMMITTEE and random.random() < 0.8:
            yield SettingNumber(
                unit=unit,
                kind=SettingNumberKind.HEADCOUNT,
                number=random.randrange(60, 400),
                counted_on=on,
            )
