"""Working days: holidays, weekends made working, and years whose notice is not known."""

import json
from datetime import date, timedelta

import pytest

from xianfeng.kernel.calendar import (
    add_working_days,
    is_working_day,
    published,
    working_days_between,
)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-02-14", True),
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2024-10-12", True),
        ("2023-10-06", False),
        ("2027-10-01", True),
        ("2020-10-01", True),
        ("2027-10-02", False),
    ],
)
def test_a_day_is_worked_or_not(text, working):
    assert is_working_day(day(text)) is working


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 5, "2026-11-27"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-24", 5, "2026-10-09"),
        ("2025-12-31", 5, "2026-01-08"),
        ("2026-12-31", 1, "2027-01-01"),
        ("2024-02-09", 2, "2024-02-19"),
    ],
)
def test_limits_skip_what_is_not_worked(start, number, end):
    assert add_working_days(day(start), number) == day(end)
    assert working_days_between(day(start) + timedelta(days=1), day(end)) == number


def test_days_are_counted_with_both_ends():
    assert working_days_between(day("2026-11-16"), day("2026-11-20")) == 5
    assert working_days_between(day("2026-10-01"), day("2026-10-07")) == 0
    assert working_days_between(day("2026-11-20"), day("2026-11-20")) == 1
    assert working_days_between(day("2026-11-20"), day("2026-11-19")) == 0
    with pytest.raises(ValueError, match="-1"):
        add_working_days(day("2026-11-20"), -1)


def test_only_years_with_a_notice_are_published():
    assert published(day("2023-01-01"), day("2026-12-31"))
    assert not published(day("2026-12-31"), day("2027-01-01"))
    assert not published(day("2022-12-31"), day("2023-01-01"))


def test_the_table_says_what_the_notices_say(shared_data):
    for year in (2023, 2024, 2025, 2026):
        told = json.loads((shared_data / "calendar" / f"{year}.json").read_text(encoding="utf-8"))
        noted = {
            day(each["date"]): not each["isOffDay"]
            for each in told["days"]
            if each["date"].startswith(str(year))
        }
        every = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        expected = {each: noted.get(each, each.weekday() < 5) for each in every}
        assert {each: is_working_day(each) for each in every} == expected
