"""When a year is spoken of, and which period a page is about."""

from datetime import date

import pytest

from xianfeng.participation import rules


def test_december_opens_and_the_middle_of_january_closes():
    assert rules.opens_on(2021) == date(2021, 12, 1)
    assert rules.opinion_due_on(2021) == date(2022, 1, 15)


@pytest.mark.parametrize(
    ("on", "unsaid", "may"),
    [
        (date(2021, 11, 30), 0, False),
        (date(2021, 12, 1), 0, True),
        (date(2021, 12, 1), 1, False),
        (date(2022, 1, 15), 1, False),
        (date(2022, 1, 16), 1, True),
    ],
)
def test_a_report_is_signed_when_all_spoke_or_the_day_is_over(on, unsaid, may):
    assert rules.may_sign(2021, on, unsaid) is may


@pytest.mark.parametrize(
    ("text", "on", "period"),
    [
        ("2020", date(2021, 6, 1), "2020"),
        ("2021-H1", date(2021, 6, 1), "2021-H1"),
        ("2021-H2", date(2021, 6, 1), "2021"),
        ("2022", date(2021, 6, 1), "2021"),
        ("2021-03", date(2021, 6, 1), "2021"),
        ("0000", date(2021, 6, 1), "2021"),
        ("二〇二一", date(2021, 6, 1), "2021"),
        ("", date(2021, 3, 1), "2021"),
        ("", date(2021, 2, 28), "2020"),
    ],
)
def test_a_page_is_about_a_year_or_a_half_that_has_begun(text, on, period):
    assert str(rules.period_asked(text, on)) == period
