"""Items of an agenda and votes: every threshold by table."""

from datetime import date

import pytest

from xianfeng.life import rules
from xianfeng.life.rules import Item

HELD = date(2021, 3, 5)


@pytest.mark.parametrize(
    ("entitled", "attended", "in_favour", "passed"),
    [
        (10, 10, 6, True),
        (10, 10, 5, False),  # half is not more than half
        (10, 5, 5, False),  # half came, and all of them are half of who should
        (10, 6, 6, True),  # more than half of who should, not of who came
        (11, 5, 5, False),  # fewer than half came
        (11, 6, 6, True),
        (1, 1, 1, True),
        (3, 2, 2, True),
        (4, 2, 2, False),
        (0, 0, 0, False),
    ],
)
def test_a_decision_passes_with_more_than_half_of_those_expected(
    entitled, attended, in_favour, passed
):
    item = Item("议题", "同意", entitled, attended, in_favour)
    assert (item.voted, item.passed) == (True, passed)


def test_without_a_vote_nothing_is_said_of_passing():
    assert (Item("议题", "同意").voted, Item("议题", "同意").passed) == (False, None)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (Item("议题"), []),
        (Item("议题", "同意"), []),
        (Item("议题", "同意", 10, 9, 8, 1, 0, "张三", date(2021, 3, 5)), []),
        (Item("议题", owner="张三"), [("decision", "decision_missing")]),
        (Item("议题", "", 10, 9, 8), [("decision", "decision_missing")]),
        (Item("议题", "同意", in_favour=8), [("in_favour", "vote_incomplete")]),
        (Item("议题", "同意", 9, 10, 8), [("attended", "more_than_expected")]),
        (Item("议题", "同意", 10, 9, 8, 1, 1), [("in_favour", "more_votes")]),
        (
            Item("议题", "同意", owner="张三", due_on=date(2021, 3, 4)),
            [("due_on", "due_before")],
        ),
        (Item("议题", "同意", due_on=date(2021, 3, 6)), [("owner", "owner_missing")]),
    ],
)
def test_what_is_wrong_with_an_item(item, found):
    problems = rules.agenda_problems(item, HELD)
    assert [(each.field, each.code) for each in problems] == found


@pytest.mark.parametrize(
    ("before", "after", "altered"),
    [
        ([], [Item("甲", "同意")], False),
        ([Item("甲")], [Item("乙")], False),
        ([Item("甲", "同意")], [Item("甲", "同意"), Item("乙")], False),
        ([Item("甲", "同意")], [Item("甲", "不同意")], True),
        ([Item("甲", "同意")], [], True),
        ([Item("甲"), Item("乙", "同意")], [Item("乙", "同意")], True),
    ],
)
def test_what_was_decided_is_altered(before, after, altered):
    assert rules.altered(before, after) is altered


@pytest.mark.parametrize(
    ("month", "day", "on"),
    [
        (date(2021, 2, 10), 31, date(2021, 2, 28)),
        (date(2024, 2, 1), 30, date(2024, 2, 29)),
        (date(2021, 4, 30), 31, date(2021, 4, 30)),
        (date(2021, 3, 1), 15, date(2021, 3, 15)),
    ],
)
def test_the_fixed_day_of_a_shorter_month_comes_earlier(month, day, on):
    assert rules.fixed_day_in(month, day) == on


@pytest.mark.parametrize(
    ("kind", "unit_kind", "counted"),
    [
        ("general_meeting", "branch", True),
        ("theme_day", "group", True),
        ("life_meeting", "retired_branch", True),
        ("committee_meeting", "branch", False),
        ("study_group", "committee", False),
        ("general_meeting", "committee", False),
        ("lecture", "working_committee", False),
    ],
)
def test_where_leaders_come_as_ordinary_members(kind, unit_kind, counted):
    assert rules.leads(kind, unit_kind) is counted


@pytest.mark.parametrize(
    ("listed", "reasons", "numbers", "known"),
    [
        (4, ["sick"], (4, 3), True),
        (4, ["exempt"], (3, 3), True),
        (4, [], (4, 3), False),  # one is missing, and nobody says who
        (0, [], (0, 0), False),
    ],
)
def test_names_account_for_the_numbers(listed, reasons, numbers, known):
    assert rules.named_in_full(listed, reasons, numbers) is known
