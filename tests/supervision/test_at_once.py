"""Two people at the same visit at the same moment."""

import pytest

from tests.rectification.test_order_at_once import at_once
from tests.supervision.build import NOW, THREE, City, planned, record
from xianfeng.kernel.models import AuditEntry
from xianfeng.rectification.models import Problem
from xianfeng.supervision import actions
from xianfeng.supervision.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def confirming(city, visit, *findings):
    officer = city.officer

    def confirm():
        actions.confirm_visit(
            actor=officer, at=NOW, visit=visit, version=1, record=record(*findings)
        )

    return confirm


def test_a_visit_confirmed_twice_at_once_raises_its_problems_once():
    city = City()
    visit = planned(city, city.b1, kind="unannounced")
    before = AuditEntry.objects.count()
    confirm = confirming(city, visit, *THREE)
    assert at_once(confirm, confirm) == ["Conflict", "done"]
    assert Problem.objects.count() == 3
    assert AuditEntry.objects.count() == before + 1


def test_two_visits_of_one_unit_in_one_way_on_one_day_are_one():
    city = City()
    first, second = (planned(city, city.b1, kind="unannounced") for _each in range(2))
    assert at_once(confirming(city, first), confirming(city, second)) == ["Refused", "done"]
    assert Visit.objects.filter(state="confirmed").count() == 1


def test_a_plan_of_a_year_begun_twice_is_one():
    city = City()
    officer = city.officer

    def begin():
        actions.make_plan(actor=officer, at=NOW, unit=city.root, year=2021)

    assert at_once(begin, begin) == ["Refused", "done"]
    assert city.root.supervision_plans.count() == 1
