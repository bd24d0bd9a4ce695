from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.members.build import member, post
from tests.units.build import unit, user
from xianfeng.units.actions import states
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Term, Unit, UnitRole

pytestmark = pytest.mark.django_db
TREE, ROLES = "/units/", "/units/roles/"


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a = unit("A", root, UnitKind.COMMITTEE)
    a1 = unit("A1", a)
    unit("B", root)
    one = member("张伟", a1)
    post(one, a1, "secretary")
    Term.objects.create(unit=a1, from_on=date(2018, 3, 1), until_on=date(2021, 3, 1), years=3)
    return {"R": root, "A": a, "A1": a1}


@pytest.fixture
def officer(city, client):
    someone = user("干部", (Role.COMMITTEE_OFFICER, city["R"]))
    client.force_login(someone)
    return someone


def page(client, name, code, **query):
    return client.get(reverse(f"units:{name}", args=[code]), query)


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_tree_shows_two_levels_and_unfolds(client, officer):
    rows = client.get(TREE).context["rows"]
    assert [row.unit.code for row in rows] == ["R", "A", "B"]
    rows = client.get(TREE, {"at": "A", "depth": "50"}).context["rows"]
    assert [row.unit.code for row in rows] == ["A", "A1"]
    rows = client.get(TREE, {"q": "a1"}).context["rows"]
    assert [row.unit.code for row in rows] == ["A1"]
    assert client.get(TREE, {"at": "NONE"}).status_code == 404


def test_the_tree_takes_as_many_queries_with_one_row_as_with_many(client, officer, city):
    assert queries_of(client, TREE + "?depth=1") == 10
    for number in range(30):
        unit(f"C{number}", city["A"])
    assert queries_of(client, TREE + "?depth=50") == 10


def test_a_units_page_says_who_how_many_and_what_is_below(client, officer, city):
    answer = page(client, "detail", "A1", as_of="2021-06-30")
    context = answer.context
    assert (context["own"].members, context["own"].units) == (1, 0)
    assert [(one["姓名"], one["职务"]) for one in context["officers"]] == [("张伟", "书记")]
    assert [term.until_on for term in context["terms"]] == [date(2021, 3, 1)]
    assert "届满未换届" in answer.content.decode()
    assert [label for label, _ in context["crumbs"]] == ["组织", "R党组织", "A党组织", "A1党组织"]
    below = page(client, "detail", "A", as_of="2021-06-30").context["rows"]
    assert [(row.unit.code, row.members) for row in below] == [("A1", 1)]


def test_a_units_page_takes_the_same_queries_with_one_and_three_below(client, officer, city):
    address = reverse("units:detail", args=["A"])
    assert queries_of(client, address) == 17
    unit("A2", city["A"])
    unit("A3", city["A"])
    assert queries_of(client, address) == 17


def test_a_secretary_is_not_offered_changes_and_is_told_so_when_trying(client, city):
    client.force_login(user("书记", (Role.SECRETARY, city["A1"])))
    assert page(client, "detail", "A1").context["may"] is False
    assert page(client, "amend", "A1").status_code == 403
    assert page(client, "amend", "A").status_code == 404


def test_a_day_gone_by_shows_the_names_kinds_and_places_of_that_day(client, officer, city):
    city["A1"].name, city["A1"].kind = "新支部", UnitKind.JOINT_BRANCH
    city["A1"].save()
    b = Unit.objects.get(code="B")
    Unit.objects.filter(pk=city["A"].pk).update(parent=b, path=b.path + "00001")
    Unit.objects.filter(pk=city["A1"].pk).update(path=b.path + "0000100001")
    states.restate.__wrapped__({city["A"].pk, city["A1"].pk}, date(2021, 6, 1))

    def shown(day):
        rows = client.get(TREE, {"depth": "50", "as_of": day}).context["rows"]
        return [(row.unit.code, row.unit.name, row.unit.kind) for row in rows]

    assert shown("2021-05-31") == [
        ("R", "R党组织", "working_committee"),
        ("A", "A党组织", "committee"),
        ("A1", "A1党组织", "branch"),
        ("B", "B党组织", "branch"),
    ]
    assert shown("2021-06-01") == [
        ("R", "R党组织", "working_committee"),
        ("B", "B党组织", "branch"),
        ("A", "A党组织", "committee"),
        ("A1", "新支部", "joint_branch"),
    ]
    before = page(client, "detail", "A1", as_of="2021-05-31").context
    assert (before["unit"].name, before["name"]) == ("A1党组织", "新支部")
    assert [label for label, _ in before["crumbs"]] == ["组织", "R党组织", "A党组织", "A1党组织"]
    after = page(client, "detail", "A1", as_of="2021-06-01").context
    assert [label for label, _ in after["crumbs"]] == [
        "组织",
        "R党组织",
        "B党组织",
        "A党组织",
        "新支部",
    ]
    assert after["history"] == [
        (date(2021, 6, 1), "由「A1党组织」更名为「新支部」；改设为联合党支部", ""),
        (date(2010, 1, 1), "成立：A1党组织（党支部）", ""),
    ]


def test_two_who_amend_at_once_meet_on_a_page(client, officer):
    address = reverse("units:amend", args=["A"])
    form = {"name": "甲", "established_on": "2010-01-01", "version": "1"}
    assert client.post(address, form).status_code == 302
    answer = client.post(address, form | {"name": "乙"})
    assert answer.status_code == 409
    assert answer.context["rows"][0] == ("组织名称", "甲", "乙", True)
    assert answer.context["form"]["version"].value() == "2"


def test_the_security_administrator_gives_and_ends_roles_and_sees_no_tree(client, city):
    person = user("新人")
    client.force_login(user("安全", office="security"))
    form = {"user": "新人", "unit": "A1", "role": "secretary", "from_on": "2021-01-01"}
    assert client.post(ROLES, form).status_code == 302
    made = UnitRole.objects.get(user=person)
    assert client.post(f"{ROLES}{made.pk}/end/", {"until_on": "2021-02-01"}).status_code == 302
    made.refresh_from_db()
    assert made.until_on == date(2021, 2, 1)
    assert client.get(TREE).context["rows"] == []
    assert page(client, "detail", "A1").status_code == 404


def test_names_that_do_not_exist_are_said_beside_their_fields(client, city):
    client.force_login(user("安全", office="security"))
    form = {"user": "无", "unit": "无", "role": "secretary", "from_on": "2021-01-01"}
    answer = client.post(ROLES, form)
    assert sorted(answer.context["form"].errors) == ["unit", "user"]


def test_roles_do_not_exist_for_an_officer(client, officer):
    assert client.get(ROLES).status_code == 404
    assert client.post(ROLES, {}).status_code == 404
