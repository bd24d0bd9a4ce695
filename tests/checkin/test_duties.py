"""checkin.unit and checkin.member: who owes them, and what discharges them."""

from datetime import date

import pytest

from tests.duties.build import duty
from tests.units.build import NOW
from xianfeng.checkin import actions
from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty

DUE = date(2021, 3, 31)
DAY = date(2021, 3, 5)


@pytest.mark.parametrize(
    ("name", "page"), [("checkin.unit", "checkin:home"), ("checkin.member", "checkin:missing")]
)
def test_both_are_local_choices_that_block_nothing(name, page):
    rule = rulebook.get(name)
    assert (rule.level, rule.article, rule.blocks, rule.page) == ("local", "", False, page)


def test_checkin_unit_is_met_by_the_first_check_in_of_the_branch(city):
    rule = rulebook.get("checkin.unit")
    assert duty(rule, city.one, "2021") == (DUE, 1, 0, None, None)
    row = actions.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=city.east, from_on=DAY
    )
    assert duty(rule, city.one, "2021") == (DUE, 1, 1, DAY, None)
    assert duty(rule, city.two, "2021") == (DUE, 1, 0, None, None)
    assert duty(rule, city.office, "2021") is None
    actions.refuse_checkin(actor=city.worker, at=NOW, row=row, version=1, because="没有来过")
    assert duty(rule, city.one, "2021") == (DUE, 1, 0, None, None)


def test_checkin_member_is_owed_by_each_full_member_and_met_by_their_own(city):
    rule, (first, second, _third) = rulebook.get("checkin.member"), city.members
    assert duty(rule, city.one, "2021", first.pk) == (DUE, 1, 0, None, None)
    actions.checkin_member(actor=city.first, at=NOW, member=first, community=city.east, from_on=DAY)
    assert duty(rule, city.one, "2021", first.pk) == (DUE, 1, 1, DAY, None)
    assert duty(rule, city.one, "2021", second.pk) == (DUE, 1, 0, None, None)
    owed = Duty.objects.filter(rule=rule.id, unit=city.one)
    assert owed.count() == 3


def test_what_ended_before_the_day_still_was_a_check_in(city):
    rule = rulebook.get("checkin.unit")
    row = actions.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=city.east, from_on=DAY
    )
    actions.end_checkin(
        actor=city.secretary, at=NOW, row=row, version=1, until_on=date(2021, 3, 20)
    )
    assert duty(rule, city.one, "2021") == (DUE, 1, 1, DAY, None)
