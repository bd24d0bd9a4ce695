from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.members.build import member, post
from tests.units.build import unit, user
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.models import Member
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
ROSTER, STRUCTURE = "/members/", "/members/structure/"
NUMBER = "710000198602209658"


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    ours = member("张伟", a, id_number=NUMBER, phone="13800000001", born_on=date(1986, 2, 20))
    theirs = member("张伟", b, id_number="710000197502152637", phone="13800000002")
    return {"R": root, "A": a, "B": b, "ours": ours, "theirs": theirs}


@pytest.fixture
def secretary(city, client):
    someone = user("书记", (Role.SECRETARY, city["A"]))
    client.force_login(someone)
    return someone


def at(name, *keys):
    return reverse(f"members:{name}", args=keys)


def text(answer):
    return answer.content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_roster_is_masked_and_holds_the_own_part_only(client, secretary, city):
    answer = client.get(ROSTER)
    assert [(line.unit.code, line.id_number) for line in answer.context["lines"]] == [
        ("A", "710*************58")
    ]
    shown = text(answer)
    for number in (NUMBER, "710000197502152637", "13800000001", "13800000002"):
        assert number not in shown


def test_the_roster_takes_nine_queries_with_one_row_and_with_three(client, secretary, city):
    post(city["ours"], city["A"], "secretary")
    assert queries_of(client, ROSTER + "?unit=A") == 9
    member("李娜", city["A"])
    member("王芳", city["A"])
    assert queries_of(client, ROSTER + "?unit=A") == 9


def test_filters_that_cannot_be_meant_list_nobody_and_say_so(client, secretary, city):
    answer = client.get(ROSTER, {"unit": "B"})
    assert answer.context["lines"] == []
    assert answer.context["form"].errors == {"unit": ["没有找到这个组织编码，请从组织树上核对。"]}
    assert client.get(ROSTER, {"age": "7"}).context["lines"] == []


@pytest.mark.parametrize("written", [NUMBER, " 710000 19860220 9658", "138-0000-0001"])
def test_a_number_opens_the_record_in_two_steps_and_stands_in_no_address(
    client, secretary, city, written
):
    answer = client.post(ROSTER, {"number": written})
    assert (answer.status_code, answer["Location"]) == (302, at("detail", city["ours"].pk))


def test_a_number_of_another_branch_is_not_found(client, secretary, city):
    answer = client.post(ROSTER, {"number": "710000197502152637"})
    assert answer.status_code == 200
    assert answer.context["find"].errors == {
        "number": ["没有找到，请核对号码。您管理范围以外的人员不在此列。"]
    }


def test_a_phone_of_two_people_lists_both(client, secretary, city):
    member("张大", city["A"], phone="13800000001")
    answer = client.post(ROSTER, {"number": "13800000001"})
    assert [one.name for one in answer.context["found"]] == ["张伟", "张大"]


def test_a_plain_member_has_a_record_and_no_roster(client, city):
    person = user("张伟", (Role.MEMBER, city["A"]))
    Member.objects.filter(pk=city["ours"].pk).update(user=person)
    client.force_login(person)
    assert client.get(ROSTER).status_code == 404
    assert client.post(ROSTER, {"number": NUMBER}).status_code == 404
    assert client.get(STRUCTURE).status_code == 404
    assert client.get("/members/mine/")["Location"] == at("detail", city["ours"].pk)
    assert client.get(at("detail", city["ours"].pk)).status_code == 200
    assert client.get(at("detail", city["theirs"].pk)).status_code == 404
    assert client.get(at("edit", city["ours"].pk)).status_code == 403


def test_a_number_is_shown_once_and_the_person_sees_who_looked(client, secretary, city):
    address = at("reveal", city["ours"].pk)
    answer = client.post(address, {"field": "id_number", "purpose": "核对档案"})
    assert NUMBER in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert NUMBER not in text(client.get(at("detail", city["ours"].pk)))
    assert client.get(address).status_code == 405
    person = user("张伟")
    Member.objects.filter(pk=city["ours"].pk).update(user=person)
    client.force_login(person)
    rows = client.get("/members/looked/").context["rows"]
    assert [(entry.actor_name, entry.new["purpose"], title) for entry, title in rows] == [
        ("书记", "核对档案", "公民身份号码")
    ]


