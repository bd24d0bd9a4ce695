"""Days, hours and clashes: pure."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng.volunteering import rules

ON = date(2021, 7, 10)


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        (time(9), time(11), "2.00"),
        (time(9), time(9, 45), "0.75"),
        (time(8, 50), time(9), "0.17"),
        (time(0), time(23, 59), "23.98"),
    ],
)
def test_an_event_lasts_from_start_to_end(starts, ends, hours):
    assert rules.hours(starts, ends) == Decimal(hours)


def test_the_last_day_is_the_day_before_where_none_is_chosen():
    assert rules.sign_up_by(ON, None) == date(2021, 7, 9)
    assert rules.sign_up_by(ON, ON) == ON


def test_volunteering_record_is_owed_seven_days_later():
    assert rules.record_by(ON) == date(2021, 7, 17)


@pytest.mark.parametrize(
    ("now", "begun", "takes"),
    [
        (datetime(2021, 7, 9, 23, 59), False, True),
        (datetime(2021, 7, 10, 8, 59), False, False),
        (datetime(2021, 7, 10, 9, 0), True, False),
        (datetime(2021, 7, 11, 0, 0), True, False),
    ],
)
def test_names_are_taken_until_the_last_day_is_over(now, begun, takes):
    assert rules.started(ON, time(9), now) is begun
    assert rules.takes_names(date(2021, 7, 9), ON, time(9), now) is takes


def test_on_the_day_itself_names_are_taken_until_it_begins():
    assert rules.takes_names(ON, ON, time(9), datetime(2021, 7, 10, 8, 59))
    assert not rules.takes_names(ON, ON, time(9), datetime(2021, 7, 10, 9, 0))


HOUR = st.integers(0, 23)


@given(HOUR, HOUR, HOUR, HOUR)
def test_two_events_clash_when_they_share_a_moment(a, b, c, d):
    one, other = sorted((a, b)), sorted((c, d))
    shared = set(range(*one)) & set(range(*other))
    first, second = ((ON, *(time(hour) for hour in span)) for span in (one, other))
    if one[0] < one[1] and other[0] < other[1]:
        assert rules.clash(first, second) is bool(shared)
    assert not rules.clash(first, (date(2021, 7, 11), *second[1:]))
