"""Shortest ways through a re-election: a branch, its superior, and the steps with usual values."""

from datetime import date, datetime

from django.utils import timezone

from tests.members.build import post
from tests.units.build import agency, viewer
from tests.voting.build import Branch, options
from xianfeng.elections.actions import meeting, preparing, result
from xianfeng.elections.models import Ballot, Candidate, Election
from xianfeng.units.enums import Role
from xianfeng.units.models import Term
from xianfeng.voting import actions as voting
from xianfeng.voting.models import Poll

AT = datetime(2021, 6, 30, 9, 0, tzinfo=timezone.get_default_timezone())
DAY = date(2021, 6, 1)


class Town:
    """A branch ``B`` of an agency directly below the root, its term at an end."""

    def __init__(self, size=10, **fields):
        self.branch = Branch(size)
        self.unit, self.members = self.branch.unit, self.branch.members
        self.unit.agency = agency()
        for name, value in fields.items():
            setattr(self.unit, name, value)
        self.unit.save()
        self.secretary, self.officer = self.branch.secretary, self.branch.officer
        self.term = Term.objects.create(
            unit=self.unit, from_on=date(2018, 6, 10), until_on=date(2021, 6, 10), years=3
        )
        self.old = post(self.members[0], self.unit, "secretary", since=date(2018, 6, 10))

    def now(self):
        return Election.objects.select_related("unit__parent", "term").latest("pk")

    def do(self, act, on=DAY, actor=None, **more):
        """Take a step on the day, at the version that stands."""
        one = self.now()
        who = actor or self.secretary
        if on is not None:
            more["on"] = on
        return act(actor=who, at=AT, election=one, version=one.version, **more)

    def started(self, seats=3, kind="term", on=DAY):
        return preparing.start(
            actor=self.secretary, at=AT, unit=self.unit, kind=kind, on=on, seats=seats
        )

    def discussed(self, **more):
        return self.do(preparing.discuss, words="同意换届", **more)

    def requested(self):
        return self.do(preparing.request, number="请〔2021〕1号", planned_on=DAY)

    def replied(self, seats=3, years=3):
        return self.do(
            preparing.reply, actor=self.officer, number="批〔2021〕2号", seats=seats, years=years
        )

    def proposed(self, *places):
        chosen = [self.members[place] for place in places or range(4)]
        return self.do(preparing.propose, number="", members=chosen)

    def listed(self):
        return self.do(preparing.approve_list, actor=self.officer, number="批〔2021〕3号")

    def met(self, excused=(), absent=(), words="上级同意，大会通过"):
        keys = {name: [self.members[place].pk for place in places]
                for name, places in {"excused": excused, "absent": absent}.items()}  # fmt: skip
        return self.do(meeting.meet, words=words, **keys)

    def until_meeting(self, seats=3, candidates=(), **away):
        """Take every step up to the meeting, and return the election."""
        self.started(seats)
        self.discussed()
        self.requested()
        self.replied(seats)
        self.proposed(*candidates)
        self.listed()
        return self.met(**away)

    def voted(self, *favour, others=None, mode="paper"):
        """Hold a paper ballot: each candidate's votes in favour; take the result."""
        self.do(meeting.ballot, on=None, mode=mode)
        poll = Poll.objects.get(pk=Ballot.objects.latest("number").poll_id)
        came = self.now().present
        votes = {
            key: {"for": number, "against": came - number, "abstain": 0}
            for key, number in zip(options(poll), favour, strict=True)
        }
        voting.record_totals(
            actor=self.secretary, at=AT, poll=poll, version=poll.version, held_on=DAY,
            issued=came, collected=came, valid=came, votes=votes, written_in=others or {},
        )  # fmt: skip
        return self.do(meeting.take_result, on=None)

    def divided(self, *titles, votes=3):
        chosen = list(Candidate.objects.filter(standing="elected").order_by("position"))
        posts = {each.member_id: title for each, title in zip(chosen, titles, strict=True)}
        return self.do(result.divide, posts=posts, votes=dict.fromkeys(posts, votes))

    def reported(self):
        return self.do(result.report, number="报〔2021〕4号")

    def confirmed(self, on=date(2021, 6, 8)):
        return self.do(result.confirm, on=on, actor=self.officer, number="批〔2021〕5号")

    def leader(self):
        return viewer((Role.LEADER, self.unit))


def standings(town):
    """Return {name: standing}."""
    found = Candidate.objects.filter(election=town.now()).select_related("member")
    return {each.member.name: each.standing for each in found}
