from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.members.build import member
from tests.units.build import DAY, agency, officer, unit, user, viewer
from xianfeng.kernel.places import History
from xianfeng.kernel.viewer import operator
from xianfeng.units import queries
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


HISTORY = History([])


def levels(looking, day, depth, at=None):
    return queries.levels(looking, day, HISTORY, depth, at)


def codes(units):
    return [getattr(one, "unit", one).code for one in units]


@pytest.fixture
def city():
    """Return root with A (A1, A2 with a group) and B (B1); two people of one name."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root, UnitKind.COMMITTEE, agency=agency()), unit("B", root)
    a1, a2, b1 = unit("A1", a), unit("A2", a), unit("B1", b)
    unit("A2G", a2, UnitKind.GROUP)
    unit("GONE", a, abolished_on=date(2021, 1, 1))
    member("张伟", a1)
    member("李娜", a2)
    member("张伟", b1)
    return {"R": root, "A": a, "B": b, "A1": a1, "A2": a2, "B1": b1}


def test_levels_unfold_from_the_viewers_own_tops(city):
    assert codes(levels(officer(city["R"]), DAY, 2)) == ["R", "A", "B"]
    assert codes(levels(officer(city["R"]), DAY, 1, city["A"])) == ["A"]
    everything = codes(levels(officer(city["R"]), DAY, 50))
    assert everything == ["R", "A", "A1", "A2", "A2G", "B", "B1"]
    two = viewer((Role.SECRETARY, city["A2"]), (Role.LEADER, city["B"]))
    assert codes(levels(two, DAY, 1)) == ["A2", "B"]
    assert codes(levels(operator("甲"), DAY, 1)) == ["R"]


def test_abolished_units_are_seen_on_the_days_they_stood(city):
    before = codes(levels(officer(city["R"]), date(2020, 6, 1), 3))
    assert before == ["R", "A", "A1", "A2", "GONE", "B", "B1"]


def test_rows_count_units_and_members_below(city):
    looking = officer(city["R"])
    rows = queries.tree_rows(looking, queries.then(levels(looking, DAY, 50)), DAY, HISTORY)
    assert [(row.unit.code, row.indent, row.units, row.members) for row in rows] == [
        ("R", "", 6, 3),
        ("A", "\u3000", 3, 2),
        ("A1", "\u3000" * 2, 0, 1),
        ("A2", "\u3000" * 2, 1, 1),
        ("A2G", "\u3000" * 3, 0, None),
        ("B", "\u3000", 1, 1),
        ("B1", "\u3000" * 2, 0, 1),
    ]


def test_a_plain_member_sees_the_unit_and_no_number_of_people(city):
    looking = viewer((Role.MEMBER, city["A1"]))
    rows = queries.tree_rows(looking, queries.then(levels(looking, DAY, 2)), DAY, HISTORY)
    assert [(row.unit.code, row.members) for row in rows] == [("A1", None)]


def test_rows_take_three_queries_whatever_their_number(city):
    looking = officer(city["R"])
    for wanted in (["R"], ["R", "A", "B"]):
        units = list(queries.visible_to(looking).filter(code__in=wanted))
        with CaptureQueriesContext(
            connection,
        ) as made:
            queries.tree_rows(looking, units, DAY, HISTORY)
        assert len(made) == 3


def test_search_by_code_name_and_agency_stays_in_the_viewers_part(city):
    assert codes(queries.search(officer(city["R"]), "a", DAY, HISTORY)) == ["A", "A1", "A2", "A2G"]
    assert codes(queries.search(officer(city["R"]), "发展", DAY, HISTORY)) == ["A"]
    assert codes(queries.search(viewer((Role.SECRETARY, city["B"])), "A1", DAY, HISTORY)) == []


def test_nobody_and_an_office_see_nothing(city):
    security = user("安全", office="security")
    for looking in (queries.NOBODY, queries.viewer_of(security, DAY)):
        assert list(queries.visible_to(looking)) == []
        assert list(levels(looking, DAY, 50)) == []
        assert list(queries.agencies(looking)) == []


def test_role_holders_are_for_staff_of_that_part(city):
    user("书记甲", (Role.SECRETARY, city["A1"]))
    assert [r.user.name for r in queries.role_holders(officer(city["R"]), city["A1"], DAY)] == [
        "书记甲"
    ]
    for looking in (viewer((Role.MEMBER, city["A1"])), viewer((Role.SECRETARY, city["A2"]))):
        assert list(queries.role_holders(looking, city["A1"], DAY)) == []


def test_security_lists_are_empty_for_everybody_else(city):
    user("书记甲", (Role.SECRETARY, city["A1"]))
    looking = officer(city["R"])
    assert list(queries.roles_visible_to(looking)) == []
    assert list(queries.grantable_users(looking)) == []
    assert list(queries.grantable_units(looking)) == []
    security = viewer(office="security")
    assert [r.user.name for r in queries.roles_named(security, "书记")] == ["书记甲"]
    assert [r.user.name for r in queries.roles_named(security, "B")] == []


def test_a_unit_is_named_by_its_code_or_by_words_that_mean_one(city):
    for code, name in (
        ("A", "甲机关党委"),
        ("A1", "甲一支部"),
        ("A2", "甲二支部"),
        ("B1", "乙一支部"),
    ):
        type(city[code]).objects.filter(pk=city[code].pk).update(name=name)
    asked = ("A1", "甲二", "甲", "一支部", "丙", "")
    found = [queries.named(officer(city["R"]), said) for said in asked]
    assert found == [city["A1"], city["A2"], city["A"], None, None, None]
    beside = viewer((Role.SECRETARY, city["B1"]))
    assert [queries.named(beside, said) for said in ("A", "甲机关", "乙一")] == [
        None, None, city["B1"],
    ]  # fmt: skip
    reads = viewer((Role.MEMBER, city["B1"]))
    assert queries.named(reads, "乙一", frozenset({Role.LEADER})) is None
