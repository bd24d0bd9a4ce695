"""What a certificate may say, and when the records still bear one out."""

from datetime import date

import pytest

from xianfeng.hours import rules
from xianfeng.hours.rules import Line

DAY = date(2021, 6, 30)
ONE = Line("event", 7, DAY, "清洁家园", "2.00")


def test_a_name_is_compared_without_spaces_and_a_span_is_the_year():
    assert rules.plain(" 张　三 ") == "张三"
    assert rules.year_of(DAY) == (date(2021, 1, 1), DAY)


@pytest.mark.parametrize(
    ("standing", "holds"),
    [
        ([ONE], True),
        ([ONE, Line("event", 8, DAY, "义诊", "1.00")], True),
        ([ONE._replace(what="清洁家园行动")], True),
        ([ONE._replace(hours="1.50")], False),
        ([ONE._replace(on=date(2021, 6, 29))], False),
        ([ONE._replace(source="request")], False),
        ([ONE._replace(key=8)], False),
        ([], False),
    ],
)
def test_what_a_paper_lists_must_stand_and_what_came_since_does_not_matter(standing, holds):
    assert rules.borne_out([ONE], standing) is holds


@pytest.mark.parametrize(
    ("paths", "above"),
    [
        (["0000100001"], "0000100001"),
        (["0000100001", "0000100001"], "0000100001"),
        (["0000100001", "0000100002"], "00001"),
        (["0000100001", "000010000100003"], "0000100001"),
        (["0000100011", "0000100012", "0000200001"], ""),
    ],
)
def test_what_was_given_in_several_units_is_above_all_of_them(paths, above):
    assert rules.shared_path(paths, 5) == above
