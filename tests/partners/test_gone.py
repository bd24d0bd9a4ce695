"""An abolished unit is paired with nobody: the daily round ends what it owed and was owed."""

from datetime import date

import pytest

from tests.partners.build import ON, City, checked_in, pair, proposed, recorded, with_second
from tests.units.build import NOW
from xianfeng.kernel import schedule
from xianfeng.kernel.models import AuditEntry
from xianfeng.partners import tasks
from xianfeng.partners.models import Deed, Pair, PairYear
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db
ABOLISHED = date(2021, 6, 20)


@pytest.fixture
def city():
    return City()


def abolish(unit, on=ABOLISHED):
    Unit.objects.filter(pk=unit.pk).update(abolished_on=on)


def test_a_pair_ends_with_either_side_and_its_year_owes_nothing(city):
    first, second = with_second(city), pair(city, unit=city.far, actor=city.rival)
    abolish(city.two)  # the other side
    tasks.end_gone(ON)
    rows = Pair.objects.order_by("pk").values_list("pk", "until_on")
    assert list(rows) == [(first.pk, ABOLISHED), (second.pk, None)]
    years = PairYear.objects.order_by("pair").values_list("pair", "due_on")
    assert list(years) == [(first.pk, None), (second.pk, date(2021, 12, 31))]
    last = AuditEntry.objects.latest("seq")
    assert (last.verb, last.actor_name) == ("partners.end_pair", "每日任务")
    written = AuditEntry.objects.count()
    tasks.end_gone(ON)
    assert AuditEntry.objects.count() == written


def test_what_was_done_stands_and_what_was_not_is_given_up_with_the_reason(city):
    there = with_second(city)
    done = recorded(city, there, done_on=date(2021, 6, 25))
    asked = proposed(city, there, due_on=date(2021, 7, 9))
    abolish(city.one)
    tasks.end_gone(ON)
    states = Deed.objects.order_by("pk").values_list("pk", "state", "because")
    assert list(states) == [(done.pk, "done", ""), (asked.pk, "dropped", "有一方的党组织已撤销")]
    assert Pair.objects.get().until_on == date(2021, 6, 25)  # not before the last deed


def test_what_was_agreed_with_a_community_is_given_up_too(city):
    owed = proposed(city, checked_in(city, city.west), due_on=date(2021, 7, 9))
    Deed.objects.filter(pk=owed.pk).update(state="agreed", agreed_on=ON)
    beside = proposed(city, checked_in(city), due_on=date(2021, 7, 9))
    abolish(city.two)
    tasks.end_gone(ON)
    assert Deed.objects.get(pk=owed.pk).state == "agreed"
    abolish(city.one)
    tasks.end_gone(ON)
    assert list(Deed.objects.order_by("pk").values_list("pk", "state")) == [
        (owed.pk, "dropped"), (beside.pk, "dropped"),
    ]  # fmt: skip


def test_a_pair_that_began_with_the_end_stays_for_people(city):
    made = with_second(city, from_on=ABOLISHED)
    abolish(city.one)
    tasks.end_gone(ON)
    assert Pair.objects.get(pk=made.pk).until_on is None


def test_it_is_done_once_a_day(city):
    assert "partners.end_gone" in schedule.due(ON, NOW)
    assert "partners.end_gone" not in schedule.due(ON, NOW)
