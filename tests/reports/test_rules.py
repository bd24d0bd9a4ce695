"""Spans of days, and how days and numbers are written."""

from datetime import date
from decimal import Decimal

import pytest

from xianfeng.reports import rules
from xianfeng.reports.rules import Span

TODAY = date(2021, 11, 21)


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), "2021年"),
        (date(2021, 1, 1), date(2021, 6, 30), "2021年上半年"),
        (date(2021, 7, 1), date(2021, 9, 30), "2021年第三季度"),
        (date(2021, 2, 1), date(2021, 2, 28), "2021年2月"),
        (date(2021, 1, 1), date(2021, 11, 21), "2021年1月1日至11月21日"),
        (date(2020, 12, 1), date(2021, 1, 31), "2020年12月1日至2021年1月31日"),
    ],
)
def test_title(first, last, title):
    assert Span(first, last).title == title
    assert Span(first, last).when(True) == title
    assert Span(first, last).when(False) == f"截至{last.year}年{last.month}月{last.day}日"


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        (("2021-Q1", "", ""), Span(date(2021, 1, 1), date(2021, 3, 31))),
        (("2021", "", ""), Span(date(2021, 1, 1), TODAY)),
        (("2022", "", ""), Span(date(2022, 1, 1), date(2022, 12, 31))),
        (("", "2021-02-03", "2022-01-01"), Span(date(2021, 2, 3), date(2022, 1, 1))),
        (("2020", "2021-02-03", "2021-02-03"), Span(date(2021, 2, 3), date(2021, 2, 3))),
        (("", "2021-03-01", "2021-02-01"), Span(date(2021, 1, 1), TODAY)),
        (("", "2021-03-01", ""), Span(date(2021, 1, 1), TODAY)),
        (("2021-13", "", ""), Span(date(2021, 1, 1), TODAY)),
        (("", "", ""), Span(date(2021, 1, 1), TODAY)),
    ],
)
def test_asked_span(asked, span):
    assert rules.asked_span(*asked, TODAY) == span


def test_report_span_ends_with_its_period_or_today():
    assert rules.report_span("half", 2021, TODAY) == Span(date(2021, 1, 1), date(2021, 6, 30))
    assert rules.report_span("annual", 2020, TODAY) == Span(date(2020, 1, 1), date(2020, 12, 31))
    assert rules.report_span("annual", 2021, TODAY) == Span(date(2021, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("value", "measure", "recorded", "words"),
    [
        (0, "名", True, "0名"),
        (1234, "人次", True, "1234人次"),
        (Decimal("95.70"), "%", True, "95.7%"),
        (Decimal("100.0"), "%", True, "100%"),
        (None, "%", True, "无应计数"),
        (None, "元", False, "未登记"),
    ],
)
def test_missing_is_not_zero(value, measure, recorded, words):
    assert rules.written(value, measure, recorded) == words
