"""Checking in: by whom, confirmed by whom, where it counts on which day, and who is missing."""

from datetime import date

import pytest

from tests.members.build import member
from tests.service.build import ON, City
from tests.units.build import NOW, unit
from xianfeng.checkin import actions, queries, rules
from xianfeng.checkin.actions import Offer
from xianfeng.checkin.enums import Skill
from xianfeng.checkin.models import MemberCheckin
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.members.models import Membership

pytestmark = pytest.mark.django_db
FIRST = date(2021, 6, 1)


@pytest.fixture
def city():
    return City()


def check_in(city, person=0, at=None, actor="secretary", from_on=FIRST, **more):
    return actions.checkin_member(
        actor=getattr(city, actor), at=NOW, member=city.members[person],
        community=at or city.east, from_on=from_on, **more,
    )  # fmt: skip


def value(city, name, day=ON, viewer=None, path=""):
    return figures.compute(viewer or city.officer, figures.get(name), day, day, path).value


def test_a_member_checks_in_and_the_community_confirms(city):
    offer = Offer(skills=rules.bits(["law"], Skill.values), monthly_limit=3)
    row = check_in(city, actor="first", grid=city.grid, offer=offer)
    assert (row.state, row.on_behalf, row.skills, row.monthly_limit) == ("reported", False, 8, 3)
    row = actions.confirm_checkin(actor=city.worker, at=NOW, row=row, version=1)
    assert (row.state, row.confirmed_on) == ("confirmed", ON)
    assert value(city, "checkin.members") == 1
    assert value(city, "checkin.members_rate") == 25


@pytest.mark.parametrize("name", ["neighbour", "officer", "secretary", "first"])
def test_nobody_but_the_community_confirms(city, name):
    row = check_in(city)
    with pytest.raises(Denied):
        actions.confirm_checkin(actor=getattr(city, name), at=NOW, row=row, version=1)


@pytest.mark.parametrize("name", ["fellow", "second", "worker", "rival"])
def test_nobody_checks_in_others(city, name):
    with pytest.raises(Denied):
        check_in(city, actor=name)


def test_moving_home_moves_the_check_in_and_keeps_what_is_offered(city):
    check_in(city, offer=Offer(skills=3, slots=5), grid=city.grid)
    moved = check_in(city, at=city.west, from_on=date(2021, 6, 20))
    assert list(MemberCheckin.objects.order_by("pk").values_list("state", "until_on")) == [
        ("ended", date(2021, 6, 20)), ("reported", None)
    ]  # fmt: skip
    assert (moved.skills, moved.slots, moved.on_behalf) == (3, 5, True)
    assert value(city, "checkin.members") == 1
    with pytest.raises(Refused):
        check_in(city, at=city.west)


def test_what_a_community_sends_back_counts_nowhere(city):
    row = check_in(city)
    with pytest.raises(Refused):
        actions.refuse_checkin(actor=city.worker, at=NOW, row=row, version=1, because=" ")
    actions.refuse_checkin(actor=city.worker, at=NOW, row=row, version=1, because="不住这里")
    assert value(city, "checkin.members") == 0
    assert {spell.member.name for spell in queries.missing_members(city.secretary, ON)} == {
        "党员甲", "党员乙", "党员丙"
    }  # fmt: skip


def test_who_moves_to_another_branch_counts_there_from_that_day(city):
    check_in(city)
    spell = Membership.objects.get(member=city.members[0])
    spell.until_on = date(2021, 6, 15)
    spell.save()
    Membership.objects.create(member=city.members[0], unit=city.two, from_on=date(2021, 6, 15))

    def counts(day):
        paths = (city.one.path, city.two.path, city.office.path)
        return [value(city, "checkin.members", day, path=path) for path in paths]

    assert counts(date(2021, 5, 31)) == [0, 0, 0]
    assert counts(date(2021, 6, 14)) == [1, 0, 1]
    assert counts(date(2021, 6, 15)) == [0, 1, 1]


def test_the_list_behind_the_number_is_what_it_counts(city):
    check_in(city, 0)
    check_in(city, 1, at=city.west)
    figure = figures.get("checkin.members")
    rows = figures.rows(city.secretary, figure, ON, ON)
    assert sorted(row.member.name for row in rows) == ["党员乙", "党员甲"]
    assert value(city, "checkin.members", viewer=city.rival) == 0


def test_ending(city):
    row = check_in(city)
    with pytest.raises(Refused):
        actions.end_checkin(actor=city.first, at=NOW, row=row, version=1, until_on=date(2021, 5, 1))
    with pytest.raises(Conflict):
        actions.end_checkin(actor=city.first, at=NOW, row=row, version=9, until_on=ON)
    actions.end_checkin(actor=city.first, at=NOW, row=row, version=1, until_on=ON)
    assert value(city, "checkin.members") == 0
    assert value(city, "checkin.members", date(2021, 6, 29)) == 1
    again = check_in(city, from_on=ON)
    assert again.state == "reported"


def test_units_check_in_and_branches_are_missed(city):
    assert {one.code for one in queries.missing_units(city.officer, ON)} == {"B1", "B2", "E1"}
    row = actions.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=city.east, from_on=FIRST,
        agreement="每月两次活动",
    )  # fmt: skip
    actions.confirm_checkin(actor=city.worker, at=NOW, row=row, version=1)
    assert value(city, "checkin.units") == 1
    assert {one.code for one in queries.missing_units(city.officer, ON)} == {"B2", "E1"}
    with pytest.raises(Refused):
        actions.checkin_unit(
            actor=city.secretary, at=NOW, unit=city.one, community=city.east, from_on=FIRST
        )
    with pytest.raises(Denied):
        actions.checkin_unit(
            actor=city.secretary, at=NOW, unit=city.two, community=city.east, from_on=FIRST
        )


def test_who_sees_check_ins(city):
    row = check_in(city)

    def sees(name):
        return row in queries.members_visible_to(getattr(city, name), ON)

    assert [name for name in city.users if sees(name)] == [
        "officer", "clerk", "secretary", "leader", "first", "worker"
    ]  # fmt: skip


def test_the_number_of_queries_does_not_grow(city, django_assert_num_queries):
    for number in range(3):
        member(f"同事{number}", city.one)
    secretary, officer = city.secretary, city.officer
    with django_assert_num_queries(1):
        assert len(queries.missing_members(secretary, ON)) == 6
    unit("B3", city.office)
    with django_assert_num_queries(1):
        assert len(queries.missing_units(officer, ON)) == 4
