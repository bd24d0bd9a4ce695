"""The reviews of last December: paper votes, grades within a third, a few corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.ledgers import bulk
from xianfeng.members.models import Member
from xianfeng.reviews import rules
from xianfeng.reviews.actions.steps import MARKS
from xianfeng.reviews.enums import Grade, Step
from xianfeng.reviews.models import Correction, Entry, Review
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Count, Option, Poll

_CHUNK = 500
_SELF = (
    "能按时参加组织生活，学习还不够系统，下一年坚持每月读完一份材料。",
    "完成了分管工作，联系群众不够经常，今后每季度到社区一次。",
    "服从安排，主动想办法不够，今后多提建议。",
)


@dataclass
class _Drawn:
    """One member's part of a review as drawn: grade, and votes by grade."""

    member: Member
    grade: str
    votes: dict[str, int]


def make_reviews(random: Random, rolls: list[Roll], year: int, today: date) -> None:
    """Create the reviews of the last December that has passed, of nearly every branch."""
    of = year if today >= date(year, 12, 31) else year - 1
    maker = _Reviews(random, of)
    for start in range(0, len(rolls), _CHUNK):
        maker.save([roll for roll in rolls[start : start + _CHUNK] if random.random() < 0.97])


class _Reviews:
    """Draws and stores the reviews of some branches at a time."""

    def __init__(self, random: Random, year: int) -> None:
        self.random, self.year = random, year

    def save(self, rolls: list[Roll]) -> None:
        """Store polls, reviews, entries, totals and corrections of these branches."""
        drawn = [(roll, self._drawn(roll)) for roll in rolls]
        drawn = [(roll, people) for roll, people in drawn if any(p.grade for p in people)]
        days = [date(self.year, 12, self.random.randint(8, 24)) for _ in drawn]
        polls = [
            self._poll(roll, people, day) for (roll, people), day in zip(drawn, days, strict=True)
        ]
        Poll.objects.bulk_create(polls)
        whole = list(zip(drawn, polls, days, strict=True))
        reviews = store([self._review(roll, poll, day) for (roll, _), poll, day in whole])
        lines = [
            (review, person, poll, place)
            for review, ((_, people), poll, _day) in zip(reviews, whole, strict=True)
            for place, person in enumerate(people, 1)
        ]
        options = iter(store([self._option(poll, p, n) for _, p, poll, n in lines if p.grade]))
        entries = [
            (self._entry(review, person, next(options) if person.grade else None), person)
            for review, person, _poll, _place in lines
        ]
        store([entry for entry, _person in entries])
        bulk.insert(Count, ("option", "mark", "votes"), self._counts(entries))
        store([c for entry, _person in entries for c in self._corrections(entry)])
        for review, poll in zip(reviews, polls, strict=True):
            poll.owner = f"reviews:detail/{review.pk}"
        Poll.objects.bulk_update(polls, ["owner"], batch_size=500)

    def _drawn(self, roll: Roll) -> list[_Drawn]:
        """Return who was in the branch on the last day of November, with grades and votes."""
        on = date(self.year, 11, 30)
        there = [
            m for m in roll.members
            if m.joined_on <= on and roll.branch.unit.established_on <= on
        ]  # fmt: skip
        full = [m for m in there if m.confirmed_on is not None and m.confirmed_on <= on]
        most = rules.most_excellent(len(there))
        best = set(self.random.sample(range(len(full)), min(len(full), most)))
        people = []
        for place, member in enumerate(full):
            grade = Grade.EXCELLENT if place in best else self._lower()
            people.append(_Drawn(member, grade.value, self._votes(grade, len(full))))
        known = {member.pk for member in full}
        return people + [_Drawn(m, "", {}) for m in there if m.pk not in known]

    def _lower(self) -> Grade:
        chance = self.random.random()
        if chance < 0.001:
            return Grade.UNQUALIFIED
        return Grade.BASIC if chance < 0.012 else Grade.QUALIFIED

    def _votes(self, grade: Grade, ballots: int) -> dict[str, int]:
        """Return votes that add up, with the given grade in front."""
        other = Grade.QUALIFIED if grade != Grade.QUALIFIED else Grade.EXCELLENT
        least = ballots // 2 + 1
        own = min(ballots, self.random.randint(least, max(least, ballots)))
        return dict.fromkeys(Grade.values, 0) | {other.value: ballots - own, grade.value: own}

    def _poll(self, roll: Roll, people: list[_Drawn], day: date) -> Poll:
        voters = sum(bool(person.grade) for person in people)
        at = timezone.make_aware(datetime.combine(day, time(16, 0)))
        return Poll(
            unit=roll.branch.unit, purpose=Purpose.REVIEW, mode=Mode.PAPER, state=PollState.CLOSED,
            title=f"{self.year}年度民主评议党员测评", marks=[list(mark) for mark in MARKS],
            expected=voters, issued=voters, collected=voters, valid=voters, held_on=day,
            closed_at=at,
        )  # fmt: skip

    def _review(self, roll: Roll, poll: Poll, day: date) -> Review:
        served = self.random.randint(5, 30)
        satisfied = self.random.randint(served - 3, served)
        told = day + timedelta(days=self.random.randint(1, 6))
        return Review(
            unit=roll.branch.unit, year=self.year, step=Step.CLOSED, poll=poll,
            prepared_on=day - timedelta(days=20), informed_on=told, closed_on=told,
            asked=served, satisfied=satisfied, fairly=served - satisfied, dissatisfied=0,
        )  # fmt: skip

    def _option(self, poll: Poll, person: _Drawn, place: int) -> Option:
        return Option(poll=poll, position=place, text=person.member.name, member=person.member)

    def _entry(self, review: Review, person: _Drawn, option: Option | None) -> Entry:
        written = self.random.random() < 0.98
        return Entry(
            review=review, member=person.member, probationary=not person.grade, option=option,
            grade=person.grade, self_review=self.random.choice(_SELF) if written else "",
            self_on=review.prepared_on + timedelta(days=5) if written else None,
            self_on_behalf=written,
        )  # fmt: skip

    def _counts(self, entries: list[tuple[Entry, _Drawn]]) -> Iterator[tuple[int, str, int]]:
        for entry, person in entries:
            for mark, votes in person.votes.items():
                if entry.option_id is not None:
                    yield entry.option_id, mark, votes

    def _corrections(self, entry: Entry) -> Iterator[Correction]:
        told = entry.review.informed_on
        if entry.grade == Grade.UNQUALIFIED and told is not None:
            yield Correction(
                entry=entry, measure="按时参加组织生活，由组织委员每月谈一次。", set_on=told,
                due_on=told + timedelta(days=180), done_on=told + timedelta(days=150),
                result="半年来按时参加，支委会同意。",
            )  # fmt: skip
