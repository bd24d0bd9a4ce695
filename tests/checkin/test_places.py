"""Communities and grids assigned to units; members at the front; first secretaries of estates."""

from datetime import date

import pytest

from tests.members.build import member
from tests.service.build import ON, place
from tests.units.build import NOW
from xianfeng.checkin import actions, queries
from xianfeng.checkin.models import Assignment, Deployment
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members.models import Membership
from xianfeng.units.enums import GridLevel

pytestmark = pytest.mark.django_db
FIRST = date(2021, 6, 1)
LATER = date(2021, 6, 20)


def estate(city, name="和家小区"):
    return place(name, city.grid, GridLevel.ESTATE)


def assign(city, *places, unit="one", actor="clerk", from_on=FIRST):
    return actions.assign_places(
        actor=getattr(city, actor), at=NOW, unit=getattr(city, unit), places=places,
        from_on=from_on,
    )  # fmt: skip


def send(city, *people, where=None, actor="secretary", from_on=FIRST):
    return actions.deploy_members(
        actor=getattr(city, actor), at=NOW, members=people, place=where or city.east,
        from_on=from_on,
    )  # fmt: skip


def appoint(city, person, where, actor="clerk", from_on=FIRST, before=None):
    return actions.appoint_secretary(
        actor=getattr(city, actor), at=NOW, member=person, estate=where, from_on=from_on,
        before=before,
    )  # fmt: skip


def back(city, *rows, actor="secretary", until_on=ON):
    actions.end_deployments(actor=getattr(city, actor), at=NOW, rows=rows, until_on=until_on)


def value(city, name, first=ON, last=ON, viewer="officer", path=""):
    figure = figures.get(f"service.{name}")
    return figures.compute(getattr(city, viewer), figure, first, last, path).value


def names(city, name, first=ON, last=ON):
    figure = figures.get(f"service.{name}")
    return sorted(row.member.name for row in figures.rows(city.officer, figure, first, last))


def test_several_places_are_assigned_at_once_with_one_audit_row(city):
    before = AuditEntry.objects.count()
    made = assign(city, city.grid, city.west)
    assert [(row.place.name, row.unit.code, row.from_on) for row in made] == [
        ("第1网格", "B1", FIRST), ("西街社区", "B1", FIRST)
    ]  # fmt: skip
    assert AuditEntry.objects.count() == before + 1
    # Of the east only a grid is assigned; its community counts with it.
    assert [value(city, name) for name in ("communities", "grids")] == [2, 1]
    assert [value(city, "grids", path=unit.path) for unit in (city.one, city.other)] == [1, 0]
    assert value(city, "communities", last=date(2021, 5, 31)) == 0
    assert value(city, "communities", viewer="rival") == 0


def test_a_place_may_have_two_units_and_a_unit_has_a_place_once(city):
    assign(city, city.grid)
    assign(city, city.grid, unit="two")
    assert value(city, "grids") == 1
    with pytest.raises(Refused, match="第一支部已经联系：第1网格"):
        assign(city, city.west, city.grid)
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize(
    ("chosen", "from_on", "field"),
    [([], FIRST, "places"), (["estate"], FIRST, "places"), (["west"], date(2021, 7, 1), "from_on")],
)
def test_what_cannot_be_assigned(city, chosen, from_on, field):
    city.estate = estate(city)
    with pytest.raises(Refused) as refused:
        assign(city, *(getattr(city, name) for name in chosen), from_on=from_on)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["secretary", "leader", "first", "rival", "worker"])
def test_only_who_manages_the_unit_assigns_and_ends(city, name):
    (row,) = assign(city, city.grid)
    with pytest.raises(Denied):
        assign(city, city.west, actor=name)
    with pytest.raises(Denied):
        actions.end_assignment(actor=getattr(city, name), at=NOW, row=row, until_on=ON)


