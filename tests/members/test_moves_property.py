"""Whatever is done in whatever order: spells never overlap, and nobody in the ranks is lost."""

import random
from datetime import date, timedelta

import pytest

from tests.members.build import member
from tests.units.build import NOW, officer, unit
from xianfeng.kernel.actions import Refused
from xianfeng.members.actions import standings, transfers
from xianfeng.members.facts import BELONGING, MEMBERSHIP
from xianfeng.members.models import Member, Membership, StandingChange, Transfer
from xianfeng.units.enums import UnitKind

pytestmark = pytest.mark.django_db
FIRST, TODAY = date(2021, 1, 1), date(2021, 6, 30)
DECISIONS = ("died", "expelled", "self_withdrawn", "suspended", "suspended")


class City:
    """Two committees with two branches each, five members, and someone who may do everything."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
        committees = [unit(f"C{n}", root, UnitKind.COMMITTEE) for n in range(2)]
        self.branches = [unit(f"B{n}", committees[n // 2]) for n in range(4)]
        self.people = [
            member(f"人{n}", self.rng.choice(self.branches), since=date(2020, 1, 1))
            for n in range(5)
        ]
        self.boss, self.day = officer(root), FIRST

    def step(self):
        """Try one thing at random on a later day; what is refused changes nothing."""
        self.day += timedelta(days=self.rng.randrange(0, 6))
        who = self.rng.choice(self.people)
        letter = Transfer.objects.filter(member=who, state="issued").first()
        doing = self.rng.choice(("issue", "close", "close", "adjust", "decide", "restore"))
        try:
            getattr(self, doing)(who, letter)
        except Refused:
            return False
        return True

    def issue(self, who, letter):
        outside = self.rng.random() < 0.2
        transfers.issue_transfer(
            actor=self.boss, at=NOW, member=who, way="letter", issued_on=self.day,
            to_unit=None if outside else self.rng.choice(self.branches),
            outside="外省某委" if outside else "",
            valid_days=self.rng.choice((5, 30)),
        )  # fmt: skip

    def close(self, who, letter):
        if letter is None:
            return
        verb = self.rng.choice(("receive", "receive", "refuse", "withdraw", "lapse"))
        day = {"received_on" if verb == "receive" else "closed_on": self.day}
        more = {"reason": "原因"} if verb == "refuse" else {}
        act = getattr(transfers, f"{verb}_transfer")
        act(actor=self.boss, at=NOW, transfer=letter, **day, **more)

    def adjust(self, who, letter):
        branch = self.rng.choice(self.branches)
        transfers.adjust_branch(
            actor=self.boss, at=NOW, member=who, branch=branch, moved_on=self.day
        )

    def decide(self, who, letter):
        if self.rng.random() < 0.4:
            kind = self.rng.choice(DECISIONS)
            standings.change_standing(
                actor=self.boss, at=NOW, member=who, kind=kind, changed_on=self.day, document="决定"
            )

    def restore(self, who, letter):
        branch = self.rng.choice(self.branches)
        standings.restore_standing(
            actor=self.boss, at=NOW, member=who, branch=branch, changed_on=self.day, document="决定"
        )


def counted(kind, day):
    return sorted(kind.rows().filter(kind.as_of(day)).values_list("member_id", flat=True))


def in_ranks(day):
    """Return who is in the ranks on a day, by the decisions alone."""
    found = []
    for who in Member.objects.order_by("pk"):
        last = (
            StandingChange.objects.filter(member=who, changed_on__lte=day)
            .order_by("changed_on")
            .last()
        )
        if last is None or last.kind == "restored":
            found.append(who.pk)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_nobody_is_lost_and_no_spells_overlap(seed):
    city = City(seed)
    seen, done = {}, 0
    while city.day < TODAY - timedelta(days=6):
        done += city.step()
        for day in [day for day in every_day() if day < city.day and day not in seen]:
            seen[day] = counted(MEMBERSHIP, day)
    assert done > 10
    for day in every_day():
        assert counted(MEMBERSHIP, day) == in_ranks(day), day
        assert counted(BELONGING, day) == in_ranks(day), day
    assert {day: counted(MEMBERSHIP, day) for day in seen} == seen
    for who in city.people:
        spells = list(Membership.objects.filter(member=who).order_by("from_on"))
        for before, after in zip(spells, spells[1:], strict=False):
            assert before.until_on is not None
            assert before.until_on <= after.from_on


def every_day():
    return [FIRST + timedelta(days=n) for n in range((TODAY - FIRST).days)]
