"""Rules that are owed once or after a fact, by units and by members; numbers above one."""

from datetime import date

import pytest

from tests.duties.build import duty, held
from tests.members import build as members
from tests.units import build as units
from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty
from xianfeng.kernel import facts

pytestmark = pytest.mark.usefixtures("extra_rules")


def test_two_in_a_half_year_and_ten_days_of_grace(city):
    rule = rulebook.get("branch.lecture")
    held(city.branch, "lecture", date(2020, 2, 1))
    assert duty(rule, city.branch, "2020-H1") == (date(2020, 7, 10), 2, 1, None, None)
    held(city.branch, "lecture", date(2020, 7, 5), made_up="2020-H1")
    met = (date(2020, 7, 10), 2, 2, date(2020, 7, 5), None)
    assert duty(rule, city.branch, "2020-H1") == met
    assert duty(rule, city.branch, "2020-H2") is None  # due in 2021, which nobody asked for yet
    duty(rule, city.branch, "2021-Q1")
    assert duty(rule, city.branch, "2020-H2") == (date(2021, 1, 10), 2, 0, None, None)


def test_a_new_version_rules_what_begins_under_it(city):
    rule = rulebook.get("branch.lecture")
    few = city.sibling
    held(few, "review", date(2021, 2, 1))
    assert duty(rule, few, "2021-Q1") == (date(2021, 4, 5), 1, 1, date(2021, 2, 1), None)
    assert duty(rule, few, "2021-H1") is None
    assert duty(rule, city.branch, "2021-Q1") is None  # seven full members, two at most owe


def test_once_by_a_day_counts_from_the_start_and_late(city):
    rule = rulebook.get("test.once")
    held(city.branch, "general_meeting", date(2020, 12, 31))
    held(city.sibling, "general_meeting", date(2021, 5, 1))
    new = units.unit("HY00109", city.first, established_on=date(2021, 1, 2))
    due = date(2021, 3, 31)
    assert duty(rule, city.branch, "2021") == (due, 1, 0, None, None)
    assert duty(rule, city.sibling, "2021") == (due, 1, 1, date(2021, 5, 1), None)
    assert duty(rule, city.group, "2021") == (due, 1, 0, None, None)
    assert duty(rule, new, "2021") is None
    held(city.branch, "general_meeting", date(2021, 1, 1))
    assert duty(rule, city.branch, "2021")[3] == date(2021, 1, 1)


def test_each_full_member_owes_once(city):
    rule = rulebook.get("test.once_member")
    first, second = city.people[:2]
    late = members.member("七月转正", city.branch, confirmed_on=date(2021, 7, 1))
    members.post(first, city.other, "secretary", since=date(2021, 2, 1))
    members.post(second, city.branch, "secretary", since=date(2020, 12, 31))
    due = date(2021, 6, 30)
    assert duty(rule, city.branch, "2021", first.pk) == (due, 1, 1, date(2021, 2, 1), None)
    assert duty(rule, city.branch, "2021", second.pk) == (due, 1, 0, None, None)
    assert duty(rule, city.branch, "2021", late.pk) is None
    assert Duty.objects.filter(rule=rule.id).count() == 7
    members.post(second, city.branch, "publicity", since=date(2021, 7, 2))
    facts.recorded(facts.get("members.post"), unit_ids=[city.branch.pk])
    assert duty(rule, city.branch, "2021", second.pk)[3] == date(2021, 7, 2)


def test_a_follow_up_is_due_calendar_months_after_its_fact(city):
    rule = rulebook.get("test.follow_up")
    joined = date(2020, 2, 29)
    new = members.member(
        "新党员", city.branch, joined_on=joined, confirmed_on=None, born_on=date(1995, 1, 1)
    )
    owed = (date(2021, 2, 28), 1, 0, None, None)
    duty(rule, city.branch, "2021-01")
    assert duty(rule, city.branch, "2020-02", new.pk) == owed
    new.confirmed_on = date(2021, 3, 1)
    new.save()
    facts.recorded(facts.get("members.confirmed"), unit_ids=[city.branch.pk])
    duty(rule, city.branch, "2021-01")
    met = duty(rule, city.branch, "2020-02", new.pk)
    assert met == (date(2021, 2, 28), 1, 1, date(2021, 3, 1), None)


def test_a_follow_up_without_a_person_looks_at_the_unit(city):
    rule = rulebook.get("test.follow_up_unit")
    held(city.branch, "life_meeting", date(2021, 1, 31))
    held(city.branch, "life_meeting", date(2020, 5, 31))
    held(city.sibling, "general_meeting", date(2021, 2, 1))
    held(city.branch, "general_meeting", date(2021, 1, 30))
    due = date(2021, 3, 3)
    assert duty(rule, city.branch, "2021-01") == (due, 1, 0, None, None)
    assert duty(rule, city.branch, "2020-05") is None
    held(city.branch, "general_meeting", date(2021, 1, 31))
    assert duty(rule, city.branch, "2021-01") == (due, 1, 1, date(2021, 1, 31), None)
