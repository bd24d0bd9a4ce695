"""Numbers of certificates, and when the records still bear one out."""

from datetime import date

import pytest

from xianfeng.hours import rules
from xianfeng.hours.rules import Line

DAY = date(2021, 6, 30)
ONE = Line("event", 7, DAY, "清洁家园", "2.00")


def test_numbers_have_twelve_signs_that_are_read_one_way_only():
    made = {rules.new_number() for _ in range(500)}
    assert len(made) == 500
    assert {len(number) for number in made} == {12}
    assert set("".join(made)) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert 31**12 > 2**59


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("23456789ABCD", "23456789ABCD"),
        (" 2345-6789-abcd ", "23456789ABCD"),
        ("2345 6789　ABCD", "23456789ABCD"),
        ("2345-6789-ABC", ""),
        ("2345-6789-ABC0", ""),
        ("2345-6789-ABCDE", ""),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, read):
    assert rules.normal_number(typed) == read


def test_a_number_is_printed_in_fours_and_a_name_compared_without_spaces():
    assert rules.grouped("23456789ABCD") == "2345-6789-ABCD"
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
