"""The table of a list, its days, which post has which list, and the usual items: no database."""

from datetime import date
from types import SimpleNamespace

import pytest

from xianfeng.duties import rulebook
from xianfeng.duties.enums import Verification
from xianfeng.kernel import figures
from xianfeng.members.enums import PostTitle
from xianfeng.responsibility import rules, usual
from xianfeng.responsibility.enums import Kind, Standing


def test_the_table_of_steps_is_this_and_no_other():
    table = {
        (edge.verb, start): (edge.to, edge.by)
        for edge in rules.DUTY_LIST.edges
        for start in edge.starts
    }
    assert table == {
        ("tailor_list", "drafted"): ("drafted", "issuer"),
        ("issue_list", "drafted"): ("issued", "issuer"),
        ("sign_list", "issued"): ("signed", "holder"),
        ("enter_signature", "issued"): ("signed", "keeper"),
        ("note_midyear", "signed"): ("mid_noted", "noter"),
        ("note_midyear", "mid_noted"): ("mid_noted", "noter"),
        ("note_yearend", "signed"): ("closed", "noter"),
        ("note_yearend", "mid_noted"): ("closed", "noter"),
        ("note_yearend", "closed"): ("closed", "noter"),
        ("amend_list", "issued"): ("superseded", "issuer"),
        ("amend_list", "signed"): ("superseded", "issuer"),
        ("amend_list", "mid_noted"): ("superseded", "issuer"),
        ("hand_over", "issued"): ("superseded", "issuer"),
        ("hand_over", "signed"): ("superseded", "issuer"),
        ("hand_over", "mid_noted"): ("superseded", "issuer"),
        ("recall_list", "drafted"): ("recalled", "issuer"),
        ("recall_list", "issued"): ("recalled", "issuer"),
        ("recall_list", "signed"): ("recalled", "issuer"),
        ("recall_list", "mid_noted"): ("recalled", "issuer"),
    }


def test_every_post_but_a_groups_leader_has_its_kind_of_list():
    assert rules.KIND_OF == {
        "secretary": "first",
        "deputy_secretary": "direct",
        "full_time_deputy": "direct",
        "organisation": "dual",
        "publicity": "dual",
        "discipline": "dual",
        "committee_member": "dual",
    }
    assert set(PostTitle.values) - set(rules.KIND_OF) == {"group_leader"}


def test_days_of_a_list():
    assert rules.sign_by(date(2021, 3, 1)) == date(2021, 3, 16)
    assert rules.midyear_due(2021, date(2021, 7, 31)) == date(2021, 7, 31)
    assert rules.midyear_due(2021, date(2021, 8, 1)) is None
    assert rules.midyear_due(2021, date(2020, 12, 20)) == date(2021, 7, 31)
    assert rules.yearend_due(2021) == date(2022, 1, 31)


@pytest.mark.parametrize(
    ("verb", "day", "open_now"),
    [
        ("note_midyear", date(2021, 6, 30), False),
        ("note_midyear", date(2021, 7, 1), True),
        ("note_midyear", date(2022, 1, 5), True),
        ("note_yearend", date(2021, 11, 30), False),
        ("note_yearend", date(2021, 12, 1), True),
        ("sign_list", date(2021, 1, 1), True),
    ],
)
def test_noting_begins_a_month_before_the_half_and_in_december(verb, day, open_now):
    assert rules.in_time(verb, 2021, day) is open_now


def test_a_day_moves_into_another_year():
    assert rules.in_year(date(2020, 2, 29), 2021) == date(2021, 2, 28)
    assert rules.in_year(date(2020, 2, 29), 2024) == date(2024, 2, 28)
    assert rules.in_year(date(2020, 3, 31), 2021) == date(2021, 3, 31)
    assert rules.in_year(None, 2021) is None


def test_what_is_done_asks_for_a_word_and_the_rest_does_not():
    said = [(1, "done", "做了"), (2, "done", " "), (3, "not_yet", ""), (4, "under_way", "")]
    assert rules.unsaid([1, 3, 4], said) == 0
    assert rules.unsaid([1, 2, 3, 4, 5], said) == 2
    assert rules.unsaid([], []) == 0


def dated(state="signed", **days):
    known = {
        "sign_by": date(2021, 3, 16),
        "signed_on": date(2021, 3, 10),
        "mid_due_on": date(2021, 7, 31),
        "mid_on": None,
        "year_due_on": date(2022, 1, 31),
        "closed_on": None,
    }
    return SimpleNamespace(state=state, **known | days)


@pytest.mark.parametrize(
    ("row", "day", "standing"),
    [
        (dated("drafted", signed_on=None), date(2021, 9, 1), Standing.DRAFTED),
        (dated(), date(2021, 3, 9), Standing.UNSIGNED),
        (dated(), date(2021, 3, 10), Standing.SIGNED),
        (dated(signed_on=None), date(2021, 3, 16), Standing.UNSIGNED),
        (dated(signed_on=None), date(2021, 3, 17), Standing.OVERDUE),
        (dated(), date(2021, 7, 31), Standing.SIGNED),
        (dated(), date(2021, 8, 1), Standing.UNNOTED),
        (dated(mid_on=date(2021, 8, 5)), date(2021, 8, 4), Standing.UNNOTED),
        (dated(mid_on=date(2021, 8, 5)), date(2021, 8, 5), Standing.SIGNED),
        (dated(mid_due_on=None), date(2021, 9, 1), Standing.SIGNED),
        (dated(mid_due_on=None), date(2022, 2, 1), Standing.UNNOTED),
        (dated("closed", closed_on=date(2022, 1, 5)), date(2022, 2, 1), Standing.SIGNED),
        (dated("closed", closed_on=date(2022, 2, 5)), date(2022, 2, 1), Standing.UNNOTED),
    ],
)
def test_how_a_list_stands_on_a_day(row, day, standing):
    assert rules.stand(row, day) is standing


def test_every_standing_has_its_mark():
    assert {each.value: rules.mark(each) for each in Standing} == {
        "vacant": "none",
        "changed": "soon",
        "missing": "soon",
        "drafted": "open",
        "unsigned": "open",
        "overdue": "overdue",
        "unnoted": "overdue",
        "signed": "met",
    }


def test_usual_items_stand_on_what_is_known():
    rule_ids = {rule.id for rule in rulebook.every()}
    figure_ids = {figure.id for figure in figures.every()}
    for kind in Kind.values:
        lines = usual.lines(kind, 2021)
        assert len(lines) >= 5
        assert any(not line.get("rule") and not line.get("figure") for line in lines)
        for line in lines:
            assert line["source"]
            assert line["verification"] in Verification.values
            assert line.get("rule", "") in {"", *rule_ids}
            assert line.get("figure", "") in {"", *figure_ids}


def test_usual_items_cite_as_far_as_the_rules_they_follow():
    for kind in Kind.values:
        for line in usual.lines(kind, 2021):
            if line.get("rule"):
                assert line["verification"] == rulebook.get(line["rule"]).verification


def test_usual_items_fall_into_the_year_asked_for():
    days = {line.get("due_on") for kind in Kind.values for line in usual.lines(kind, 2023)}
    assert days == {None, date(2023, 3, 31), date(2023, 12, 31)}
