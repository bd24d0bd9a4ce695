"""What steps make due, as duties: owed by the branch or the superior, named after the person."""

from datetime import date, timedelta

import pytest

from tests.development.build import APPLIED, develop, past, record
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.duties.queries.lines import lines
from xianfeng.kernel.viewer import operator

RULES = {
    "development.talk": "A",
    "development.inspection": "A",
    "development.approval": "C",
    "development.application": "A",
    "development.confirmation": "A",
    "development.confirm_approval": "C",
}
FROM_2026 = {"development.congress": "A", "development.oath": "A"}


def owed(rule):
    """Return (unit, due, met) of every duty of a rule."""
    wanted = {(rule, year): rulebook.get(rule) for year in range(2022, 2028)}
    writing.ensure(wanted)
    found = Duty.objects.filter(rule=rule).select_related("unit").order_by("due_on")
    return [(duty.unit.code, duty.due_on, duty.met_on) for duty in found]


@pytest.mark.parametrize(("rule", "code"), RULES.items())
def test_every_limit_is_owed_by_who_has_to_act(city, rule, code):
    develop(city)
    found = owed(rule)
    assert {one[0] for one in found} == {code}
    assert all(met is not None and met <= due for _code, due, met in found)


def test_the_days_are_those_of_the_rules(city):
    develop(city)
    assert owed("development.talk") == [("A", date(2022, 4, 1), APPLIED + timedelta(days=10))]
    assert owed("development.approval") == [("C", date(2023, 9, 24), date(2023, 7, 14))]
    assert owed("development.application") == [("A", date(2024, 6, 24), date(2024, 6, 24))]
    assert [due for _c, due, _m in owed("development.inspection")] == [
        date(2022, 10, 10), date(2023, 2, 28), date(2023, 8, 14),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", FROM_2026)
def test_what_the_older_edition_does_not_set_is_not_owed(city, rule):
    develop(city)
    assert owed(rule) == []
    assert rulebook.get(rule).versions[0].effective_from == date(2026, 5, 18)


def test_limits_of_the_newer_edition_are_owed(city):
    later = date(2025, 3, 3)  # the review of step 13 falls on 2026-06-16, under the newer edition
    develop(city, 15, applied=later)
    review, congress = later + timedelta(days=470), later + timedelta(days=480)
    assert owed("development.congress") == [("A", date(2026, 7, 16), congress)]
    assert str(review) == "2026-06-16"


def test_a_duty_bears_the_name_and_opens_the_page(city):
    one = develop(city, 1)
    record(city, one, past(city)[1])
    assert owed("development.talk") == [("A", date(2022, 4, 1), date(2022, 3, 11))]
    viewer = operator("查看")
    found = lines(viewer, Duty.objects.filter(rule="development.talk"), date(2022, 3, 12))
    assert [(line.what, line.href) for line in found] == [
        ("陈新：派人谈话", f"/development/{one.pk}/")
    ]
