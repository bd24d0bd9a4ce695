"""How items of a check are counted, its table of steps, and the years of a plan."""

from datetime import date

from xianfeng.standards import rules
from xianfeng.standards.enums import CheckState, Stage


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
