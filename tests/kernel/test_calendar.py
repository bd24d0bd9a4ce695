"""Working days by the official calendar."""

import json
from datetime import date, timedelta

import pytest

from xianfeng.kernel.calendar import add_workdays, is_provisional, is_workday, workdays_between


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 5, 18), True),
        (date(2026, 5, 16), False),  # Saturday
        (date(2026, 5, 9), True),  # Saturday worked for 劳动节
        (date(2026, 5, 5), False),
        (date(2022, 12, 31), False),  # announced with 2023
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2027, 1, 1), True),  # not announced yet: a Friday
    ],
)
def test_a_day_is_worked_or_not(day, works):
    assert is_workday(day) is works


def test_every_day_agrees_with_the_published_calendar(shared_data):
    for year in range(2023, 2028):
        path = shared_data / "calendar" / f"{year}.json"
        for entry in json.loads(path.read_text(encoding="utf-8"))["days"]:
            assert is_workday(date.fromisoformat(entry["date"])) is not entry["isOffDay"], entry


def test_no_other_day_is_special(shared_data):
    special = {
        entry["date"]
        for year in range(2023, 2028)
        for entry in json.loads((shared_data / "calendar" / f"{year}.json").read_text())["days"]
    }
    day = date(2023, 1, 1)
    while day.year < 2027:
        if day.isoformat() not in special:
            assert is_workday(day) is (day.weekday() < 5), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 5, 18), date(2026, 5, 22), 5),
        (date(2026, 5, 15), date(2026, 5, 20), 4),  # a weekend between
        (date(2026, 9, 24), date(2026, 10, 8), 5),  # 中秋、国庆
        (date(2026, 5, 9), date(2026, 5, 9), 1),
        (date(2026, 5, 10), date(2026, 5, 9), 0),
    ],
)
def test_working_days_between(first, last, days):
    assert workdays_between(first, last) == days


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 5, 18), 5, date(2026, 5, 25)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 5, 8), 1, date(2026, 5, 9)),
        (date(2024, 2, 9), 1, date(2024, 2, 18)),
    ],
)
def test_adding_working_days(day, count, expected):
    assert add_workdays(day, count) == expected


def test_adding_none_is_an_error():
    with pytest.raises(ValueError):
        add_workdays(date(2026, 5, 18), 0)


def test_a_year_without_a_notice_is_provisional():
    assert not is_provisional(date(2026, 12, 31))
    assert is_provisional(date(2027, 1, 1))
    assert is_provisional(date(2020, 6, 1))
