"""What facts say by a rule or a figure, decided without a database."""

from decimal import Decimal

import pytest

from xianfeng.duties.measuring import Reading, read_duties, read_figure


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
    assert read_duties(states) is reading


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
    assert read_figure(value, Decimal(12), at_most, over) is reading
