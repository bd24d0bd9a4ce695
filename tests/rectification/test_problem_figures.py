"""What is counted of problems, on every day; what the rules make of them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.rectification.build import NOW, go, in_state, raised
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.kernel import figures

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
AS_OF = (
    "rectify.raised", "rectify.open", "rectify.closed", "rectify.due", "rectify.closed_rate",
)  # fmt: skip


def at(month, day):
    return datetime(2021, month, day, 9, 0, tzinfo=NOW.tzinfo)


def value(viewer, figure, first, last, path=""):
    return figures.compute(viewer, figures.get(figure), first, last, path).value


def on(viewer, day, path=""):
    return tuple(value(viewer, figure, YEAR[0], day, path) for figure in AS_OF)


@pytest.fixture
def year(city):
    """Raised 2 June; extended on 10 June to 20 June; answered 22 June, closed 25 June."""
    problem = raised(city, at=at(6, 2), due_on=date(2021, 6, 15))
    go("extend_problem", city.clerk, problem, at=at(6, 10), due_on=date(2021, 6, 20))
    go("answer_problem", city.secretary, problem, at=at(6, 22))
    go("verify_problem", city.clerk, problem, at=at(6, 25))
    go("reopen_problem", city.clerk, problem, at=at(6, 28))
    other = raised(city, city.two, at=at(6, 5), source="complaint", category="politics")
    go("withdraw_problem", city.clerk, other, at=at(6, 24))
    return problem


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2021, 6, 1), (0, 0, 0, 0, None)),
        (date(2021, 6, 2), (1, 1, 0, 0, None)),
        (date(2021, 6, 5), (2, 2, 0, 0, None)),
        (date(2021, 6, 19), (2, 2, 0, 0, None)),
        (date(2021, 6, 20), (2, 2, 0, 1, Decimal("0.0"))),
        (date(2021, 6, 23), (2, 2, 0, 1, Decimal("0.0"))),
        (date(2021, 6, 24), (1, 1, 0, 1, Decimal("0.0"))),
        (date(2021, 6, 25), (1, 0, 1, 1, Decimal("100.0"))),
        (date(2021, 6, 28), (1, 1, 0, 1, Decimal("0.0"))),
    ],
)
def test_every_past_day_says_what_stood_then(city, year, day, numbers):
    assert on(city.officer, day) == numbers


def test_a_past_day_says_the_deadline_of_that_time(city):
    problem = raised(city, at=at(6, 2), due_on=date(2021, 6, 15))
    go("extend_problem", city.clerk, problem, at=at(6, 18), due_on=date(2021, 6, 28))
    due = [value(city.officer, "rectify.due", YEAR[0], date(2021, 6, day)) for day in (
        14, 15, 17, 18, 27, 28,
    )]  # fmt: skip
    assert due == [0, 1, 1, 0, 0, 1]


def test_what_was_raised_counts_by_unit_source_and_category(city, year):
    raised(city, city.two, source="complaint", recurs=())
    again = raised(city, recurs=[year], at=at(6, 29))
    found = {
        figure: value(city.officer, figure, *YEAR)
        for figure in ("rectify.units", "rectify.problems", "rectify.recurring")
    }
    assert found == {"rectify.units": 2, "rectify.problems": 3, "rectify.recurring": 1}
    split = figures.split(city.officer, figures.get("rectify.problems"), "source", *YEAR)
    assert split == [("complaint", 1), ("inspection", 2)]
    assert again.recurs == year
    assert value(city.officer, "rectify.units", *YEAR, city.two.path) == 1
    assert value(city.rival, "rectify.problems", *YEAR) == 0


def test_a_joint_problem_counts_once_for_each_unit(city):
    raised(city, others=[city.two])
    assert value(city.officer, "rectify.problems", *YEAR) == 2
    assert value(city.officer, "rectify.problems", *YEAR, city.two.path) == 1


def owed(rule, unit):
    """Return (due, met) of what a unit owes in 2021 by a rule."""
    writing.ensure({(rule, 2021): rulebook.get(rule)})
    rows = Duty.objects.filter(rule=rule, unit=unit).order_by("due_on", "subject")
    return list(rows.values_list("due_on", "met_on"))


def test_a_problem_is_answered_by_its_deadline(city):
    due_on = date(2021, 6, 15)
    problem = raised(city, at=at(6, 2), due_on=due_on)
    assert owed("rectification.problem", city.one) == [(due_on, None)]
    go("extend_problem", city.clerk, problem, at=at(6, 10), due_on=date(2021, 6, 20))
    assert owed("rectification.problem", city.one) == [(date(2021, 6, 20), None)]
    go("answer_problem", city.secretary, problem, at=at(6, 22))
    assert owed("rectification.problem", city.one) == [(date(2021, 6, 20), date(2021, 6, 22))]
    go("send_problem_back", city.clerk, problem, at=at(6, 23))
    assert owed("rectification.problem", city.one) == [(date(2021, 6, 20), None)]
    go("withdraw_problem", city.clerk, problem, at=at(6, 24))
    assert owed("rectification.problem", city.one) == []


def test_an_answer_is_verified_within_ten_working_days_of_it(city):
    problem = in_state(city, "answered", at=at(6, 1))
    assert owed("rectification.verify", city.office) == [(date(2021, 6, 15), None)]
    assert owed("rectification.verify", city.one) == []
    go("take_answer_back", city.secretary, problem, at=at(6, 2))
    assert owed("rectification.verify", city.office) == []
    go("answer_problem", city.secretary, problem, at=at(6, 3))
    go("send_problem_back", city.clerk, problem, at=at(6, 9))
    assert owed("rectification.verify", city.office) == [(date(2021, 6, 17), date(2021, 6, 9))]


def test_the_rules_are_local_and_only_the_owner_is_carded():
    problem, verify = map(rulebook.get, ("rectification.problem", "rectification.verify"))
    assert [rule.level for rule in (problem, verify)] == ["local", "local"]
    cards = problem.versions[-1].cards
    assert (cards.yellow_days, cards.red_days) == (1, 15)
    assert verify.versions[-1].cards is None
