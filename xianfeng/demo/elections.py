"""Elections of the year: those whose term began, some under way, and a vote that waits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.elections import rules
from xianfeng.elections.enums import BallotKind, ElectionKind, ElectionState, Standing
from xianfeng.elections.models import Ballot, Candidate, Election, Step
from xianfeng.kernel.periods import add_months
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Member
from xianfeng.units.models import Term, Unit
from xianfeng.voting import ballots
from xianfeng.voting import rules as voting
from xianfeng.voting.ballots import ELECTING, Choice
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Count, Option, Poll

_TITLES = (
    PostTitle.SECRETARY,
    PostTitle.ORGANISATION,
    PostTitle.DISCIPLINE,
    PostTitle.PUBLICITY,
    PostTitle.DEPUTY_SECRETARY,
)
_REACHED = (
    ElectionState.PREPARED,
    ElectionState.REQUESTED,
    ElectionState.APPROVED,
    ElectionState.PROPOSED,
    ElectionState.LISTED,
)
_WAY = ("discuss", "request", "reply", "propose", "approve_list")
_AFTER = ("meet", "ballot", "conclude", "divide", "report", "confirm")


@dataclass
class _Drawn:
    """One election as drawn, with the rows that hang on it."""

    election: Election
    people: list[Member]
    steps: list[Step] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    poll: Poll | None = None
    options: list[Option] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)


def make_elections(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Create the elections behind the year's new terms, and some of those now due."""
    last = min(today, date(year, 12, 31))
    maker = _Elections(random, _electorates(city, rolls), last)
    terms = Term.objects.filter(unit__in=[unit.pk for unit in city.units]).order_by("pk")
    units = {unit.pk: unit for unit in city.units}
    drawn, before = [], []
    for term in terms:
        unit = units[term.unit_id]
        if date(year, 1, 1) <= term.from_on <= last:
            before.append(_before(term, unit))
            drawn.append(maker.held(unit, before[-1], term.from_on))
        elif -200 <= (term.until_on - last).days <= 120 and random.random() < 0.5:
            drawn.append(maker.under_way(unit, term))
    store([term for term in before if term is not None])
    _save([each for each in drawn if each is not None])
    _waiting(rolls, last)


def _electorates(city: City, rolls: list[Roll]) -> dict[int, list[Member]]:
    """Return the full members at and below each unit, by its key."""
    by_path: dict[str, list[Member]] = {}
    for roll in rolls:
        path = roll.branch.unit.path
        full = [each for each in roll.members if each.confirmed_on is not None]
        for end in range(5, len(path) + 1, 5):
            by_path.setdefault(path[:end], []).extend(full)
    return {unit.pk: by_path.get(unit.path, []) for unit in city.units}


def _before(term: Term, unit: Unit) -> Term | None:
    """Return the term before one, unless the unit was set up with it."""
    began = add_months(term.from_on, -12 * term.years)
    if began < unit.established_on:
        return None
    return Term(
        unit_id=unit.pk,
        from_on=began,
        until_on=term.from_on,
        years=term.years,
        ended_on=term.from_on,
    )


