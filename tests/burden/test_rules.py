"""What is about the same thing, what an entry costs, and how long a task may stand."""

from datetime import date

import pytest

from tests.conftest import ROOT
from xianfeng.burden import knowledge, rules
from xianfeng.burden.rules import Earlier, Known

KNOWN = (
    Known("figure:org.members", "党员数", ("在册党员",), "/figures/org.members/"),
    Known("unit.established", "成立日期", ("成立时间",), "/units/"),
)
TODAY = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("党员数", "党员"),
        ("党员总数", "党员"),
        ("请填写本支部党员人数（人）", "党员"),
        ("你单位现有党员多少名", "党员"),
        (" 党 员 数： ", "党员"),
        ("发展党员数", "发展党员"),
        ("办公用房面积", "办公用房面积"),
        ("本单位", "本单位"),
        ("", ""),
    ],
)
def test_core(title, about):
    assert rules.core(title) == about


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("本支部党员总数", "figure:org.members"),
        ("在册党员人数", "figure:org.members"),
        ("支部成立时间", "unit.established"),
        ("发展党员数", None),
        ("党员学历", None),
    ],
)
def test_held(title, source):
    found = rules.held(title, KNOWN)
    assert (found.source if found else None) == source


def earlier(units, issued_on, still_open=False):
    about = (
        "办公用房面积",
        "办公用房面积",
        "旧任务",
        frozenset(units),
        issued_on,
        still_open,
        "/1/",
    )
    return Earlier(*about)


@pytest.mark.parametrize(
    ("title", "units", "before", "refused"),
    [
        ("办公用房面积", {1, 2}, earlier({2, 3}, date(2021, 1, 1)), True),
        ("本支部办公用房面积情况", {1, 2}, earlier({2, 3}, date(2021, 1, 1)), True),
        ("办公用房面积", {1}, earlier({2, 3}, date(2021, 1, 1)), False),
        ("办公用房面积", {2}, earlier({2}, date(2020, 6, 30)), True),
        ("办公用房面积", {2}, earlier({2}, date(2020, 6, 29)), False),
        ("办公用房面积", {2}, earlier({2}, date(2019, 1, 1), still_open=True), True),
        ("车位数", {2}, earlier({2}, date(2021, 1, 1)), False),
    ],
)
def test_again(title, units, before, refused):
    found = rules.again(title, frozenset(units), [before], TODAY)
    assert found == (before if refused else None)


@pytest.mark.parametrize(
    ("due", "end", "refused"),
    [
        (date(2021, 7, 1), date(2021, 7, 1), ""),
        (date(2021, 7, 2), date(2021, 7, 1), "early"),
        (date(2021, 7, 1), date(2022, 6, 30), ""),
        (date(2021, 7, 1), date(2022, 7, 1), "late"),
    ],
)
def test_a_task_ends_within_a_year(due, end, refused):
    assert rules.expiry_refused(TODAY, due, end) == refused


@pytest.mark.parametrize(
    ("units", "kinds", "new", "each", "minutes"),
    [
        (0, ["text"], 1, 2, 0),
        (40, [], 0, 0, 0),
        (40, ["known"], 0, 1, 14),
        (40, ["known", "number", "text"], 2, 2, 74),
        (1, ["choice", "date"], 2, 1, 1),
    ],
)
def test_what_a_task_asks(units, kinds, new, each, minutes):
    asked = rules.asked_of(units, kinds)
    assert (asked.new_fields, asked.minutes_each, asked.minutes) == (new, each, minutes)


def verbs():
    """Return every verb that an action of the system is called by."""
    import re

    said = re.compile(r'@action\("([a-z_.]+)"\)')
    found = set()
    for path in (ROOT / "xianfeng").rglob("*.py"):
        found |= set(said.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_verb_is_placed_in_the_table_of_costs():
    unplaced = verbs() - set(rules.entry_costs())
    assert unplaced == set(), "say in burden/costs.toml what these ask of whoever types them"


def test_no_cost_is_for_a_verb_that_nobody_says():
    assert set(rules.entry_costs()) - verbs() == set()


def test_each_cost_says_what_it_rests_on():
    assert {cost.basis[:2] for cost in rules.entry_costs().values()} == {"估算", "不计"}
    said = rules.entry_costs()["life.confirm_meeting"]
    assert (said.fields, said.seconds) == (8, 90)
    assert rules.entry_costs()["burden.answer_collection"].own


def test_the_system_knows_units_figures_and_columns_of_ledgers():
    known = knowledge.known()
    assert rules.held("支部成立时间", known).source == "unit.established"
    assert rules.held("本支部党员总数", known).source == "figure:org.members"
    assert rules.held("参加工作时间", known) is None or rules.held("参加工作时间", known).pointer
    assert rules.held("身份证号码", known).source == "ledger:members.id_number"
    assert rules.held("备注", known) is None
    assert rules.held("办公用房面积", known) is None
    assert set(knowledge.sources()) >= {"unit.name", "unit.term", "figure:org.members"}
