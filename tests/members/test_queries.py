from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.members.build import member, post
from tests.units.build import DAY, NOW, officer, unit, viewer
from xianfeng.kernel import figures
from xianfeng.kernel.viewer import operator
from xianfeng.ledgers import registry
from xianfeng.ledgers.actions import export_unmasked
from xianfeng.members import queries, shown
from xianfeng.members.models import Membership
from xianfeng.members.queries import Wanted
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
STAFF = (Role.COMMITTEE_OFFICER, Role.OFFICE, Role.SECRETARY, Role.LEADER)


@pytest.fixture
def city():
    """Return two branches, in each of which there is somebody called 张伟."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    ours = member(
        "张伟", a, id_number="710000198602209658", phone="13800000001", born_on=date(1986, 2, 20)
    )
    theirs = member("张伟", b, id_number="710000197502152637", phone="13800000002", sex="2")
    return {"R": root, "A": a, "B": b, "ours": ours, "theirs": theirs}


def names(viewer, on=DAY, **wanted):
    found = queries.roster(viewer, on, Wanted(**wanted))
    return [(spell.unit.code, spell.member.name) for spell in found]


@pytest.mark.parametrize("role", STAFF)
def test_staff_see_their_part_and_not_the_person_of_the_same_name(city, role):
    looking = viewer((role, city["A"]))
    assert names(looking, name="张伟") == [("A", "张伟")]
    assert list(queries.visible_to(looking)) == [city["ours"]]
    assert names(viewer((role, city["R"]))) == [("A", "张伟"), ("B", "张伟")]


def test_a_plain_member_sees_the_own_record_and_no_roster(city):
    colleague = member("李娜", city["A"])
    looking = viewer((Role.MEMBER, city["A"]), member=city["ours"])
    assert names(looking) == []
    assert list(queries.visible_to(looking)) == [city["ours"]]
    assert queries.home(looking, colleague) is None
    assert list(queries.looks(looking, colleague)) == []
    for reading in (queries.spells, queries.posts, queries.group_spells):
        assert list(reading(looking, colleague)) == []
    assert figures.rows(looking, figures.get("org.members"), DAY, DAY).count() == 0


@pytest.mark.parametrize("office", ["system", "security", "audit"])
def test_an_office_sees_nobody(city, office):
    looking = viewer(office=office)
    assert list(queries.visible_to(looking)) == []
    assert names(looking) == []
    assert list(queries.found_by_number(looking, "710000198602209658")) == []
    assert {s.count for s in queries.structure(looking, DAY)["sex"]} == {0}


def test_who_moved_on_is_seen_where_they_went_only(city):
    Membership.objects.filter(member=city["ours"]).update(until_on=date(2021, 3, 1))
    Membership.objects.create(member=city["ours"], unit=city["B"], from_on=date(2021, 3, 1))
    before, after = viewer((Role.SECRETARY, city["A"])), viewer((Role.SECRETARY, city["B"]))
    assert list(queries.visible_to(before)) == []
    assert set(queries.visible_to(after)) == {city["ours"], city["theirs"]}
    assert names(before, on=date(2021, 2, 28)) == [("A", "张伟")]
    assert names(before, on=date(2021, 3, 1)) == []
    spells = list(queries.roster(before, date(2021, 2, 28), Wanted()))
    assert [line.href for line in shown.lines(before, spells, date(2021, 2, 28))] == [""]


def test_numbers_are_found_exactly_and_in_the_own_part_only(city):
    looking = viewer((Role.SECRETARY, city["A"]))
    assert list(queries.found_by_number(looking, "710000198602209658")) == [city["ours"]]
    assert list(queries.found_by_number(looking, "13800000001")) == [city["ours"]]
    for number in ("710000197502152637", "13800000002", "7100001986022096", "1380000000", ""):
        assert list(queries.found_by_number(looking, number)) == []


def test_one_and_two_characters_are_enough_and_signs_mean_themselves(city):
    member("欧阳一%", city["A"])
    looking = officer(city["R"])
    assert names(looking, name="伟") == [("A", "张伟"), ("B", "张伟")]
    assert names(looking, name="欧阳") == [("A", "欧阳一%")]
    assert names(looking, name="%") == [("A", "欧阳一%")]
    assert names(looking, name="_") == []


def test_every_filter_narrows_and_unknown_values_find_nobody(city):
    other = {"ethnicity": "15", "education_level": 2, "joined_on": date(2020, 8, 1)}
    member("阿里", city["A"], born_on=date(1995, 1, 1), confirmed_on=None, **other)
    looking, li = officer(city["R"]), [("A", "阿里")]
    assert names(looking, ethnicity="minority") == li
    assert names(looking, ethnicity="15") == li
    assert names(looking, education="2") == li
    assert len(names(looking, education="none")) == 2
    assert names(looking, category="probationary") == li
    assert names(looking, age="0-30") == li
    assert names(looking, years="0-4") == li
    assert names(looking, sex="2") == [("B", "张伟")]
    assert names(looking, path=city["B"].path) == [("B", "张伟")]
    assert names(looking, age="nonsense") == []
    member("王远", city["A"], floating_to="广州")
    member("刘失", city["A"], lost_since=date(2021, 1, 1))
    assert names(looking, away="floating") == [("A", "王远")]
    assert names(looking, away="lost") == [("A", "刘失")]
    assert names(looking, away="nonsense") == []


def test_the_category_is_that_of_the_day(city):
    one = {"joined_on": date(2020, 8, 1), "confirmed_on": date(2021, 8, 1)}
    member("预备", city["A"], since=date(2020, 8, 1), **one)
    looking = officer(city["R"])
    assert names(looking, date(2021, 7, 31), category="probationary") == [("A", "预备")]
    assert names(looking, date(2021, 8, 1), category="probationary") == []


@pytest.mark.parametrize("day", [date(2015, 2, 28), DAY, date(2024, 2, 29)])
def test_every_bar_is_its_roster_and_every_chart_the_figure(city, day):
    for number in range(40):
        member(
            f"人{number}",
            city["A"] if number % 3 else city["B"],
            since=date(2008 + number % 12, 1, 1),
            sex="12"[number % 2],
            born_on=date(1940 + number * 13 % 55, 1 + number % 12, 28),
            joined_on=date(1960 + number * 13 % 55, 2, 28),
            confirmed_on=date(1961 + number * 13 % 55, 2, 28) if number % 4 else None,
            education_level=(None, 1, 2, 3, 9)[number % 5],
            ethnicity=("01", "01", "15", "08")[number % 4],
        )
    looking = officer(city["R"])
    total = figures.compute(looking, figures.get("org.members"), day, day).value
    for slices in queries.structure(looking, day).values():
        assert sum(part.count for part in slices) == total
        for part in slices:
            assert len(names(looking, day, **part.filter)) == part.count, part
    in_b = queries.structure(looking, day, city["B"].path)["sex"]
    assert sum(part.count for part in in_b) == len(names(looking, day, path=city["B"].path))


def test_structure_takes_two_queries(city):
    with CaptureQueriesContext(connection) as made:
        queries.structure(officer(city["R"]), DAY)
    assert len(made) == 2


def test_a_page_of_the_roster_takes_three_queries_with_one_row_and_with_three(city):
    looking = officer(city["R"])
    post(city["ours"], city["A"], "secretary")
    for wanted in (Wanted(sex="1"), Wanted()):
        with CaptureQueriesContext(connection) as made:
            shown.lines(looking, list(queries.roster(looking, DAY, wanted)), DAY)
        assert len(made) == 3
        member("李娜", city["A"])


def test_the_operator_sees_everybody(city):
    assert len(names(operator("甲"))) == 2
    assert queries.visible_to(operator("甲")).count() == 2


def test_an_unmasked_roster_of_the_own_part_on_that_day_is_a_look(city):
    Membership.objects.filter(member=city["ours"]).update(until_on=date(2021, 7, 1))
    Membership.objects.create(member=city["ours"], unit=city["B"], from_on=date(2021, 7, 1))
    kind, gone = registry.get("members"), datetime(2021, 8, 1, 9, tzinfo=UTC)
    for number, (where, at) in enumerate(
        [("R", NOW), ("A", NOW), ("B", NOW), ("A", gone), ("B", gone)]
    ):
        export_unmasked(
            actor=officer(city["R"]),
            at=at,
            kind=kind,
            path=city[where].path,
            unit_id=city[where].pk,
            purpose=f"用途{number}",
        )
    looks = queries.looks(officer(city["R"]), city["ours"])
    assert [entry.new["purpose"] for entry in looks] == ["用途4", "用途1", "用途0"]
