"""The members of a fictitious city, their spells and posts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xianfeng.demo import words
from xianfeng.demo.city import Branch, City
from xianfeng.demo.store import store
from xianfeng.kernel import crypto
from xianfeng.kernel.periods import add_months
from xianfeng.members.enums import PostTitle, Sex
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Place

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BRANCH_POSTS = (
    PostTitle.SECRETARY,
    PostTitle.ORGANISATION,
    PostTitle.DISCIPLINE,
    PostTitle.PUBLICITY,
    PostTitle.DEPUTY_SECRETARY,
)


@dataclass(frozen=True)
class Roll:
    """The members of one branch, officers first."""

    branch: Branch
    members: list[Member]
    officers: int


def make_people(random: Random, city: City, today: date) -> list[Roll]:
    """Create every branch's members with their spells and posts; identity numbers are invented.

    All numbers carry the prefix 710000, which is issued to nobody.
    """
    maker = _Maker(random, city.communities, today)
    rolls = [Roll(branch, maker.members_of(branch), 0) for branch in city.branches]
    everyone = [member for roll in rolls for member in roll.members]
    store(everyone)
    store(
        [
            Membership(member=member, unit=roll.branch.unit, from_on=_since(member, roll.branch))
            for roll in rolls
            for member in roll.members
        ]
    )
    store(_in_groups(rolls))
    placed = [
        Roll(roll.branch, roll.members, len(_post_titles(_full(roll.members)))) for roll in rolls
    ]
    store(_posts(random, city, placed))
    return placed


class _Maker:
    """Makes members one by one, never the same number twice."""

    def __init__(self, random: Random, communities: list[Place], today: date) -> None:
        self.random, self.communities, self.today = random, communities, today
        self.used: set[str] = set()
        self.phones: set[str] = set()

    def members_of(self, branch: Branch) -> list[Member]:
        """Return the branch's members, the full ones first."""
        retired = branch.unit.kind == UnitKind.RETIRED_BRANCH
        made = [self._member(branch, retired) for _ in range(branch.size)]
        made.sort(key=lambda member: member.confirmed_on is None)
        return made

    def _member(self, branch: Branch, retired: bool) -> Member:
        random = self.random
        sex = Sex.FEMALE if random.random() < 0.34 else Sex.MALE
        age = random.randint(61, 84) if retired else int(random.triangular(23, 60, 41))
        born_on = self.today - timedelta(days=age * 365 + random.randrange(365))
        youngest = 19 * 366
        latest = (self.today - born_on).days - 30
        joined_on = born_on + timedelta(
            days=min(latest, youngest + int(random.betavariate(1.6, 4) * 9000))
        )
        # Source: 发展党员工作细则 31: a year from the meeting that accepted.
        confirmed_on = add_months(joined_on, 12)
        education, level, _ = random.choices(
            words.EDUCATION, [weight for *_, weight in words.EDUCATION]
        )[0]
        number, phone = self._number(born_on, sex), self._phone()
        community = random.choice(self.communities)
        return Member(
            name=self._name(sex),
            id_number_sealed=crypto.seal(number),
            id_number_index=crypto.blind("id_number", number),
            phone_sealed=crypto.seal(phone),
            phone_index=crypto.blind("phone", phone),
            sex=sex,
            ethnicity=random.choices(
                [code for code, _ in words.ETHNICITIES],
                [weight for _, weight in words.ETHNICITIES],
            )[0],
            born_on=born_on,
            education=education,
            education_level=level,
            occupation=words.OCCUPATIONS.get(branch.sector, "0212"),
            joined_on=joined_on,
            confirmed_on=confirmed_on if confirmed_on <= self.today else None,
            community=community,
            community_name=community.name,
            skills="、".join(random.sample(words.SKILLS, random.randrange(3))),
            wishes=random.choice(words.WISHES) if random.random() < 0.6 else "",
            service_times=random.choice(words.TIMES) if random.random() < 0.6 else "",
            dues_base=Decimal(random.randrange(300000, 1500000)) / 100,
        )

    def _name(self, sex: Sex) -> str:
        random = self.random
        given = words.FEMALE_GIVEN if sex == Sex.FEMALE else words.MALE_GIVEN
        first = random.choice(words.SURNAMES)
        if random.random() < 0.25:
            return first + random.choice(given)
        return first + random.choice(given + words.SHARED_GIVEN) + random.choice(given)

    def _number(self, born_on: date, sex: Sex) -> str:
        while True:
            serial = self.random.randrange(500) * 2 + (1 if sex == Sex.MALE else 0)
            body = f"710000{born_on:%Y%m%d}{serial:03d}"
            if body not in self.used:
                self.used.add(body)
                total = sum(
                    int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)
                )
                return body + "10X98765432"[total % 11]

    def _phone(self) -> str:
        while True:
            phone = f"199{self.random.randrange(10**8):08d}"
            if phone not in self.phones:
                self.phones.add(phone)
                return phone


def _since(member: Member, branch: Branch) -> date:
    return max(member.joined_on, branch.unit.established_on)


def _full(members: list[Member]) -> list[Member]:
    return [member for member in members if member.confirmed_on is not None]


def _post_titles(full: list[Member]) -> tuple[PostTitle, ...]:
    """A committee of three to five from seven full members (支部条例 20), else a secretary."""
    if len(full) < 7:
        return _BRANCH_POSTS[:1]
    return _BRANCH_POSTS[: 3 if len(full) < 20 else 5]


def _in_groups(rolls: list[Roll]) -> Iterator[GroupMembership]:
    for roll in rolls:
        for place, member in enumerate(roll.members if roll.branch.groups else ()):
            group = roll.branch.groups[place % len(roll.branch.groups)]
            yield GroupMembership(member=member, unit=group, from_on=_since(member, roll.branch))


def _posts(random: Random, city: City, rolls: list[Roll]) -> Iterator[Post]:
    for roll in rolls:
        full = _full(roll.members)
        for member, title in zip(full, _post_titles(full), strict=False):
            yield Post(
                member=member,
                unit=roll.branch.unit,
                title=title,
                from_on=_since(member, roll.branch),
            )
    first = {roll.branch.unit.path: roll for roll in reversed(rolls)}
    for unit in city.units:
        if unit.kind == UnitKind.COMMITTEE and random.random() < 0.8:
            roll = next(found for path, found in first.items() if path.startswith(unit.path))
            yield Post(
                member=_full(roll.members)[-1],
                unit=unit,
                title=PostTitle.FULL_TIME_DEPUTY,
                full_time=True,
                from_on=max(_since(_full(roll.members)[-1], roll.branch), unit.established_on),
            )
