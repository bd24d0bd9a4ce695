"""The arithmetic of votes, line by line as the regulations give it."""

import pytest

from xianfeng.voting import rules
from xianfeng.voting.enums import PollState
from xianfeng.voting.rules import Next


@pytest.mark.parametrize(
    ("present", "should", "met"),
    [(4, 5, False), (5, 5, True), (8, 10, False), (9, 10, True), (40, 50, False), (41, 50, True),
     (80, 100, False), (81, 100, True), (0, 0, False), (5, 6, True), (6, 7, True), (5, 7, False)],
)  # fmt: skip
def test_an_election_needs_more_than_four_fifths(present, should, met):
    assert rules.quorum(present, should) is met
    assert (present >= rules.quorum_least(should)) is met


@pytest.mark.parametrize(
    ("votes", "should", "elected"),
    [(25, 50, False), (26, 50, True), (25, 49, True), (24, 49, False), (1, 1, True), (0, 0, False)],
)
def test_elected_is_more_than_half_of_those_of_those_expected(votes, should, elected):
    assert rules.is_elected(votes, should) is elected


def test_more_than_half_of_those_present_is_not_enough():
    # 50 should attend, 42 came: 22 votes are more than half of 42, and not of 50.
    assert rules.quorum(42, 50)
    assert not rules.is_elected(22, 50)


@pytest.mark.parametrize(
    ("in_favour", "present", "should", "passed"),
    [(6, 6, 11, True), (6, 5, 11, False), (5, 11, 11, False), (6, 10, 12, False),
     (7, 7, 12, True), (6, 6, 12, False), (3, 3, 5, True)],
)  # fmt: skip
def test_a_resolution_passes_by_article_11(in_favour, present, should, passed):
    assert rules.passes(in_favour, present, should) is passed


@pytest.mark.parametrize(
    ("seats", "least"), [(1, 2), (3, 4), (5, 6), (6, 8), (7, 9), (9, 11), (10, 12), (11, 14)]
)
def test_candidates_are_a_fifth_more_than_seats_rounded_up(seats, least):
    assert rules.least_candidates(seats) == least


@pytest.mark.parametrize(("entitled", "excused", "base"), [(50, 0, 50), (50, 3, 47), (5, 5, 0)])
def test_the_excused_leave_the_base(entitled, excused, base):
    assert rules.base(entitled, excused) == base


@pytest.mark.parametrize("excused", [-1, 6])
def test_no_more_are_excused_than_there_are(excused):
    with pytest.raises(ValueError):
        rules.base(5, excused)


@pytest.mark.parametrize(
    ("votes", "seats", "elected", "tied", "open_seats", "following"),
    [
        # 20 should attend: 11 votes are more than half, 10 are not.
        ({"a": 18, "b": 16, "c": 15, "d": 9}, 3, "abc", "", 0, Next.DONE),
        ({"a": 15, "b": 18, "c": 16, "d": 14}, 3, "bca", "", 0, Next.DONE),
        ({"a": 18, "b": 15, "c": 15, "d": 12}, 2, "a", "bc", 1, Next.RUN_OFF),
        ({"a": 18, "b": 15, "c": 15, "d": 15}, 3, "a", "bcd", 2, Next.RUN_OFF),
        ({"a": 15, "b": 15, "c": 15, "d": 12}, 3, "abc", "", 0, Next.DONE),
        ({"a": 15, "b": 15}, 1, "", "ab", 1, Next.RUN_OFF),
        ({"a": 18, "b": 12, "c": 10, "d": 10}, 3, "ab", "", 1, Next.SECOND),
        ({"a": 10, "b": 10}, 1, "", "", 1, Next.SECOND),
        ({"a": 11}, 1, "a", "", 0, Next.DONE),
        ({}, 2, "", "", 2, Next.SECOND),
    ],
)
def test_who_is_elected(votes, seats, elected, tied, open_seats, following):
    found = rules.outcome(votes, 20, seats)
    assert (found.elected, found.tied, found.open_seats, found.next) == (
        tuple(elected),
        tuple(tied),
        open_seats,
        following,
    )


@pytest.mark.parametrize(
    ("elected", "seats", "least", "may"),
    [(4, 5, 3, True), (3, 5, 3, True), (2, 5, 3, False), (3, 6, 3, False), (5, 5, 3, False),
     (2, 3, 3, False), (4, 7, 3, True)],
)  # fmt: skip
def test_seats_are_reduced_only_near_their_number(elected, seats, least, may):
    assert rules.may_reduce(elected, seats, least) is may


@pytest.mark.parametrize(
    ("collected", "issued", "valid"), [(9, 9, True), (8, 9, True), (10, 9, False)]
)
def test_more_ballots_back_than_out_void_the_vote(collected, issued, valid):
    assert rules.is_valid_vote(collected, issued) is valid


@pytest.mark.parametrize(
    ("chosen", "seats", "valid"), [(3, 3, True), (2, 3, True), (4, 3, False), (9, None, True)]
)
def test_a_ballot_with_more_marks_than_seats_is_invalid(chosen, seats, valid):
    assert rules.is_valid_ballot(chosen, seats) is valid


RIGHT = {
    "should": 10, "issued": 9, "collected": 9, "valid": 8,
    "votes": {"a": {"for": 8, "against": 0}, "b": {"for": 3, "against": 5}},
    "written_in": {"z": 4}, "first": "for", "seats": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, []),
        ({"issued": 11}, ["issued"]),
        ({"collected": 10}, ["collected"]),
        ({"valid": 10}, ["valid", "marks"]),
        ({"votes": {"a": {"for": 8, "against": 1}}}, ["marks"]),
        ({"seats": 1}, ["chosen"]),
        ({"seats": None}, []),
        ({"written_in": {"z": 9}, "seats": 3}, ["written_in"]),
    ],
)
def test_the_tellers_numbers_must_agree(changed, problems):
    assert rules.paper_problems(**RIGHT | changed) == problems


@pytest.mark.parametrize(
    ("verb", "states"),
    [
        ("open", {"draft"}),
        ("close", {"open"}),
        ("record", {"draft", "open"}),
        ("cancel", {"draft", "open"}),
    ],
)
def test_each_verb_starts_where_the_table_says(verb, states):
    assert {state for state in PollState.values if rules.may(verb, state)} == states
