"""Who holds the whole database after the close knows the totals, and nothing more."""

from itertools import permutations
from math import sqrt
from random import Random

import pytest
from django.db import connection, transaction

from tests.units.build import NOW
from tests.voting import adversary, dump
from tests.voting.build import Branch, options, totals
from xianfeng.voting import actions
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Purpose
from xianfeng.voting.models import Box, Option, Poll, Received

pytestmark = pytest.mark.django_db
ELECTIONS = 1000


class Undo(Exception):
    """Leaves a transaction without a trace."""


def restart(*tables):
    """Let keys begin where they stood: PostgreSQL's sequences do not roll back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                    f" (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
                )


def left_behind(branch, poll, votes, close=True):
    """Return everything the database holds after these votes [(voter, marks, others)], undone."""
    restart("voting_count", "voting_option")
    try:
        with transaction.atomic():
            for place, marks, others in votes:
                branch.cast(poll, place, *marks, others=others)
            if close:
                branch.close(poll)
            told = dump.full()
            if connection.vendor == "sqlite":
                told["as text"] = dump.text() if close else []
            else:  # the runs undone before left holes that later rows fill in any order
                told = {table: sorted(rows, key=repr) for table, rows in told.items()}
            raise Undo
    except Undo:
        return told


def test_who_cast_which_ballot_and_when_makes_no_difference_to_a_single_byte():
    branch = Branch(6)
    standing = [Choice("张伟", branch.members[0].pk), Choice("王芳", branch.members[1].pk)]
    poll = branch.poll(*standing, purpose=Purpose.ELECTION, seats=1, others=True)
    writing = [branch.members[3].pk]
    given = [
        (("for", "against"), []), (("for", "abstain"), []), (("against", "for"), []),
        (("abstain", "abstain"), []), (("against", "against"), writing), (("for", "against"), []),
    ]  # fmt: skip
    random, seen = Random(20211121), []
    for _ in range(12):
        order, ballots = random.sample(range(6), 6), random.sample(given, 6)
        votes = [(place, *ballot) for place, ballot in zip(order, ballots, strict=True)]
        seen.append(left_behind(branch, poll, votes))
    assert len(seen[0]["voting_count"]) == 7
    assert seen[0]["voting_received"] == []
    assert seen[0]["voting_box"] == []
    for other in seen[1:]:
        assert other == seen[0]


def test_other_totals_do_make_a_difference():
    branch = Branch(5)
    poll = branch.poll()
    one = left_behind(branch, poll, [(place, ["for"], []) for place in range(5)])
    other = left_behind(branch, poll, [(place, ["against"], []) for place in range(5)])
    differing = {table for table in one if one[table] != other[table]}
    assert differing - {"as text"} == {"voting_count"}


def test_while_the_poll_is_open_only_the_sealed_box_differs_and_its_length_does_not():
    branch = Branch(6)
    poll = branch.poll()
    told = [
        left_behind(branch, poll, [(0, [mark], []), (1, ["for"], [])], close=False)
        for mark in ("for", "against", "abstain")
    ]
    boxes = [one.pop("voting_box") for one in told]
    assert told[0] == told[1] == told[2]
    assert {len(row[0][1]) for row in boxes} == {len(bytes(Box.objects.get().sealed))}
    assert len({row[0][1] for row in boxes}) == 3


def hold(branch, random, number):
    """Hold one election among five: return (poll, order of voting, who was in favour)."""
    order = random.sample(range(5), 5)
    favour = set(random.sample(range(5), random.randint(1, 4)))
    poll = branch.poll(title=f"第{number}次")
    given = options(poll)
    for place in order:
        marks = dict.fromkeys(given, "for" if place in favour else "against")
        actions.cast_ballot(actor=branch.voter(place), at=NOW, poll=poll, given=marks)
    branch.close(poll)
    keys = [member.pk for member in branch.members]
    return poll.pk, [keys[place] for place in order], {keys[place] for place in favour}


def test_a_full_dump_links_voters_to_ballots_no_better_than_chance_over_1000_elections():
    branch, random = Branch(5), Random(1000)
    # The thousand stand on SQLite; PostgreSQL's physical order is read after fewer.
    held = ELECTIONS if connection.vendor == "sqlite" else ELECTIONS // 8
    elections = [hold(branch, random, number) for number in range(held)]
    dumped = adversary.tables()
    games = held - held // 2
    four_deviations = 4 * sqrt(games) / 2
    assert len(dumped["voting_count"]) == 3 * held
    assert abs(adversary.linked(dumped, elections) - games / 2) < four_deviations

    if held < ELECTIONS:
        return  # too few to learn from, even from a leak
    # The same adversary, given one table that keeps ballots in the order of voting, wins.
    dumped["a_leak"] = [
        {"poll_id": poll, "mark": member in favour}
        for poll, order, favour in elections
        for member in order
    ]
    assert adversary.linked(dumped, elections) > 0.8 * games


def test_totals_add_up_to_the_ballots_cast():
    random = Random(7)
    for size in (5, 6, 7):
        with transaction.atomic():
            branch = Branch(size)
            poll = branch.poll("甲", "乙", "丙", seats=2)
            voting = random.sample(range(size), random.randint(5, size))
            for place in voting:
                marks = random.choice(list(permutations(["for", "for", "against", "abstain"], 3)))
                branch.cast(poll, place, *marks)
            assert Received.objects.count() == len(voting)
            closed = branch.close(poll)
            assert closed.collected == closed.valid == len(voting)
            assert {sum(marks.values()) for marks in totals(poll).values()} == {len(voting)}
            assert sum(marks["for"] for marks in totals(poll).values()) <= 2 * len(voting)
            transaction.set_rollback(True)
    assert not Poll.objects.exists()
    assert not Option.objects.exists()
