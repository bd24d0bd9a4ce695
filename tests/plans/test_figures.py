"""Tasks as figures: each counted by its lead unit, as of a day."""

from datetime import date

import pytest

from tests.plans.build import plan, task
from tests.units.build import officer, unit
from xianfeng.kernel import figures
from xianfeng.units.enums import UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first, second = unit("A", root), unit("B", root)
    year = plan(root)
    task(year, first, 1, date(2021, 3, 31), date(2021, 3, 31))
    task(year, first, 2, date(2021, 4, 30), date(2021, 5, 1), aspect="作风建设", helpers=[second])
    task(year, first, 3, date(2021, 6, 30))
    task(year, second, 4, date(2021, 9, 30), date(2021, 6, 1))
    task(year, second, 5, date(2021, 5, 31), date(2021, 7, 2))
    return root, first, second


def value(root, figure_id, last, path="", first=date(2021, 1, 1)):
    return figures.compute(officer(root), figures.get(figure_id), first, last, path).value


def test_done_counts_what_was_done_by_the_day_even_before_its_due_day(city):
    root, _first, second = city
    assert value(root, "task.done", date(2021, 6, 30)) == 3
    assert value(root, "task.done", date(2021, 6, 30), second.path) == 1
    assert value(root, "task.done", date(2021, 7, 2)) == 4
    assert value(root, "task.done", date(2021, 3, 30)) == 0


def test_done_parts_into_on_time_and_late(city):
    root, *_ = city
    assert value(root, "task.done.on_time", date(2021, 7, 31)) == 2
    assert value(root, "task.done.late", date(2021, 7, 31)) == 2
    done = figures.get("task.done")
    period = (date(2021, 1, 1), date(2021, 7, 31))
    assert figures.split(officer(root), done, "timing", *period) == [("late", 2), ("on_time", 2)]
    assert dict(figures.split(officer(root), done, "aspect", *period)) == {
        "政治建设": 3,
        "作风建设": 1,
    }


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        (date(2021, 4, 30), 0),
        (date(2021, 5, 31), 0),
        (date(2021, 6, 1), 1),
        (date(2021, 6, 30), 1),
        (date(2021, 7, 1), 2),
        (date(2021, 7, 2), 1),
    ],
)
def test_a_task_is_overdue_from_the_day_after_until_it_is_done(city, day, overdue):
    root, *_ = city
    assert value(root, "task.overdue", day) == overdue


def test_due_counts_the_tasks_whose_day_lies_in_the_period(city):
    root, first, _ = city
    assert value(root, "task.due", date(2021, 6, 30), first=date(2021, 4, 1)) == 3
    assert value(root, "task.due", date(2021, 6, 30), first.path, date(2021, 4, 1)) == 2
