"""Nobody waits for who left or for a unit that is no more: the daily round frees and ends it."""

from datetime import date

import pytest

from tests.volunteering.build import LAST, NEXT, NOW, ON, at_clock, event, fresh, place, standing
from xianfeng.kernel import schedule
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.actions import standings
from xianfeng.units.models import Unit
from xianfeng.volunteering import actions, tasks
from xianfeng.volunteering.models import Signup, Team, TeamMember

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 20)


def leave(city, person):
    standings.change_standing(
        actor=city.clerk, at=NOW, member=person, kind="withdrew", changed_on=DAY, document="一号文"
    )


def abolish(unit, on=DAY):
    Unit.objects.filter(pk=unit.pk).update(abolished_on=on)


def team(city, *people):
    made = actions.found_team(
        actor=city.secretary, at=NOW, unit=city.one, name="先锋队", founded_on=date(2021, 1, 1)
    )
    return actions.set_team_members(
        actor=city.secretary, at=NOW, team=made, version=1, members=[one.pk for one in people]
    )


def test_the_place_of_who_left_goes_to_who_waits_longest(city):
    made = event(city, places=1)
    gone, waits, _ = city.members
    place(city, made, gone)
    place(city, made, waits)
    leave(city, gone)
    tasks.end_gone(ON)
    assert standing(made) == [("党员甲", "withdrawn"), ("党员乙", "signed")]
    assert Signup.objects.get(member=gone).because == "已不在册"
    written = AuditEntry.objects.count()
    tasks.end_gone(ON)
    assert AuditEntry.objects.count() == written


def test_it_is_freed_after_the_last_day_to_sign_up_too(city):
    made = event(city, sign_up_by=ON)
    place(city, made, city.members[0])
    leave(city, city.members[0])
    tasks.end_gone(date(2021, 7, 5))
    assert standing(made) == [("党员甲", "withdrawn")]


def test_what_was_held_keeps_who_was_there(city):
    early = at_clock(date(2021, 6, 1))
    made = event(city, at=early, on=LAST)
    place(city, made, city.members[0], at=early)
    leave(city, city.members[0])
    tasks.end_gone(ON)
    assert standing(made) == [("党员甲", "signed")]


def test_what_an_abolished_unit_planned_is_called_off_and_what_it_held_waits_to_be_recorded(city):
    early = at_clock(date(2021, 6, 1))
    before = event(city, at=early, on=date(2021, 6, 12))
    planned, draft = event(city), event(city, opened=False)
    beside = event(city, actor=city.second, unit=city.two)
    abolish(city.one)
    tasks.end_gone(ON)
    found = [(one.state, one.because) for one in map(fresh, (before, planned, draft, beside))]
    called_off = ("cancelled", "主办的党组织已撤销")
    assert found == [("open", ""), called_off, called_off, ("open", "")]
    assert planned.on == NEXT


def test_a_team_goes_on_without_who_left_and_ends_with_its_unit(city):
    gone, stays = city.members[:2]
    made = team(city, gone, stays)
    leave(city, gone)
    tasks.end_gone(ON)
    rows = TeamMember.objects.order_by("member").values_list("member", "until_on")
    assert list(rows) == [(gone.pk, ON), (stays.pk, None)]
    abolish(city.one)
    tasks.end_gone(ON)
    assert Team.objects.get(pk=made.pk).ended_on == DAY
    assert not TeamMember.objects.filter(until_on=None).exists()


def test_it_is_done_once_a_day(city):
    assert "volunteering.end_gone" in schedule.due(ON, NOW)
    assert "volunteering.end_gone" not in schedule.due(ON, NOW)