def test_an_assignment_ends_once_and_on_its_first_day_it_never_was(city):
    row, wrong = assign(city, city.grid, city.west)
    end = {"actor": city.clerk, "at": NOW}
    with pytest.raises(Refused):
        actions.end_assignment(**end, row=row, until_on=date(2021, 5, 31))
    actions.end_assignment(**end, row=row, until_on=LATER)
    assert [value(city, "grids", last=day) for day in (date(2021, 6, 19), LATER)] == [1, 0]
    with pytest.raises(Refused):
        actions.end_assignment(**end, row=row, until_on=ON)
    actions.end_assignment(**end, row=wrong, until_on=FIRST)
    assert list(Assignment.objects.all()) == [row]
    with pytest.raises(Refused, match="已经撤销"):
        actions.end_assignment(**end, row=wrong, until_on=ON)


def test_who_sees_all_finds_what_nobody_is_assigned_to(city):
    assign(city, city.grid)
    assign(city, city.west, unit="far", actor="rival")

    def seen(name):
        rows = queries.covered(getattr(city, name), ON)
        return [(row.name, row.taken) for row in rows]

    assert seen("officer") == [("东街社区", True), ("第1网格", True), ("西街社区", True)]
    assert seen("clerk") == [("东街社区", True), ("第1网格", True), ("西街社区", False)]
    assert seen("secretary") == [("东街社区", True), ("第1网格", True)]
    assert seen("second") == []
    assert seen("worker") == [("东街社区", True), ("第1网格", True)]
    assert seen("neighbour") == [("西街社区", True)]
    assert queries.gaps(city.officer, ON) == {"community": 0, "grid": 0}
    assert queries.gaps(city.officer, date(2021, 5, 31)) == {"community": 2, "grid": 1}
    lines = queries.covers(city.officer, queries.covered(city.officer, ON), ON)
    found = [(line.place.name, [row.unit.code for row in line.assignments]) for line in lines]
    assert found == [("东街社区", []), ("第1网格", ["B1"]), ("西街社区", ["E1"])]
    narrowed = queries.covered(city.officer, ON, city.other.path)
    assert [row.name for row in narrowed] == ["西街社区"]


def test_several_go_to_the_front_at_once_and_count_in_every_year_they_are_there(city):
    one, two, three = city.members
    before = AuditEntry.objects.count()
    rows = send(city, one, two, from_on=date(2021, 2, 1))
    assert [(row.member.name, row.unit.code, row.kind) for row in rows] == [
        ("党员甲", "B1", "deployed"), ("党员乙", "B1", "deployed")
    ]  # fmt: skip
    assert AuditEntry.objects.count() == before + 1
    back(city, rows[0], until_on=date(2021, 4, 1))
    send(city, three, where=city.west)
    january, quarter, may = (date(2021, 1, 31), date(2021, 3, 31), date(2021, 5, 1))
    assert names(city, "deployed", date(2021, 1, 1), january) == []
    assert names(city, "deployed", date(2021, 1, 1), quarter) == ["党员乙", "党员甲"]
    # The day somebody is back is no day at the front; who never came back still counts.
    assert names(city, "deployed", date(2021, 4, 1), may) == ["党员乙"]
    assert names(city, "deployed", may, ON) == ["党员丙", "党员乙"]
    assert names(city, "deployed", date(2023, 1, 1), date(2023, 12, 31)) == ["党员丙", "党员乙"]
    assert value(city, "deployed", date(2021, 1, 1), ON, path=city.two.path) == 0


def test_a_first_secretary_is_at_the_front_too_and_counts_once(city):
    send(city, city.members[0])
    appoint(city, city.members[0], estate(city))
    assert value(city, "deployed", FIRST, ON) == 1
    assert [value(city, name) for name in ("first_secretaries", "estates")] == [1, 1]


def test_nobody_is_sent_twice_to_the_same_place(city):
    one, two, _three = city.members
    send(city, one)
    with pytest.raises(Refused, match="已在东街社区下沉：党员甲"):
        send(city, one, two, from_on=LATER)
    assert Deployment.objects.count() == 1


@pytest.mark.parametrize("name", ["second", "leader", "first", "rival", "worker"])
def test_only_who_keeps_the_records_sends_and_brings_back(city, name):
    (row,) = send(city, city.members[0])
    with pytest.raises(Denied):
        send(city, city.members[1], actor=name)
    with pytest.raises(Denied):
        back(city, row, actor=name)


