from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.members.build import member, post
from tests.units.build import unit, user
from xianfeng.kernel.models import AuditEntry
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
    assert queries_of(client, TREE + "?depth=1") == 9
    for number in range(30):
        unit(f"C{number}", city["A"])
    assert queries_of(client, TREE + "?depth=50") == 9


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
    assert queries_of(client, address) == 13
    unit("A2", city["A"])
    unit("A3", city["A"])
    assert queries_of(client, address) == 13


def test_a_secretary_is_not_offered_changes_and_is_told_so_when_trying(client, city):
    client.force_login(user("书记", (Role.SECRETARY, city["A1"])))
    assert page(client, "detail", "A1").context["may"] is False
    for name in ("create", "amend", "move", "abolish"):
        assert page(client, name, "A1").status_code == 403
        assert page(client, name, "A").status_code == 404


def test_setting_up_a_unit_twice_by_one_form_makes_one(client, officer):
    form = {
        "code": "A2",
        "name": "第二支部",
        "kind": "branch",
        "established_on": "2021-05-01",
        "submission": "0b8f2c5e-4a0e-4b6e-9a43-7b9d6a1a2f01",
    }
    address = reverse("units:create", args=["A"])
    for _ in range(2):
        answer = client.post(address, form)
        assert (answer.status_code, answer["Location"]) == (302, "/units/unit/A2/")
    assert Unit.objects.filter(code="A2").count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_cycle_is_said_beside_the_field_and_the_input_kept(client, officer):
    answer = client.post(reverse("units:move", args=["A"]), {"parent": "A1", "version": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "parent": ["「A1党组织」就在要移动的组织之内，请选它以外的上级组织。"]
    }
    assert answer.context["form"]["parent"].value() == "A1"


def test_two_who_amend_at_once_meet_on_a_page(client, officer):
    address = reverse("units:amend", args=["A"])
    form = {"name": "甲", "kind": "committee", "established_on": "2010-01-01", "version": "1"}
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
