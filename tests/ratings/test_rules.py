"""Codes of slips, what a slip is worth on a day, and what is shown."""

from datetime import date
from decimal import Decimal

import pytest

from xianfeng.kernel.numbers import ALPHABET
from xianfeng.ratings import rules

FIRST, LAST = date(2021, 6, 1), date(2021, 6, 30)


def test_a_code_holds_more_than_eighty_random_bits_and_no_look_alikes():
    assert len(ALPHABET) ** rules.LENGTH > 2**80
    assert set(ALPHABET) & set("01IOL") == set()
    codes = {rules.new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {18}
    assert set().union(*codes) == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "ABC234DEF567GHJ89K",
        "abc 234 def 567 ghj 89k",
        " ABC-234-DEF-567-GHJ-89K ",
        "ＡＢＣ　２３４　ＤＥＦ　５６７　ＧＨＪ　８９Ｋ",
        "ABC.234_DEF\t567GHJ89K",
    ],
)
def test_a_code_is_taken_however_it_was_typed(typed):
    assert rules.normal_code(typed) == "ABC234DEF567GHJ89K"


@pytest.mark.parametrize(
    "typed",
    ["", "ABC", "ABC234DEF567GHJ89", "ABC234DEF567GHJ89KK", "ABC234DEF567GHJ89O", "码" * 18],
)
def test_what_cannot_be_a_code_is_none(typed):
    assert rules.normal_code(typed) == ""


def test_a_code_is_printed_three_signs_at_a_time():
    assert rules.in_groups("ABC234DEF567GHJ89K") == "ABC 234 DEF 567 GHJ 89K"


@pytest.mark.parametrize(
    ("state", "slip", "day", "standing"),
    [
        ("draft", "unused", "2021-06-15", "early"),
        ("open", "unused", "2021-05-31", "early"),
        ("open", "unused", "2021-06-01", "ready"),
        ("open", "unused", "2021-06-30", "ready"),
        ("open", "unused", "2021-07-01", "over"),
        ("open", "used", "2021-06-15", "used"),
        ("open", "used", "2021-07-01", "used"),
        ("open", "void", "2021-06-15", "void"),
        ("draft", "void", "2021-06-15", "void"),
        ("closed", "ended", "2021-06-15", "over"),
        ("closed", "used", "2021-06-15", "over"),
        ("cancelled", "ended", "2021-06-15", "over"),
    ],
)
def test_what_a_slip_is_worth(state, slip, day, standing):
    assert rules.standing(state, slip, FIRST, LAST, date.fromisoformat(day)) == standing


def test_ten_voices_are_shown_and_nine_are_not():
    assert [rules.is_shown(votes) for votes in (0, 1, 9, 10, 11)] == [
        False, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stars", "mean"),
    [
        ({}, None),
        ({5: 10}, "5.0"),
        ({5: 1, 4: 1}, "4.5"),
        ({1: 3, 2: 1}, "1.3"),
        ({5: 3, 4: 17}, "4.2"),
    ],
)
def test_the_mean_has_one_decimal_and_rounds_half_up(stars, mean):
    assert rules.mean(stars) == (mean and Decimal(mean))