def test_without_a_purpose_the_page_says_so_and_shows_nothing(client, secretary, city):
    answer = client.post(at("reveal", city["ours"].pk), {"field": "phone", "purpose": ""})
    assert list(answer.context["reveal"].errors) == ["purpose"]
    assert "13800000001" not in text(answer)
    assert AuditEntry.objects.count() == 0


def test_a_leader_sees_the_masked_record_and_may_not_see_the_number(client, city):
    client.force_login(user("领导", (Role.LEADER, city["R"])))
    answer = client.get(at("detail", city["ours"].pk))
    assert (answer.context["reveals"], answer.context["keeps"]) == (False, False)
    form = {"field": "phone", "purpose": "联系"}
    assert client.post(at("reveal", city["ours"].pk), form).status_code == 403


def test_an_amendment_keeps_the_phone_that_was_not_written(client, secretary, city):
    opened = client.get(at("edit", city["ours"].pk)).context["form"]
    form = {name: value for name, value in opened.initial.items() if value is not None}
    answer = client.post(at("edit", city["ours"].pk), form | {"name": "张炜", "phone": ""})
    assert answer["Location"] == at("detail", city["ours"].pk)
    one = Member.objects.get(pk=city["ours"].pk)
    assert (one.name, one.phone, one.version) == ("张炜", "13800000001", 2)
    answer = client.post(at("edit", city["ours"].pk), form | {"name": "张维"})
    assert answer.status_code == 409
    assert answer.context["rows"][0] == ("姓名", "张炜", "张维", True)


def test_a_post_and_a_group_are_entered_and_ended_from_the_page(client, secretary, city):
    group = unit("AG", city["A"], UnitKind.GROUP)
    one = city["ours"]
    form = {"title": "secretary", "unit": "A", "from_on": "2021-01-01"}
    assert client.post(at("assign", one.pk), form).status_code == 302
    assert (
        client.post(at("join", one.pk), {"group": group.pk, "from_on": "2021-01-01"}).status_code
        == 302
    )
    held, spell = one.posts.get(), one.group_spells.get()
    for address in (at("end_post", one.pk, held.pk), at("leave", one.pk, spell.pk)):
        assert client.get(address).status_code == 200
        assert client.post(address, {"until_on": "2021-05-01"}).status_code == 302
    held.refresh_from_db()
    spell.refresh_from_db()
    assert (held.until_on, spell.until_on) == (date(2021, 5, 1), date(2021, 5, 1))


def test_a_refused_post_is_said_beside_its_field_and_the_input_kept(client, secretary, city):
    form = {"title": "group_leader", "unit": "A", "from_on": "2021-01-01"}
    answer = client.post(at("assign", city["ours"].pk), form)
    assert answer.context["post"].errors == {"title": ["党小组只设组长，组长只设在党小组。"]}
    assert answer.context["post"]["from_on"].value() == "2021-01-01"


def test_every_bar_of_the_structure_opens_a_roster_of_that_length(client, secretary, city):
    answer = client.get(STRUCTURE, {"unit": "A", "as_of": "2021-06-30"})
    assert answer.context["total"] == 1
    for _, _, rows in answer.context["charts"]:
        assert sum(count for _, count, _ in rows) == 1
        for _, count, href in rows:
            assert len(client.get(href).context["lines"]) == count


def test_structure_and_record_take_the_same_queries_with_one_and_three(client, secretary, city):
    record = at("detail", city["ours"].pk)
    post(city["ours"], city["A"], "secretary")
    counts = (queries_of(client, STRUCTURE), queries_of(client, record))
    member("李娜", city["A"])
    member("王芳", city["A"])
    post(city["ours"], city["A"], "publicity")
    post(city["ours"], city["A"], "discipline")
    assert counts == (queries_of(client, STRUCTURE), queries_of(client, record))
    assert counts[0] == 6
