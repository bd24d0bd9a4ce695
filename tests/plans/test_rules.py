"""How a task stands on a day."""

from datetime import date

import pytest

from xianfeng.kernel import facts
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


def test_days_over():
    assert [rules.days_over(DUE, DUE), rules.days_over(DUE, date(2021, 7, 6))] == [0, 6]


@pytest.mark.parametrize(
    ("due_on", "done_on", "soon", "urged"),
    [
        (date(2021, 6, 29), None, False, True),
        (date(2021, 6, 30), None, True, True),
        (date(2021, 7, 30), None, True, True),
        (date(2021, 7, 31), None, False, False),
        (date(2021, 6, 29), date(2021, 6, 30), False, False),
        (date(2021, 7, 30), date(2021, 7, 1), True, True),
    ],
)
def test_what_is_overdue_or_due_within_30_days_may_be_urged(due_on, done_on, soon, urged):
    assert rules.is_soon(due_on, done_on, DUE) == soon
    assert rules.may_urge(due_on, done_on, DUE) == urged


def test_the_day_that_stood_is_the_one_before_the_first_change_after_it():
    first, second = date(2021, 3, 1), date(2021, 5, 1)
    moved = [(second, date(2021, 6, 30)), (first, date(2021, 4, 30))]
    now = date(2021, 9, 30)
    stood = [rules.due_then(now, moved, day) for day in (date(2021, 2, 28), first, second)]
    assert stood == [date(2021, 4, 30), date(2021, 6, 30), now]
    assert rules.due_then(now, [], first) == now


def test_a_way_back_is_found_however_long_and_a_diamond_is_none():
    earlier = {4: [2, 3], 3: [1], 2: [1], 1: []}

    def lookup(keys):
        return {key: earlier[key] for key in keys}

    assert rules.leads_back(4, 1, lookup)
    assert rules.leads_back(1, 1, lookup)
    assert not rules.leads_back(1, 4, lookup)
    assert not rules.leads_back(2, 3, lookup)


def test_no_kind_about_one_person_is_among_those_that_may_be_tied():
    declared = {kind.id: kind for kind in facts.every()}
    known = [declared[kind_id] for kind_id in rules.TIEABLE if kind_id in declared]
    assert [kind.id for kind in known if kind.subject.endswith("member_id")] == []
    assert "care.talk" not in rules.TIEABLE
    assert "voice.opinion" not in rules.TIEABLE
