from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng.members import rules

DAYS = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(1980, 6, 30), date(2021, 6, 30), 41),
        (date(1980, 7, 1), date(2021, 6, 30), 40),
        (date(1980, 2, 29), date(2021, 2, 28), 40),
        (date(1980, 2, 29), date(2021, 3, 1), 41),
        (date(2021, 6, 30), date(2021, 6, 30), 0),
    ],
)
def test_whole_years(since, on, years):
    assert rules.whole_years(since, on) == years


@given(DAYS, DAYS)
def test_everybody_is_in_exactly_the_band_of_their_age(born, on):
    age = rules.whole_years(born, on)
    for bands in (rules.AGES, rules.YEARS):
        counted = []
        for band in bands:
            after, until = rules.began_within(band, on)
            if (after is None or born > after) and (until is None or born <= until):
                counted.append(band)
        meant = [
            band
            for band in bands
            if (band.low is None or age >= band.low) and (band.high is None or age <= band.high)
        ]
        assert counted == meant
        assert len(counted) == 1


def test_an_unknown_band_is_none():
    assert rules.band_of(rules.AGES, "31-35").title == "31至35岁"
    assert rules.band_of(rules.AGES, "7") is None


def test_joining_before_the_eighteenth_birthday_is_too_young():
    assert rules.joined_too_young(date(2000, 7, 1), date(2018, 6, 30)) is True
    assert rules.joined_too_young(date(2000, 7, 1), date(2018, 7, 1)) is False
