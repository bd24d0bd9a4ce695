"""Date cells in every spelling offices use."""

import csv
import datetime as dt

import pytest

from xianfeng.ledgers.dates import MonthOnly, day, same

DAY = dt.date(1985, 7, 1)


@pytest.mark.parametrize(
    "raw",
    [
        DAY, dt.datetime(1985, 7, 1), dt.datetime(1985, 7, 1, 8, 30),
        "1985.07.01", "1985.7.1", "1985/7/1", "1985/07/01 ", "1985-07-01", "1985年7月1日",
        "1985 年 7 月 1 日", "1985年07月01号", "19850701", 19850701, 19850701.0,
        "31229", 31229, 31229.0, "31229.0", 31229.5,
        "１９８５-０７-０１", "１９８５．７．１", "１９８５年７月１日", "'1985-07-01",
        "’1985.07.01",
        " 1985-07-01\u3000", "1985 . 07 . 01", "1985.07.01.", "1985-07-01 00:00:00",
        "1985-07-01T00:00:00", "1985。7。1", '="1985-07-01"',
    ],
)  # fmt: skip
def test_a_day_is_understood(raw):
    assert day(raw) == (DAY, None)


@pytest.mark.parametrize(
    "raw", ["1985.07", "1985.7", "1985-07", "1985/7", "1985年7月", "198507", 198507.0, 1985.07]
)
def test_a_month_is_taken_only_where_the_column_allows_it(raw):
    assert day(raw) == (None, "date_invalid")
    value, code = day(raw, month=True)
    assert (value, code, type(value)) == (MonthOnly(1985, 7, 1), None, MonthOnly)


@pytest.mark.parametrize(
    "raw",
    ["", None, " ", "\u3000", "—", "/", "无", "2017 年    月   日", "年  月  日", "2017年"],
)
def test_a_cell_without_a_date_is_blank(raw):
    assert day(raw, month=True) == (None, None)


@pytest.mark.parametrize(
    "raw",
    [
        "1999年13月1日", "1999-02-29", "19991301", "85.7.1", "850701", "85-07-01", "1985", 1985.0,
        1985, "不详", "1985.07.01至今", "198513", 1985.1, 99999.0, "0000-00-00", "3020-01-01",
        dt.date(1899, 12, 31), dt.date(1900, 1, 1), dt.time(8), True, -5.0, float("nan"),
        float("inf"), "1" * 5000,
    ],
)  # fmt: skip
def test_anything_else_is_invalid(raw):
    assert day(raw, month=True) == (None, "date_invalid")


def test_a_date_after_the_last_allowed_one_lies_in_the_future():
    today = dt.date(2026, 6, 30)
    assert day("2026-06-30", until=today) == (today, None)
    assert day(dt.date(2026, 7, 1), until=today) == (None, "date_in_future")


def test_a_month_agrees_with_any_of_its_days():
    assert same(MonthOnly(1985, 7, 1), dt.date(1985, 7, 15))
    assert not same(MonthOnly(1985, 7, 1), dt.date(1985, 8, 1))
    assert not same(DAY, dt.date(1985, 7, 15))


def test_spellings_seen_in_real_sheets(shared_data):
    source = shared_data / "templates" / "date_cell_formats_seen.csv"
    with source.open(encoding="utf-8-sig") as lines:
        seen = {row["as_seen_in_cell"]: row["meaning"] for row in csv.DictReader(lines)}
    checked = 0
    for cell, meaning in seen.items():
        if "blank" in meaning:
            expected = (None, None)
        elif "missing" in meaning:
            expected = (MonthOnly.fromisoformat(f"{meaning[:7]}-01"), None)
        elif meaning[:1].isdigit():
            expected = (dt.date.fromisoformat(meaning[:10]), None)
        else:
            continue  # a heading, not a cell
        checked += 1
        assert (cell, day(cell, month=True)) == (cell, expected)
    assert checked == 12
