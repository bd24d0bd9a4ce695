"""What orders count for, whom they owe something, and what is owed."""

from datetime import date

import pytest

from tests.rectification.build import ON, go, raised
from tests.rectification.ordered import drafted, in_state, step
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.kernel import calendar, figures
from xianfeng.rectification import rules
from xianfeng.rectification.rules import orders as order_rules

JUNE = (date(2021, 6, 1), date(2021, 6, 30))
IDS = ("inspect.orders", "inspect.problems", "inspect.orders_closed")


def values(viewer, first=JUNE[0], last=JUNE[1], path=""):
    wanted = [figures.get(name) for name in IDS]
    return [one.value for one in figures.compute_all(viewer, wanted, first, last, path)]


def test_orders_count_at_the_unit_they_went_to_and_the_root_sees_all(city):
    in_state(city, "draft")
    in_state(city, "recalled", new=["一", "二", "三"])
    in_state(city, "closed", new=["一", "二"])
    step(city, "receive_order", in_state(city, "issued", new=["三"], unit=city.two), city.second)
    far = drafted(city, new=["四"], unit=city.far, issuer=city.root, actor=city.officer)
    step(city, "issue_order", far, city.officer)
    raised(city, text="不在单上的")
    assert values(city.officer) == [3, 4, 1]
    assert values(city.officer, path=city.office.path) == [2, 3, 1]
    assert values(city.secretary) == [1, 2, 1]
    assert values(city.second) == [1, 1, 0]
    assert values(city.rival) == [1, 1, 0]
    assert values(city.member) == [0, 0, 0]
    assert values(city.officer, date(2021, 7, 1), date(2021, 7, 31)) == [0, 0, 0]
    figure = figures.get("inspect.orders")
    assert figures.split(city.officer, figure, "issuer", *JUNE) == [
        ("市直工委", 1), ("甲局机关党委", 2),
    ]  # fmt: skip
    listed = figures.rows(city.officer, figures.get("inspect.problems"), *JUNE)
    assert sorted(row.text for row in listed) == ["一", "三", "二", "四"]


def test_an_order_opened_again_is_no_longer_closed(city):
    order = in_state(city, "closed")
    step(city, "reopen_order", order)
    assert values(city.officer) == [1, 1, 0]


def receipts(unit):
    rule = rulebook.get("order.receipt")
    writing.ensure({(rule.id, 2021): rule})
    rows = Duty.objects.filter(rule=rule.id, unit=unit).order_by("due_on", "subject")
    return list(rows.values_list("period", "due_on", "met_on"))


def test_an_order_is_to_be_received_within_three_working_days(city):
    in_state(city, "draft")
    order = in_state(city, "issued", new=["一"])
    owed = ("2021-07", date(2021, 7, 5))
    assert receipts(city.one) == [(*owed, None)]
    step(city, "receive_order", order)
    assert receipts(city.one) == [(*owed, ON)]
    other = in_state(city, "issued", new=["二"])
    assert receipts(city.one) == [(*owed, ON), (*owed, None)]
    step(city, "recall_order", other)
    assert receipts(city.one) == [(*owed, ON)]
    assert receipts(city.two) == []
    assert rulebook.get("order.receipt").level == "local"


def test_a_problem_on_an_order_owes_by_its_own_day_and_the_order_adds_nothing(city):
    in_state(city, "received", raised(city, due_on=date(2021, 7, 15)))
    known = {rule.id for rule in rulebook.every() if rule.id.startswith("order.")}
    assert known == {"order.receipt"}


# 1 July 2021 is a Thursday; the notice of 2024 works on Sunday 29 September.
@pytest.mark.parametrize(
    ("issued_on", "by"),
    [
        (date(2021, 7, 1), date(2021, 7, 6)),
        (date(2021, 7, 3), date(2021, 7, 7)),
        (date(2024, 9, 27), date(2024, 10, 8)),
    ],
)
def test_three_working_days_by_the_official_calendar(issued_on, by):
    assert order_rules.receive_by(issued_on) == by
    assert calendar.working_days_between(issued_on, by) - calendar.is_working_day(issued_on) == 3


RECEIVE, DUE = date(2021, 7, 5), date(2021, 7, 31)


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [
        ("issued", RECEIVE, False), ("issued", date(2021, 7, 6), True), ("received", DUE, False),
        ("received", date(2021, 8, 1), True), ("replied", date(2022, 1, 1), False),
        ("closed", date(2022, 1, 1), False), ("draft", date(2022, 1, 1), False),
    ],
)  # fmt: skip
def test_who_waits_for_the_other_side_is_not_late(state, day, late):
    assert order_rules.late(state, RECEIVE, DUE, day) == late


def test_the_table_holds_no_way_out_of_a_received_order_but_its_close():
    assert rules.ORDER.verbs("received", {rules.ISSUER, rules.RECIPIENT}) == ["reply_order"]
    assert rules.ORDER.verbs("closed", {rules.ISSUER, rules.RECIPIENT}) == ["reopen_order"]
    assert rules.ORDER.verbs("recalled", {rules.ISSUER, rules.RECIPIENT}) == []


def test_a_withdrawn_problem_is_on_no_order_that_counts(city):
    problem = raised(city)
    order = drafted(city, problem, new=["另一个"])
    go("withdraw_problem", city.clerk, problem)
    step(city, "issue_order", order)
    assert values(city.officer) == [1, 1, 0]
