"""Months, quarters, halves and years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng.kernel.periods import Cycle, between, parse, period_of


@pytest.mark.parametrize(
    ("text", "start", "end", "title"),
    [
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31), "2021年3月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31), "2021年第一季度"),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31), "2021年第四季度"),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30), "2021年上半年"),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31), "2021年下半年"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021年"),
    ],
)
def test_spellings(text, start, end, title):
    period = parse(text)
    assert (period.start, period.end, str(period), period.title) == (start, end, text, title)


@pytest.mark.parametrize(
    "text", ["", "21", "2021-13", "2021-00", "2021-Q5", "2021-H3", "2021-3", "x"]
)
def test_anything_else_is_no_period(text):
    with pytest.raises(ValueError):
        parse(text)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(list(Cycle)))
def test_every_day_lies_in_its_period_and_the_next_follows_at_once(day, cycle):
    period = period_of(day, cycle)
    assert period.start <= day <= period.end
    assert (period.next().start - period.end).days == 1
    assert parse(str(period)) == period


def test_between_takes_the_periods_that_start_inside():
    quarters = between(date(2021, 1, 2), date(2021, 10, 1), Cycle.QUARTER)
    assert [str(quarter) for quarter in quarters] == ["2021-Q2", "2021-Q3", "2021-Q4"]
