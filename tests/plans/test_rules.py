"""How a task stands on a day."""

from datetime import date

import pytest

from xianfeng.plans import rules
from xianfeng.plans.enums import TaskState

DUE = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("done_on", "day", "state"),
    [
        (None, date(2021, 6, 30), TaskState.OPEN),
        (None, date(2021, 7, 1), TaskState.OVERDUE),
        (date(2021, 6, 30), date(2021, 6, 30), TaskState.MET),
        (date(2021, 7, 1), date(2021, 7, 1), TaskState.LATE),
        (date(2021, 7, 5), date(2021, 7, 4), TaskState.OVERDUE),
        (date(2021, 6, 5), date(2021, 6, 4), TaskState.OPEN),
    ],
)
def test_state(done_on, day, state):
    assert rules.state_of(DUE, done_on, day) == state


@pytest.mark.parametrize("state", list(TaskState))
def test_every_state_has_exactly_one_way_on(state):
    assert [verb for verb, (sources, _) in rules.EDGES.items() if state in sources] == [
        "reopen" if state in rules.DONE_STATES else "complete"
    ]


def test_days_over():
    assert [rules.days_over(DUE, DUE), rules.days_over(DUE, date(2021, 7, 6))] == [0, 6]
