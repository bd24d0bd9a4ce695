"""Who sees which events, places and teams: what is not theirs does not exist."""

from datetime import date

import pytest

from tests.volunteering.build import LAST, NOW, ON, event, place, recorded
from xianfeng.kernel.viewer import operator
from xianfeng.volunteering import actions, queries
from xianfeng.volunteering.queries import Wanted

EVERYBODY = (
    "officer", "clerk", "rival", "secretary", "second", "leader", "first", "worker", "neighbour",
)  # fmt: skip


def seen(city, made):
    """Return who of everybody sees an event."""
    return [
        name
        for name in EVERYBODY
        if queries.visible_to(getattr(city, name)).filter(pk=made.pk).exists()
    ]


def test_a_draft_is_for_staff_of_the_unit_and_above(city):
    made = event(city, opened=False, community=city.east, for_all=True)
    assert seen(city, made) == ["officer", "clerk", "secretary", "leader"]


def test_an_open_event_is_for_the_units_below_and_above_it(city):
    made = event(city)
    assert seen(city, made) == ["officer", "clerk", "secretary", "leader", "first"]
    above = event(city, actor=city.clerk, unit=city.office)
    assert seen(city, above) == ["officer", "clerk", "secretary", "second", "leader", "first"]


def test_an_event_for_all_is_for_whoever_has_a_role_and_for_its_community(city):
    made = event(city, for_all=True)
    assert seen(city, made) == [name for name in EVERYBODY if name not in {"worker", "neighbour"}]
    there = event(city, community=city.east)
    assert seen(city, there) == ["officer", "clerk", "secretary", "leader", "first", "worker"]


def test_when_it_is_over_the_branch_of_who_came_sees_it_still(city):
    made = recorded(city, for_all=True)
    assert seen(city, made) == ["officer", "clerk", "secretary", "leader", "first"]
    other = event(city, actor=city.second, unit=city.two, for_all=True)
    place(city, other, city.members[0])
    actions.cancel_event(actor=city.second, at=NOW, event=other, version=1, because="下雨")
    assert seen(city, other) == ["officer", "clerk", "secretary", "second", "leader", "first"]
    assert queries.visible_to(city.fellow).filter(pk=other.pk).count() == 0
    assert queries.visible_to(operator("本机")).count() == 2


def test_who_withdrew_sees_no_more_than_anybody(city):
    made = event(city, actor=city.second, unit=city.two, for_all=True)
    row = place(city, made, city.members[0])
    actions.withdraw_signup(actor=city.first, at=NOW, signup=row, version=1)
    actions.cancel_event(actor=city.second, at=NOW, event=made, version=1, because="下雨")
    assert seen(city, made) == ["officer", "clerk", "second"]


def test_places_are_for_the_organiser_for_the_branch_and_for_oneself(city):
    made = event(city, actor=city.clerk, unit=city.office, for_all=True, places=9)
    for person in city.members[:2]:
        place(city, made, person)
    place(city, made, city.outsider, actor=city.rival)

    def names(name):
        return [row.member.name for row in queries.people(getattr(city, name), made)]

    assert names("clerk") == ["党员甲", "党员乙", "外局党员"]
    assert names("secretary") == ["党员甲", "党员乙"]
    assert names("rival") == ["外局党员"]
    assert names("first") == ["党员甲"]
    assert names("second") == names("worker") == []


def test_a_member_is_offered_what_they_may_come_to_and_have_no_place_in(city):
    late = event(city, sign_up_by=date(2021, 6, 29))
    mine = event(city, title="义诊")
    event(city, actor=city.second, unit=city.two)
    for_all = event(city, actor=city.rival, unit=city.far, for_all=True, title="值守")
    event(city, opened=False)
    assert list(queries.offered(city.first, ON)) == [mine, for_all]
    assert list(queries.offered(city.first, date(2021, 6, 29))) == [late, mine, for_all]
    place(city, mine, city.members[0], actor=city.first)
    assert list(queries.offered(city.first, ON)) == [for_all]
    assert [row.event for row in queries.mine(city.first, ON)] == [mine]
    assert list(queries.offered(city.secretary, ON)) == []
    assert list(queries.mine(city.secretary, ON)) == []


def test_mine_is_what_is_to_come_and_what_was_called_off(city):
    off = event(city, title="义诊")
    place(city, off, city.members[0])
    actions.cancel_event(actor=city.secretary, at=NOW, event=off, version=1, because="下雨")
    recorded(city)
    assert [row.event for row in queries.mine(city.first, ON)] == [off]
    assert list(queries.mine(city.first, date(2021, 7, 11))) == []


def test_a_list_is_narrowed_by_unit_state_category_and_year(city):
    held, ahead = recorded(city, category="care"), event(city)
    below = event(city, actor=city.second, unit=city.two, on=date(2022, 1, 8))

    def found(**wanted):
        return list(queries.listed(city.officer, Wanted(**wanted)))

    assert found() == [below, ahead, held]
    assert found(path=city.one.path) == [ahead, held]
    assert found(state="held") == [held]
    assert found(category="environment", year=2021) == [ahead]
    row = found(state="held")[0]
    assert (row.signed, row.waiting, row.came, row.own) == (2, 0, 2, False)


def test_whom_one_may_sign_up_are_ones_own_members_without_a_place(city):
    made = event(city, for_all=True)
    place(city, made, city.members[0])

    def names(who, **more):
        found = queries.recordable(getattr(city, who), made, ON, **more)
        return [spell.member.name for spell in found]

    assert names("secretary") == ["党员丙", "党员乙"]
    assert names("secretary", name="乙") == ["党员乙"]
    assert names("rival") == ["外局党员"]
    assert names("leader") == names("first") == names("worker") == []


def test_walk_ins_are_of_the_day_of_the_event(city):
    made = event(city, on=LAST)
    assert [one.member.name for one in queries.walk_ins(city.clerk, made)] == [
        "党员丙", "党员乙", "党员甲",
    ]  # fmt: skip
    assert list(queries.walk_ins(city.rival, made)) == []


@pytest.mark.parametrize(
    ("name", "sees"), [("clerk", True), ("secretary", True), ("leader", True), ("first", False),
                       ("second", False), ("worker", False)],
)  # fmt: skip
def test_teams_are_for_staff(city, name, sees):
    team = actions.found_team(
        actor=city.secretary, at=NOW, unit=city.one, name="先锋队", founded_on=ON
    )
    assert (team in queries.teams_visible_to(getattr(city, name))) is sees
