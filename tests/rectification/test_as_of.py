"""A past day stays as it was: what is done later moves no number, list or export of it."""

from datetime import date, datetime, timedelta

import pytest

from tests.rectification.build import NOW, ON, SAID, go, raised
from xianfeng.kernel import figures
from xianfeng.rectification import actions
from xianfeng.rectification.models import Problem
from xianfeng.rectification.queries import problems as queries
from xianfeng.rectification.queries.problems import Wanted

DAYS = [ON - timedelta(days=number) for number in range(12)]
FIGURES = ("rectify.raised", "rectify.open", "rectify.closed")


def moment(number):
    return datetime.combine(ON - timedelta(days=number), NOW.timetz())


def told(viewer, day):
    """Return the numbers of a day by figure, by the ledger and by its list."""
    wanted = [figures.get(name) for name in FIGURES]
    values = [figures.compute(viewer, each, date(2021, 1, 1), day).value for each in wanted]
    rows = [(row.pk, row.stood, row.due_then) for row in queries.listed(viewer, Wanted(), day)]
    return values, queries.numbers(viewer, Wanted(), day), sorted(rows)


@pytest.fixture
def history(city):
    """Raise, answer, close and open again, over the twelve days to today."""
    start = {"found_on": date(2021, 6, 1)}
    closed = raised(city, at=moment(11), **start)
    go("answer_problem", city.secretary, closed, at=moment(9))
    go("verify_problem", city.clerk, closed, at=moment(8))
    raised(city, text="记录太略", at=moment(10), due_on=date(2021, 6, 24), **start)
    back = raised(city, text="没有签到", at=moment(7), **start)
    go("answer_problem", city.secretary, back, at=moment(6))
    go("send_problem_back", city.clerk, back, at=moment(5))
    return closed


def test_on_every_day_open_and_closed_are_what_was_raised(city, history):
    for day in DAYS:
        (of_raised, of_open, of_closed), numbers, rows = told(city.officer, day)
        assert of_open + of_closed == of_raised, day
        assert numbers["open"] + numbers["answered"] == of_open, day
        assert numbers["closed"] == of_closed, day
        assert len(rows) == of_raised, day


def test_what_is_done_today_changes_no_day_before(city, history):
    before = {day: told(city.officer, day) for day in DAYS[1:]}
    go("reopen_problem", city.clerk, history)
    for problem in Problem.objects.exclude(pk=history.pk):
        go("extend_problem", city.clerk, problem)
    go("answer_problem", city.secretary, history)
    actions.raise_problem(
        actor=city.officer, at=NOW, unit=city.two, verifier=city.office,
        found=actions.Finding(
            "inspection", "style", "今天提的", ON, date(2021, 8, 1),
        ),
    )  # fmt: skip
    assert SAID["extend_problem"]["due_on"] == date(2021, 8, 15)
    assert {day: told(city.officer, day) for day in DAYS[1:]} == before
    assert told(city.officer, ON) != told(city.officer, DAYS[1])


def test_a_problem_withdrawn_today_stood_until_yesterday(city, history):
    problem = Problem.objects.get(text="记录太略")
    before = {day: told(city.officer, day) for day in DAYS[1:]}
    go("withdraw_problem", city.clerk, problem)
    after = {day: told(city.officer, day) for day in DAYS[1:]}
    assert [rows for _values, _numbers, rows in after.values()] == [
        rows for _values, _numbers, rows in before.values()
    ]
    assert after == before
