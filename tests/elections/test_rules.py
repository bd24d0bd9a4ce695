"""The steps of an election as a table, and its numbers."""

from datetime import date

import pytest

from xianfeng.elections import rules
from xianfeng.elections.enums import ElectionState

WHOLE = {
    "discuss": {"prepared"}, "request": {"prepared", "discussed"}, "reply": {"requested"},
    "send_back": {"requested"}, "propose": {"approved"}, "approve_list": {"proposed"},
    "return_list": {"proposed"}, "meet": {"listed"}, "ballot": {"met"}, "count": {"met"},
    "conclude": {"met"}, "reduce": {"met"}, "divide": {"counted"}, "report": {"divided"},
    "confirm": {"reported"},
}  # fmt: skip


@pytest.mark.parametrize(("verb", "states"), WHOLE.items())
def test_each_verb_starts_where_the_table_says(verb, states):
    assert set(rules.EDGES[verb].starts) == states


def test_states_and_verbs_are_all_there():
    assert set(rules.EDGES) == {*WHOLE, "cancel"}
    assert {edge.to for edge in rules.EDGES.values()} == set(ElectionState.values)
    assert set(ElectionState.values) - rules.RUNNING == {"confirmed", "cancelled"}
    assert {verb for verb, edge in rules.EDGES.items() if edge.by == rules.SUPERIOR} == {
        "reply", "send_back", "approve_list", "return_list", "confirm",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "state", "party_group", "may"),
    [("request", "prepared", True, False), ("request", "discussed", True, True),
     ("request", "prepared", False, True), ("discuss", "prepared", True, True),
     ("discuss", "prepared", False, False)],
)  # fmt: skip
def test_the_party_group_comes_first_where_one_is_due(verb, state, party_group, may):
    assert rules.may(verb, state, party_group=party_group) is may


@pytest.mark.parametrize(
    ("parent", "in_agency", "due"),
    [("working_committee", True, True), ("committee", True, False),
     ("working_committee", False, False), ("general_branch", True, False)],
)  # fmt: skip
def test_article_37_speaks_of_the_topmost_unit_of_an_agency(parent, in_agency, due):
    assert rules.needs_party_group(parent, in_agency) is due


@pytest.mark.parametrize(
    ("kind", "village", "years"),
    [("committee", False, 5), ("general_branch", False, 3), ("branch", False, 3),
     ("retired_branch", False, 3), ("branch", True, 5), ("general_branch", True, 5)],
)  # fmt: skip
def test_the_length_of_a_term(kind, village, years):
    assert rules.years_of(kind, village) == years


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [(date(2018, 6, 10), 3, date(2021, 6, 10)), (date(2020, 2, 29), 3, date(2023, 2, 28)),
     (date(2016, 2, 29), 5, date(2021, 2, 28)), (date(2019, 12, 31), 5, date(2024, 12, 31))],
)  # fmt: skip
def test_a_term_ends_on_the_same_day(start, years, end):
    assert rules.term_end(start, years) == end


@pytest.mark.parametrize(
    ("kind", "full", "committee", "seats"),
    [("branch", 6, False, (1, 2)), ("branch", 7, True, (3, 7)), ("committee", 3, True, (3, 11)),
     ("general_branch", 60, True, (3, 11))],
)  # fmt: skip
def test_who_elects_a_committee(kind, full, committee, seats):
    assert rules.has_committee(kind, full) is committee
    assert rules.usual_seats(kind, full) == seats


@pytest.mark.parametrize(
    ("kind", "seats", "committee", "due"),
    [("term", 3, True, True), ("term", 1, False, False), ("by_election", 2, True, False),
     ("term", 1, True, False)],
)  # fmt: skip
def test_when_a_surplus_of_candidates_is_due(kind, seats, committee, due):
    assert rules.surplus_due(kind, seats, committee) is due


@pytest.mark.parametrize(
    ("until", "to", "long"),
    [(date(2021, 6, 10), date(2022, 6, 10), False), (date(2021, 6, 10), date(2022, 6, 11), True),
     (date(2021, 6, 10), date(2020, 6, 10), False), (date(2021, 6, 10), date(2020, 6, 9), True),
     (date(2020, 2, 29), date(2021, 2, 28), False)],
)  # fmt: skip
def test_more_than_a_year_is_unusual(until, to, long):
    assert rules.shift_is_long(until, to) is long


@pytest.mark.parametrize(
    ("until", "within"),
    [(date(2021, 8, 31), True), (date(2021, 9, 1), False), (date(2021, 2, 28), True),
     (date(2021, 2, 27), False)],
)  # fmt: skip
def test_six_months_ahead_end_with_the_month(until, within):
    assert rules.due_within(until, date(2021, 2, 28), 6) is (within and until <= date(2021, 8, 28))
