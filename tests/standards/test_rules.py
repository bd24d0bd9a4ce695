"""What facts say of an item, how items are counted, and the years of a plan."""

from datetime import date
from decimal import Decimal

import pytest

from xianfeng.standards import rules
from xianfeng.standards.enums import CheckState, Reading, Stage


@pytest.mark.parametrize(
    ("states", "reading"),
    [
        ({}, Reading.NOT_APPLICABLE),
        ({"open": 3}, Reading.PENDING),
        ({"open": 3, "met": 1}, Reading.MET),
        ({"late": 1}, Reading.MET),
        ({"none": 2, "open": 1}, Reading.MET),
        ({"overdue": 1, "met": 11}, Reading.NOT_YET),
        ({"overdue": 0, "met": 0, "open": 0}, Reading.NOT_APPLICABLE),
    ],
)
def test_duties_say_whether_an_item_is_met(states, reading):
    assert rules.read_duties(states) is reading


@pytest.mark.parametrize(
    ("value", "at_most", "over", "reading"),
    [
        (None, False, False, Reading.NO_DATA),
        (None, False, True, Reading.NO_DATA),
        (0, False, False, Reading.PENDING),
        (0, False, True, Reading.NOT_YET),
        (12, False, False, Reading.MET),
        (Decimal("11.9"), False, True, Reading.NOT_YET),
        (12, True, False, Reading.MET),
        (13, True, False, Reading.NOT_YET),
        (0, True, True, Reading.MET),
    ],
)
def test_a_figure_says_whether_an_item_is_met(value, at_most, over, reading):
    assert rules.read_figure(value, Decimal(12), at_most, over) is reading


def test_items_are_counted_and_nothing_is_scored():
    found = rules.tally(
        ["met", "met", "not_yet", "pending", "unanswered", "not_applicable", "no_data"]
    )
    assert (found.met, found.not_yet, found.waiting, found.apart, found.applying) == (2, 1, 2, 2, 5)
    assert rules.tally([]).applying == 0


def test_the_table_of_steps_is_this_and_no_other():
    table = {
        (verb, start.value): end.value
        for verb, (starts, end) in rules.EDGES.items()
        for start in starts
    }
    assert table == {
        ("submit", "draft"): "submitted",
        ("submit", "sent_back"): "submitted",
        ("take_back", "submitted"): "draft",
        ("confirm", "submitted"): "checked",
        ("send_back", "submitted"): "sent_back",
        ("reopen", "checked"): "sent_back",
    }
    assert set(rules.EDGES) == rules.BY_BRANCH | rules.BY_SUPERIOR
    assert {CheckState.DRAFT, CheckState.SENT_BACK} == rules.WRITABLE


def test_stages_are_three_years_in_a_row():
    assert [rules.year_of(2021, stage) for stage in Stage] == [2021, 2022, 2023]
    assert rules.within_stage(2021, Stage.RAISE, date(2022, 12, 31))
    assert not rules.within_stage(2021, Stage.RAISE, date(2023, 1, 1))
