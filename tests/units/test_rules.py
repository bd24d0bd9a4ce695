from datetime import date

import pytest

from xianfeng.units import rules


def test_the_next_step_follows_the_last_one_even_when_there_are_gaps():
    assert rules.next_step([]) == "00001"
    assert rules.next_step(["0000100001", "0000100007"]) == "00008"


def test_a_parent_is_full_at_99999():
    with pytest.raises(ValueError, match="no more than 99999"):
        rules.next_step(["99999"])


def test_ancestors_and_tops():
    assert rules.ancestors("000010000200003") == ["00001", "0000100002"]
    assert rules.tops(["0000100002", "00001", "00003", "0000300001"]) == ["00001", "00003"]
    assert rules.tops(["", "00001"]) == [""]


def test_numbers_climb_to_every_node_above():
    own = {"00001": 1, "0000100001": 2, "0000100002": 4, "000010000200001": 8}
    assert rules.climbed(own) == {
        "00001": 15,
        "0000100001": 2,
        "0000100002": 12,
        "000010000200001": 8,
    }


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1, 5), (5, 9), False),
        ((1, 6), (5, 9), True),
        ((1, None), (9, None), True),
        ((9, None), (1, 9), False),
        ((2, 3), (1, None), True),
    ],
)
def test_spans_that_touch_share_no_day(one, other, shared):
    def days(span):
        return [day and date(2021, 1, day) for day in span]

    assert rules.overlap(*days(one), *days(other)) is shared
    assert rules.overlap(*days(other), *days(one)) is shared