def test_who_keeps_the_records_of_one_branch_sends_nobody_of_another(city):
    with pytest.raises(Denied):
        send(city, city.members[0], city.outsider)
    assert Deployment.objects.count() == 0


def test_who_was_in_no_branch_that_day_is_named(city):
    with pytest.raises(Refused, match="还没有编入党支部：党员甲"):
        send(city, city.members[0], from_on=date(1990, 1, 1))
    with pytest.raises(Refused) as refused:
        send(city)
    assert refused.value.field == "members"


def test_a_deployment_counts_for_the_branch_of_its_first_day(city):
    spell = Membership.objects.get(member=city.members[0])
    spell.until_on = LATER
    spell.save()
    Membership.objects.create(member=city.members[0], unit=city.two, from_on=LATER)
    (row,) = send(city, city.members[0], actor="clerk")
    assert row.unit == city.one


def test_who_came_back_came_back_once_and_on_the_first_day_never_went(city):
    one, two = send(city, *city.members[:2])
    back(city, two, until_on=FIRST)
    assert list(Deployment.objects.all()) == [one]
    back(city, one)
    one.refresh_from_db()
    assert (one.until_on, one.version) == (ON, 2)
    for rows in ([one], [two], []):
        with pytest.raises(Refused):
            back(city, *rows)


def test_an_estate_is_handed_over_in_one_step(city):
    home = estate(city)
    first = appoint(city, city.members[0], home)
    with pytest.raises(Conflict):
        appoint(city, city.members[1], home, from_on=LATER)
    with pytest.raises(Refused, match="现任"):
        appoint(city, city.members[0], home, from_on=LATER, before=first.pk)
    with pytest.raises(Refused, match="接任日期应在其后"):
        appoint(city, city.members[1], home, before=first.pk)
    second = appoint(city, city.members[1], home, from_on=LATER, before=first.pk)
    first.refresh_from_db()
    assert (first.until_on, first.version, second.until_on) == (LATER, 2, None)
    assert names(city, "first_secretaries") == ["党员乙"]
    assert names(city, "first_secretaries", last=date(2021, 6, 19)) == ["党员甲"]
    back(city, second)
    with pytest.raises(Refused, match="还有别人"):
        appoint(city, city.members[2], home, from_on=date(2021, 6, 25))
    appoint(city, city.members[2], home, from_on=ON)
    assert [value(city, name) for name in ("first_secretaries", "estates")] == [1, 1]


def test_whom_another_agency_sent_is_not_replaced_from_here(city):
    home = estate(city)
    held = appoint(city, city.outsider, home, actor="rival")
    with pytest.raises(Refused, match="别的单位派出"):
        appoint(city, city.members[0], home, from_on=LATER, before=held.pk)
    appoint(city, city.members[0], home, actor="officer", from_on=LATER, before=held.pk)
    assert names(city, "first_secretaries") == ["党员甲"]


def test_a_first_secretary_is_for_an_estate(city):
    with pytest.raises(Refused) as refused:
        appoint(city, city.members[0], city.east)
    assert refused.value.field == "estate"
    for name in ("leader", "first", "rival", "second", "worker"):
        with pytest.raises(Denied):
            appoint(city, city.members[0], estate(city, f"{name}小区"), actor=name)


def test_who_sees_deployments(city):
    (row,) = send(city, city.members[0], where=city.grid)
    away = appoint(city, city.outsider, estate(city), actor="rival")

    def sees(name):
        seen = set(queries.deployments_visible_to(getattr(city, name)))
        return [one for one in (row, away) if one in seen]

    assert {name: sees(name) for name in city.users if sees(name)} == {
        "officer": [row, away], "clerk": [row], "rival": [away], "secretary": [row],
        "leader": [row], "worker": [row, away],
    }  # fmt: skip


def test_who_is_away_cannot_be_sent(city):
    send(city, city.members[0])
    member("新党员", city.one)
    found = queries.sendable(city.secretary, city.one, ON)
    assert [spell.member.name for spell in found] == ["党员丙", "党员乙", "新党员"]
    assert list(queries.sendable(city.second, city.one, ON)) == []
    assert [unit.code for unit in queries.recorded_branches(city.clerk, ON)] == ["B1", "B2"]
