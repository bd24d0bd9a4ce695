"""组织生活按期率: met by the due day over due in the period."""

from datetime import date
from decimal import Decimal

from tests.duties.build import held
from tests.duties.test_actions import AT
from xianfeng.duties import actions
from xianfeng.kernel import figures

FIRST, LAST = date(2021, 1, 1), date(2021, 3, 31)


def value(viewer, name="life.rate", path="", first=FIRST, last=LAST):
    return figures.compute(viewer, figures.get(name), first, last, path).value


def test_the_rate_counts_what_was_due_and_what_was_held_by_its_day(city):
    for month in (1, 2):
        held(city.sibling, "theme_day", date(2021, month, 5))
    held(city.sibling, "theme_day", date(2021, 4, 5), made_up="2021-03")
    held(city.sibling, "general_meeting", date(2021, 3, 31), "lecture")
    path = city.sibling.path
    assert value(city.officer, "life.due", path) == 5
    assert value(city.officer, path=path) == Decimal("80.0")
    figure = figures.get("life.rate")
    listed = figures.rows(city.officer, figure, FIRST, LAST, path)
    assert sorted(duty.period for duty in listed) == ["2021-01", "2021-02", "2021-Q1", "2021-Q1"]
    assert figures.split(city.officer, figure, "rule", FIRST, LAST, path) == [
        ("branch.general_meeting", 1),
        ("branch.lecture", 1),
        ("branch.theme_day", 2),
    ]


def test_what_was_declared_empty_is_not_due(city):
    before = value(city.secretary, "life.due", city.group.path)
    about = {"unit": city.group, "rule": "branch.group_meeting", "period": "2021-02"}
    actions.declare_none(actor=city.secretary, at=AT, **about)
    assert (before, value(city.secretary, "life.due", city.group.path)) == (3, 2)


def test_members_without_an_office_see_no_duties(city):
    assert value(city.member, "life.due") == 0
    assert value(city.member) is None
