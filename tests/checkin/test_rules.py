"""Bits of skills and times, as people write them."""

from datetime import date

import pytest

from xianfeng.checkin import rules
from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.kernel.states import Table


def test_bits_and_back():
    assert rules.bits([], Skill.values) == 0
    assert rules.bits(["plumbing", "law"], Skill.values) == 0b1001
    assert rules.codes(0b1001, Skill.values) == ["plumbing", "law"]
    with pytest.raises(ValueError):
        rules.bits(["magic"], Skill.values)


def test_the_lists_keep_their_order_for_ever():
    assert Skill.values == [
        "plumbing", "appliances", "computers", "law", "mediation", "counselling", "health",
        "first_aid", "tutoring", "arts", "writing", "photography", "finance", "policy",
        "gardening", "haircut",
    ]  # fmt: skip
    assert Wish.values == [
        "care", "youth", "repair", "environment", "civility", "disputes", "publicity", "duty"
    ]  # fmt: skip
    assert tuple(Part.values) == rules.PARTS


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("周六上午", [15]),
        ("周日下午", [19]),
        ("工作日晚上", [2, 5, 8, 11, 14]),
        ("周末", [15, 16, 17, 18, 19, 20]),
        ("周六上午、周日下午", [15, 19]),
        ("周六上午，随便", [15]),
        ("每天晚上", [2, 5, 8, 11, 14, 17, 20]),
        ("", []),
        ("有空就行", []),
    ],
)
def test_times_as_people_write_them(text, slots):
    assert rules.times(text) == sum(1 << slot for slot in slots)


def test_a_day_and_a_part_of_it():
    assert rules.slot_bit(date(2021, 7, 3), "morning") == 1 << 15
    assert rules.slot_bit(None, "morning") == rules.slot_bit(date(2021, 7, 3), "") == 0


def test_the_table_knows_its_states():
    assert isinstance(rules.CHECKIN, Table)
    assert rules.CHECKIN.states == {"reported", "confirmed", "refused", "ended"}
