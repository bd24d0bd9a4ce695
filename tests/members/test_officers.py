"""Officers with their vacancies and the by-election list; groups and who is in them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.members.build import member, post
from tests.units.build import DAY, NOW, officer, unit, user, viewer
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.members.actions import groups as actions
from xianfeng.members.models import GroupMembership, Post
from xianfeng.members.queries import groups, officers
from xianfeng.members.rules import officers as rules
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    committee = unit("C", root, UnitKind.COMMITTEE)
    a, b = unit("A", committee), unit("B", root)
    first, second = unit("A1", a, UnitKind.GROUP), unit("A2", a, UnitKind.GROUP)
    people = [member(f"人{n}", a) for n in range(7)]
    return {"R": root, "C": committee, "A": a, "B": b, "A1": first, "A2": second,
            "people": people, "b": member("乙", b)}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "full", "titles"),
    [
        ("branch", 6, ("secretary",)),
        ("branch", 7, ("secretary", "organisation", "publicity", "discipline")),
        ("retired_branch", 7, ("secretary", "organisation", "publicity", "discipline")),
        ("general_branch", 60, ("secretary", "discipline")),
        ("committee", 120, ("secretary",)),
        ("group", 5, ("group_leader",)),
        ("working_committee", 0, ()),
    ],
)
def test_which_posts_a_unit_should_fill(kind, full, titles):
    assert rules.required(kind, full) == titles


def vacant(who, on=DAY, path=""):
    found = officers.benches(who, on, path)
    return [(v.unit.code, v.title, v.since) for one in found for v in one.vacancies]


def test_vacancies_say_since_when(city):
    post(city["people"][0], city["A"], "secretary", until=date(2021, 3, 1))
    post(city["people"][1], city["A"], "organisation")
    post(city["people"][1], city["A"], "publicity")
    post(city["people"][2], city["A1"], "group_leader")
    assert vacant(officer(city["R"])) == [
        ("C", "secretary", None),
        ("A", "secretary", date(2021, 3, 1)),
        ("A", "discipline", None),
        ("A2", "group_leader", None),
        ("B", "secretary", None),
    ]
    assert ("A", "secretary", None) not in vacant(officer(city["R"]), date(2021, 2, 28))
    assert [row[0] for row in vacant(viewer((Role.SECRETARY, city["B"])))] == ["B"]
    assert vacant(viewer((Role.MEMBER, city["B"]))) == []


def at(name, *keys):
    return reverse(f"members:{name}", args=keys)


def test_a_seat_is_filled_from_the_units_page_with_how_it_came(client, city):
    client.force_login(user("s", (Role.SECRETARY, city["A"])))
    form = {"name": "人0", "title": "secretary", "from_on": "2021-06-01", "how": "by_election",
            "document": "批复3"}  # fmt: skip
    assert client.post(at("unit_posts", "A"), form).status_code == 302
    made = Post.objects.get()
    assert (made.member, made.how, made.document) == (city["people"][0], "by_election", "批复3")
    answer = client.post(at("unit_posts", "A"), form | {"name": "乙"})
    assert answer.context["form"].errors == {"name": ["本组织的花名册上没有这个姓名，请核对。"]}
    assert client.get(at("unit_posts", "B")).status_code == 404


def test_the_list_takes_the_same_queries_and_narrows_to_vacancies(client, city):
    client.force_login(user("boss", (Role.COMMITTEE_OFFICER, city["R"])))

    def count():
        with CaptureQueriesContext(connection) as made:
            assert client.get(at("officers")).status_code == 200
        return len(made)

    before = count()
    for n in range(4):
        post(member(f"新{n}", unit(f"N{n}", city["R"])), unit(f"M{n}", city["R"]), "secretary")
    assert count() == before <= 15
    page = client.get(at("officers"), {"show": "vacant", "as_of": "2021-06-30"}).context["page"]
    assert {one.unit.code for one in page} >= {"A", "B", "C", "N0"}
    assert all(one.vacancies for one in page)


def regroup(city, who, people, group, day=DAY):
    return actions.regroup(
        actor=who, at=NOW, branch=city["A"], members=people, group=group, from_on=day
    )


def test_members_move_between_groups_at_once(city):
    boss = viewer((Role.SECRETARY, city["A"]))
    people = city["people"]
    assert regroup(city, boss, people[:3], city["A1"], date(2021, 1, 1)) == 3
    assert regroup(city, boss, people[1:4], city["A2"], date(2021, 3, 1)) == 3
    assert regroup(city, boss, people[1:2], city["A2"]) == 0
    assert regroup(city, boss, people[:1], None) == 1
    post(people[2], city["A2"], "group_leader")
    found = groups.groups_of(boss, city["A"], DAY)
    names = [(one.unit.code if one.unit else "", [m.name for m in one.members]) for one in found]
    assert names == [("A1", []), ("A2", ["人1", "人2", "人3"]), ("", ["人0", "人4", "人5", "人6"])]
    assert [one.leader for one in found] == [None, people[2], None]
    assert GroupMembership.objects.filter(until_on=None).count() == 3


def test_what_cannot_be_of_groups_is_refused(city):
    boss = officer(city["R"])
    with pytest.raises(Refused, match="乙 当日不在本支部"):
        regroup(city, boss, [city["b"]], city["A1"])
    with pytest.raises(Refused, match="请选本支部的党小组"):
        regroup(city, boss, city["people"][:1], city["B"])
    regroup(city, boss, city["people"][:1], city["A1"])
    with pytest.raises(Refused, match="日期应晚于这一天"):
        regroup(city, boss, city["people"][:1], city["A2"])
    with pytest.raises(Denied):
        regroup(city, viewer((Role.SECRETARY, city["B"])), city["people"][:1], city["A2"])


def test_the_groups_pages(client, city):
    large = unit("L", city["R"])
    for n in range(rules.GROUPS_FROM):
        member(f"众{n}", large)
    client.force_login(user("boss", (Role.COMMITTEE_OFFICER, city["R"])))
    page = client.get(at("groups")).context["page"]
    assert [(one.unit.code, one.groups, one.wants) for one in page] == [
        ("A", 2, False),
        ("L", 0, True),
    ]
    form = {"members": [city["people"][0].pk], "group": city["A1"].pk, "from_on": "2021-06-01"}
    assert client.post(at("branch_groups", "A"), form).status_code == 302
    assert city["people"][0].group_spells.get().unit == city["A1"]
    assert client.get(at("branch_groups", "C")).status_code == 404
    client.force_login(user("leader", (Role.LEADER, city["A"])))
    assert client.get(at("branch_groups", "A")).status_code == 200
    assert client.post(at("branch_groups", "A"), form).status_code == 403
