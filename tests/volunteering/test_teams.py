"""Teams: founded, joined by ticks, ended."""

from datetime import date

import pytest

from tests.volunteering.build import NOW, ON, at_clock
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.volunteering import actions, queries
from xianfeng.volunteering.models import TeamMember

FIRST = date(2021, 6, 1)


@pytest.fixture
def team(city):
    return actions.found_team(
        actor=city.secretary, at=NOW, unit=city.one, name=" 先锋队 ", founded_on=FIRST
    )


def tick(city, team, *people, version, actor=None, at=NOW):
    return actions.set_team_members(
        actor=actor or city.secretary, at=at, team=team, version=version,
        members=[one.pk for one in people],
    )  # fmt: skip


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.message, refused.value.field


def spells():
    rows = TeamMember.objects.order_by("member__name", "pk")
    return list(rows.values_list("member__name", "from_on", "until_on"))


def test_a_team_has_a_name_of_its_own_and_a_day_that_was(city, team):
    assert team.name == "先锋队"

    def found(**more):
        chosen = {"name": "先锋队", "founded_on": ON}
        return actions.found_team(actor=city.secretary, at=NOW, unit=city.one, **(chosen | more))

    assert refusal(found) == ("这个名称的服务队已登记，不用再登记。", "name")
    assert refusal(found, name=" ") == ("请写服务队名称。", "name")
    assert refusal(found, name="二队", founded_on=date(2021, 7, 1))[1] == "founded_on"
    with pytest.raises(Denied):
        actions.found_team(actor=city.second, at=NOW, unit=city.one, name="二队", founded_on=ON)


def test_ticks_are_who_is_in_it_from_today(city, team):
    first, second, third = city.members
    tick(city, team, first, second, version=1, at=at_clock(date(2021, 6, 10)))
    tick(city, team, second, third, version=2)
    assert spells() == [
        ("党员丙", ON, None), ("党员乙", date(2021, 6, 10), None),
        ("党员甲", date(2021, 6, 10), ON),
    ]  # fmt: skip
    names = [one.member.name for one in queries.team_spells(city.secretary, team)]
    assert names == ["党员丙", "党员乙"]
    assert [row.size for row in queries.teams_with_size(city.clerk, "", ON)] == [2]
    early = queries.teams_with_size(city.clerk, "", date(2021, 6, 20))
    assert [row.size for row in early] == [2]
    assert list(queries.teams_with_size(city.clerk, city.two.path, ON)) == []


def test_only_members_of_the_unit_are_in_it_and_only_who_keeps_its_records_ticks(city, team):
    said = refusal(tick, city, team, city.outsider, version=1)
    assert said == ("有人不在这个党组织的在册党员里，请刷新页面重选。", "members")
    with pytest.raises(Denied):
        tick(city, team, city.members[0], version=1, actor=city.second)
    with pytest.raises(Conflict):
        tick(city, team, city.members[0], version=9)
    assert spells() == []


def test_a_team_ends_with_everybody_in_it(city, team):
    tick(city, team, city.members[0], version=1, at=at_clock(date(2021, 6, 10)))
    tick(city, team, *city.members[:2], version=2)
    end = {"actor": city.secretary, "at": NOW, "team": team}
    assert refusal(actions.end_team, version=3, ended_on=FIRST, **end)[1] == "ended_on"
    assert refusal(actions.end_team, version=3, ended_on=date(2021, 7, 1), **end)[1] == "ended_on"
    actions.end_team(version=3, ended_on=date(2021, 6, 20), **end)
    assert spells() == [("党员甲", date(2021, 6, 10), date(2021, 6, 20))]
    assert refusal(tick, city, team, version=4)[0] == "这支服务队已经结束。"
    assert list(queries.standing_teams(city.secretary, city.one)) == []
    assert list(queries.teams_with_size(city.clerk, "", ON)) == []
