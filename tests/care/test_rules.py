"""Birthdays, fifty years, what a talk is, and which talks a year asks for."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xianfeng.care import rules
from xianfeng.care.rules import Held, Needed


@pytest.mark.parametrize(
    ("joined", "year", "on"),
    [
        (date(1995, 6, 5), 2021, date(2021, 6, 5)),
        (date(2004, 2, 29), 2021, date(2021, 2, 28)),
        (date(2004, 2, 29), 2024, date(2024, 2, 29)),
        (date(2021, 3, 1), 2021, None),
        (date(2021, 3, 1), 2022, date(2022, 3, 1)),
        (date(2022, 3, 1), 2021, None),
    ],
)
def test_a_political_birthday_is_the_day_of_joining_from_the_first_year_on(joined, year, on):
    assert rules.birthday_in(joined, year) == on


@pytest.mark.parametrize(
    ("joined", "confirmed", "on", "by_july"),
    [
        (date(1970, 7, 1), date(1971, 7, 1), date(2021, 7, 1), True),
        (date(1970, 7, 2), date(1971, 7, 2), date(2021, 7, 2), False),
        (date(1971, 2, 1), None, date(2021, 2, 1), True),
        (date(1971, 2, 28), date(1972, 2, 29), date(2022, 2, 28), True),
    ],
)
def test_fifty_years_count_from_confirmation(joined, confirmed, on, by_july):
    assert rules.fifty_years_on(joined, confirmed) == on
    assert rules.by_first_of_july(on) is by_july


@pytest.mark.parametrize(
    ("one", "other", "kind", "first", "second"),
    [
        (1, 2, "secretary_committee", 1, 2),
        (2, 1, "secretary_committee", 1, 2),
        (3, 2, "committee", 2, 3),
        (9, 3, "committee_member", 3, 9),
        (9, 1, "committee_member", 1, 9),
        (9, 8, "members", 8, 9),
    ],
)
def test_what_a_talk_is_follows_from_the_posts_of_the_two(one, other, kind, first, second):
    assert rules.paired(one, other, {1}, {1, 2, 3}) == (kind, first, second)


def test_a_branch_owes_its_committees_pairs_and_two_talks_for_each_member():
    assert rules.needed([1, 2, 3], [1, 2, 7, 8]) == [
        Needed("committee", 1, 2),
        Needed("committee", 1, 3),
        Needed("committee", 2, 3),
        Needed("with_committee", 7),
        Needed("with_committee", 8),
        Needed("with_member", 7),
        Needed("with_member", 8),
    ]


@pytest.mark.parametrize(
    ("committee", "members", "owed"),
    [
        ([], [], []),
        ([1], [1], []),
        ([], [7], []),
        ([1], [1, 7], [Needed("with_committee", 7)]),
        ([], [7, 8], [Needed("with_member", 7), Needed("with_member", 8)]),
    ],
)
def test_nothing_is_owed_where_there_is_nobody_to_talk_with(committee, members, owed):
    assert rules.needed(committee, members) == owed


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_a_year_asks_for_no_more_than_pairs_of_officers_and_two_for_each_other(officers, members):
    others = len(members - officers)
    owed = rules.needed(officers, members)
    assert len(owed) == len(set(owed))
    assert len(owed) <= len(officers) * (len(officers) - 1) // 2 + 2 * others


def test_the_first_talk_counts_and_a_talk_of_two_members_counts_for_both():
    pairs, persons = rules.first_days(
        [
            Held("members", 7, 8, date(2021, 5, 1)),
            Held("committee_member", 1, 7, date(2021, 4, 1)),
            Held("committee_member", 2, 7, date(2021, 3, 1)),
            Held("secretary_committee", 2, 1, date(2021, 2, 1)),
        ]
    )
    days = [rules.met(each, pairs, persons) for each in rules.needed([1, 2], [7, 8])]
    assert days == [date(2021, 2, 1), date(2021, 3, 1), None, date(2021, 5, 1), date(2021, 5, 1)]


def test_who_joined_the_committee_during_the_year_keeps_the_talk_held_before():
    pairs, persons = rules.first_days([Held("committee_member", 1, 7, date(2021, 4, 1))])
    assert rules.met(Needed("committee", 1, 7), pairs, persons) == date(2021, 4, 1)
