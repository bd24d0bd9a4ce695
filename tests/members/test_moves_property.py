"""Whatever is done in whatever order: spells never overlap, and nobody in the ranks is lost."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.members.build import member
from tests.units.build import NOW, officer, unit
from xianfeng.kernel.actions import Refused
from xianfeng.members.actions import standings, transfers
from xianfeng.members.facts import BELONGING, MEMBERSHIP
from xianfeng.members.models import StandingChange, Transfer
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


def spans(kind):
    """Return (member, from, until) of every spell of a kind."""
    rows = kind.rows().values_list("member_id", kind.since, kind.until)
    return sorted(rows, key=lambda row: row[:2])


def counted(found, day):
    return sorted(who for who, since, until in found if since <= day and (not until or until > day))


def decisions():
    return list(
        StandingChange.objects.order_by("changed_on").values_list("member_id", "changed_on", "kind")
    )


def in_ranks(people, decided, day):
    """Return who is in the ranks on a day, by the decisions alone."""
    last = {who: kind for who, on, kind in decided if on <= day}
    return sorted(one.pk for one in people if last.get(one.pk, "restored") == "restored")


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_lost_and_no_spells_overlap(seed):
    city = City(seed)
    seen, done, steps = {}, 0, 0
    while city.day < TODAY - timedelta(days=6):
        done, steps = done + city.step(), steps + 1
        if steps % 10 == 0:
            placed = spans(MEMBERSHIP)
            past = [day for day in every_day() if day < city.day and day not in seen]
            seen |= {day: counted(placed, day) for day in past}
    assert done > 10
    placed, belonging, decided = spans(MEMBERSHIP), spans(BELONGING), decisions()
    for day in every_day():
        ranks = in_ranks(city.people, decided, day)
        assert counted(placed, day) == ranks, day
        assert counted(belonging, day) == ranks, day
    assert {day: counted(placed, day) for day in seen} == seen
    for before, after in pairwise(placed):
        if before[0] == after[0]:
            assert before[2] is not None
            assert before[2] <= after[1]


def every_day():
    return [FIRST + timedelta(days=n) for n in range((TODAY - FIRST).days)]
