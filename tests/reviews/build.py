"""Shortest ways to a branch under review, its vote counted, and grades given."""

from datetime import date

from tests.members.build import member
from tests.units.build import NOW
from xianfeng.reviews import actions
from xianfeng.reviews.models import Entry, Review
from xianfeng.voting import actions as voting

FULL = 6


def branch_of(unit, full=FULL, probationary=1):
    """Put members in a branch: 党员1…, and 预备1… who are not confirmed."""
    made = [member(f"党员{number}", unit) for number in range(1, full + 1)]
    return made + [
        member(f"预备{number}", unit, joined_on=date(2021, 1, 5), confirmed_on=None)
        for number in range(1, probationary + 1)
    ]


def go(actor, review, verb, at=NOW, **more):
    """Take one step and return the review as it stands."""
    review.refresh_from_db()
    act = getattr(actions, verb)
    return act(actor=actor, at=at, review=review, version=review.version, **more)


def prepared(actor, unit, year=2021):
    return actions.prepare(actor=actor, at=NOW, unit=unit, year=year)


def counted(actor, review, votes=None, at=NOW):
    """Take a prepared review to the committee's opinion; ``votes`` are the same for everybody."""
    votes = votes or {"excellent": 1, "qualified": 5}
    go(actor, review, "start")
    go(actor, review, "assess")
    row = go(actor, review, "open_vote", mode="paper")
    total = sum(votes.values())
    voting.record_totals(
        actor=actor, at=at, poll=row.poll, version=row.poll.version, held_on=date(2021, 6, 30),
        issued=total, collected=total, valid=total,
        votes={option.pk: votes for option in row.poll.options.all()},
    )  # fmt: skip
    return go(actor, review, "count")


def graded(actor, review, given=None):
    """Give everybody 合格, or what ``given`` says by name; then inform."""
    given = given or {}
    rows = Entry.objects.filter(review=review, probationary=False).select_related("member")
    grades = {row.pk: (given.get(row.member.name, "qualified"), "支委会讨论") for row in rows}
    go(actor, review, "give_grades", given=grades)
    return go(actor, review, "inform")


def finished(unit, person, year=2021, grade="qualified", on=date(2021, 6, 1), probationary=False):
    """Make a review of one member that was informed, without the steps."""
    review = Review.objects.create(
        unit=unit, year=year, step="informed", prepared_on=on, informed_on=on
    )
    return Entry.objects.create(
        review=review, member=person, probationary=probationary,
        grade="" if probationary else grade,
    )  # fmt: skip
