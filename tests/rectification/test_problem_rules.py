"""What repeats an earlier problem, what an age is, and what is overdue: pure."""

from datetime import date

import pytest

from xianfeng.rectification import rules

DAY = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("台账 不全。", "台账不全"), ("“三会一课”记录不全", "三会一课记录不全"),
        ("２０２１年ＡＢ", "2021年ab"), ("。，", ""),
    ],
)  # fmt: skip
def test_width_case_spaces_and_punctuation_do_not_count(text, even):
    assert rules.normalised(text) == even


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("台账不全", "台账不全", 1), ("台账不全", "经费超支", 0), ("台账不全", "台账不细", 2 / 3),
        ("", "", 1), ("全", "不", 0), ("", "台账", 0),
    ],
)  # fmt: skip
def test_overlap_is_the_share_of_common_pairs(one, other, share):
    assert rules.overlap(one, other) == pytest.approx(share)
    assert rules.overlap(other, one) == pytest.approx(share)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("三会一课记录不全", "“三会一课”记录不全。", True),
        ("三会一课记录不全", "三会一课的记录不全", True),
        ("三会一课记录不全", "党费收缴记录不全", False),
        ("台账不全", "台账不细", False),
    ],
)
def test_nearly_the_same_words_are_alike(one, other, same):
    assert rules.alike(one, other) is same


def test_the_most_alike_comes_first_and_the_latest_of_equals():
    earlier = [
        (1, "三会一课的记录不全"), (2, "三会一课记录不全"), (3, "三会一课记录不全"), (4, "别的"),
    ]  # fmt: skip
    assert rules.nearest("三会一课记录不全", earlier) == [3, 2, 1]
    assert rules.nearest("三会一课记录不全", []) == []


@pytest.mark.parametrize(
    ("age", "bounds"),
    [
        ("fresh", (date(2021, 5, 31), None)),
        ("older", (date(2021, 4, 1), date(2021, 5, 30))),
        ("oldest", (None, date(2021, 3, 31))),
    ],
)
def test_the_ages_meet_without_gap(age, bounds):
    assert rules.raised_between(age, DAY) == bounds


@pytest.mark.parametrize(
    ("state", "due_on", "late"),
    [
        ("open", date(2021, 6, 29), True), ("open", DAY, False),
        ("answered", date(2021, 6, 1), False), ("closed", date(2021, 6, 1), False),
    ],
)  # fmt: skip
def test_only_what_is_not_answered_is_overdue(state, due_on, late):
    assert rules.overdue(state, due_on, DAY) is late