class _Elections:
    """Draws one election after another."""

    def __init__(self, random: Random, people: dict[int, list[Member]], last: date) -> None:
        self.random, self.people, self.last = random, people, last

    def held(self, unit: Unit, term: Term | None, confirmed: date) -> _Drawn | None:
        """Draw a completed re-election whose new term began on a day."""
        drawn = self._begun(unit, term, confirmed - timedelta(days=self.random.randint(60, 120)))
        if drawn is None:
            return None
        one, random = drawn.election, self.random
        met = confirmed - timedelta(days=random.randint(5, 20))
        one.state, one.met_on, one.confirmed_on = ElectionState.CONFIRMED, met, confirmed
        entitled = len(drawn.people)
        one.entitled, one.excused = entitled, int(entitled > 12 and random.random() < 0.3)
        least = voting.quorum_least(one.base)
        one.present = max(least, one.base - int(random.triangular(0, one.base / 6, 0)))
        way = [verb for verb in _WAY if verb != "discuss" or one.party_group]
        gap = (met - one.started_on) / (len(way) + 1)
        days = dict.fromkeys(_AFTER, met) | {"confirm": confirmed}
        days |= {"report": min(met + timedelta(days=2), confirmed)}
        days |= {verb: one.started_on + gap * number for number, verb in enumerate(way, 1)}
        drawn.steps = [_step(one, verb, days[verb]) for verb in (*way, *_AFTER)]
        self._counted(drawn, met)
        return drawn

    def under_way(self, unit: Unit, term: Term) -> _Drawn | None:
        """Draw an election that has come some way."""
        drawn = self._begun(unit, term, self.last - timedelta(days=self.random.randint(10, 60)))
        if drawn is None:
            return None
        one = drawn.election
        one.state = self.random.choice(_REACHED)
        reached = {"requested": 2, "approved": 3, "proposed": 4, "listed": 5}.get(one.state, 0)
        verbs = [verb for verb in _WAY[:reached] if verb != "discuss" or one.party_group]
        gap = (self.last - one.started_on) // 7
        drawn.steps = [
            _step(one, verb, one.started_on + gap * n) for n, verb in enumerate(verbs, 1)
        ]
        if reached < 4:
            drawn.candidates = []
        return drawn

    def _begun(self, unit: Unit, term: Term | None, on: date) -> _Drawn | None:
        people = [each for each in self.people[unit.pk] if (each.confirmed_on or on) <= on]
        if unit.parent is None or len(people) < 3:
            return None
        committee = rules.has_committee(unit.kind, len(people))
        seats = (3 if len(people) < 20 else 5) if committee else 1
        one = Election(
            unit=unit,
            kind=ElectionKind.TERM,
            term=term,
            started_on=on,
            party_group=rules.needs_party_group(unit.parent.kind, unit.agency_id is not None),
            committee=committee,
            seats=seats,
            years=rules.years_of(unit.kind, False),
        )
        standing = people[: voting.least_candidates(seats) if committee else 1]
        made = [
            Candidate(election=one, member=member, position=place)
            for place, member in enumerate(standing, 1)
        ]
        return _Drawn(one, people, candidates=made)

    def _counted(self, drawn: _Drawn, met: date) -> None:
        """Draw the ballot: the first ``seats`` candidates are elected."""
        one, random = drawn.election, self.random
        came, most = one.present or 0, one.base // 2
        moment = timezone.make_aware(datetime.combine(met, time(16, 0)))
        drawn.poll = Poll(
            unit=one.unit, purpose=Purpose.ELECTION, mode=Mode.PAPER, state=PollState.CLOSED,
            title=f"{one.unit.name}{'委员' if one.committee else '书记'}选举"[:120],
            marks=[list(mark) for mark in ELECTING], seats=one.seats, others=True,
            expected=one.base, closed_at=moment, held_on=met,
            issued=came, collected=came, valid=came,
        )  # fmt: skip
        for place, each in enumerate(drawn.candidates):
            won = place < one.seats
            votes = came - random.randint(0, max(0, (came - most - 1) // 2)) if won else most // 2
            each.standing = Standing.ELECTED if won else Standing.LOST
            each.post = _TITLES[place % len(_TITLES)] if won else ""
            each.post_votes = one.seats if won and place == 0 and one.committee else None
            option = Option(
                poll=drawn.poll, position=place + 1, text=each.member.name, member=each.member
            )
            drawn.options.append(option)
            against = (came - votes) // 2
            for mark, number in zip(
                ("for", "against", "abstain"),
                (votes, against, came - votes - against),
                strict=True,
            ):
                drawn.counts.append(Count(option=option, mark=mark, votes=number))


def _step(one: Election, verb: str, on: date) -> Step:
    words = "同意按期换届" if verb == "discuss" else ""
    return Step(election=one, verb=verb, on=on, words=words)


def _save(drawn: list[_Drawn]) -> None:
    """Insert everything, each kind of row at once."""
    store([each.election for each in drawn])
    store([step for each in drawn for step in each.steps])
    store([candidate for each in drawn for candidate in each.candidates])
    Poll.objects.bulk_create([each.poll for each in drawn if each.poll is not None])
    store([option for each in drawn for option in each.options])
    store([count for each in drawn for count in each.counts])
    store(list(_ballots(drawn)))


def _ballots(drawn: list[_Drawn]) -> Iterator[Ballot]:
    for each in drawn:
        if each.poll is not None:
            yield Ballot(
                election=each.election, poll=each.poll, kind=BallotKind.FIRST, number=1,
                seats=each.election.seats, taken=True,
            )  # fmt: skip


def _waiting(rolls: list[Roll], last: date) -> None:
    """Open an electronic vote in the branch of the example people."""
    roll = max(rolls, key=lambda roll: (len(roll.branch.groups), roll.branch.size))
    full = [each.pk for each in roll.members if each.confirmed_on is not None]
    if len(full) < voting.LEAST_VOTERS:
        return
    poll = ballots.draft(
        unit=roll.branch.unit,
        purpose=Purpose.DECISION,
        title="关于明年活动经费使用的决议",
        mode=Mode.ELECTRONIC,
        options=[Choice("同意明年活动经费的使用安排")],
        voters=full,
    )
    poll.state = PollState.OPEN
    poll.opened_at = timezone.make_aware(datetime.combine(last, time(9, 0)))
    poll.version += 1
    poll.save()
    ballots.set_up_box(poll)
