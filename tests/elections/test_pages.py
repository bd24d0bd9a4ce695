"""Pages of elections: who is due, what is next and for whom, and the documents."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests.elections.build import Town
from tests.units.build import unit, user
from xianfeng.elections.models import Election, Shift
from xianfeng.units.enums import Role
from xianfeng.units.models import Term

pytestmark = pytest.mark.django_db
LIST = "/elections/"
ASKED = {"as_of": "2021-06-01"}


@pytest.fixture
def town():
    return Town()


def sign_in(client, role, at, name="某某"):
    client.force_login(user(name, (role, at)))


def listed(client, **query):
    return client.get(LIST, ASKED | query).context


def step(client, one, verb, **sent):
    address = reverse("elections:step", args=[one.pk, verb])
    return client.post(address, sent) if sent else client.get(address)


def test_the_list_tells_who_is_due_overdue_and_under_way(town, client):
    sign_in(client, Role.COMMITTEE_OFFICER, town.branch.root)
    late = unit("C", town.branch.root)
    Term.objects.create(unit=late, from_on=date(2018, 1, 1), until_on=date(2021, 1, 1), years=3)
    far = unit("D", town.branch.root)
    Term.objects.create(unit=far, from_on=date(2019, 1, 1), until_on=date(2022, 1, 1), years=3)
    gone = unit("E", town.branch.root, abolished_on=date(2021, 5, 1))
    Term.objects.create(unit=gone, from_on=date(2018, 1, 1), until_on=date(2021, 1, 1), years=3)
    page = listed(client)
    assert [(due.term.unit.code, due.days) for due in page["soon"]] == [("B", 9)]
    assert [(due.term.unit.code, due.days) for due in page["overdue"]] == [("C", -151)]
    one = town.started()
    assert list(listed(client)["running"]) == [one]
    assert [due.election for due in listed(client)["soon"]] == [one]
    assert [due.term.unit.code for due in listed(client, unit="C")["overdue"]] == ["C"]
    assert listed(client, unit="C")["soon"] == []


def test_a_secretary_sees_the_own_branch_alone(town, client):
    other = unit("C", town.branch.root, name="丙支部")
    Term.objects.create(unit=other, from_on=date(2018, 1, 1), until_on=date(2021, 1, 1), years=3)
    sign_in(client, Role.SECRETARY, town.unit)
    assert "丙支部" not in client.get(LIST, ASKED).content.decode()
    sign_in(client, Role.SECRETARY, other, "另一人")
    one = town.started()
    for name, more in (("detail", []), ("step", ["discuss"]), ("paper", ["request"])):
        assert client.get(reverse(f"elections:{name}", args=[one.pk, *more])).status_code == 404


def test_the_next_step_is_a_button_for_whoever_takes_it(town, client):
    one = town.started()
    address = reverse("elections:detail", args=[one.pk])
    sign_in(client, Role.SECRETARY, town.unit)
    page = client.get(address).context
    assert [label for label, _href in page["buttons"]] == ["党组讨论"]
    assert [line.words for line in page["lines"]][:2] == ["现在办", "还没到"]
    step(client, one, "discuss", on="2021-06-01", words="同意")
    step(client, one, "request", on="2021-06-01", number="1号", planned_on="2021-06-20")
    page = client.get(address).context
    assert (page["buttons"], page["waits_for"]) == ([], town.branch.root.name)
    assert step(client, one, "reply").status_code == 403
    sign_in(client, Role.COMMITTEE_OFFICER, town.branch.root, "工委")
    page = client.get(address).context
    assert [label for label, _href in page["buttons"]] == ["上级批复"]
    assert [label for label, _href in page["aside_buttons"]] == ["退回请示", "终止"]


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(town, client):
    sign_in(client, Role.COMMITTEE_OFFICER, town.branch.root)
    one = town.started()
    town.discussed()
    town.requested()
    town.replied()
    sent = {"on": "2021-06-01", "number": "7号", "members": [town.members[0].pk]}
    form = step(client, one, "propose", **sent).context["form"]
    assert form.errors["members"] == ["应选 3 人，候选人不少于 4 人（差额不少于百分之二十）。"]
    assert form["number"].value() == "7号"


def test_an_unknown_step_or_paper_is_no_page(town, client):
    sign_in(client, Role.COMMITTEE_OFFICER, town.branch.root)
    one = town.started()
    assert step(client, one, "conclude").status_code == 404
    assert step(client, one, "nothing").status_code == 404
    assert client.get(reverse("elections:paper", args=[one.pk, "x"])).status_code == 404


def text_of(client, one, paper):
    answer = client.get(reverse("elections:paper", args=[one.pk, paper]))
    return ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()


def test_the_documents_hold_what_was_recorded(town, client):
    sign_in(client, Role.COMMITTEE_OFFICER, town.branch.root)
    one = town.until_meeting(excused=(9,))
    town.voted(9, 8, 7, 2)
    town.divided("secretary", "organisation", "discipline")
    expected = {
        "request": ["关于换届选举的请示", "请〔2021〕1号", "2021年6月10日任期届满", "同意换届"],
        "reply": ["关于同意换届选举的批复", "批〔2021〕2号", "任期 3 年"],
        "names": ["换届选举候选人名册", "张伟", "刘洋", "书记"],
        "record": ["换届选举大会记录", "党员9", "不计入应到会"],
        "result": ["关于换届选举结果的报告", "应到会 9 人", "组织委员", "纪检委员"],
    }
    for paper, words in expected.items():
        text = text_of(client, one, paper)
        assert [word for word in words if word not in text] == [], paper


def test_members_do_not_download_the_documents(town, client):
    one = town.started()
    sign_in(client, Role.MEMBER, town.unit)
    assert client.get(reverse("elections:paper", args=[one.pk, "names"])).status_code == 403
    page = client.get(reverse("elections:detail", args=[one.pk])).context
    assert (page["papers"], page["buttons"]) == ([], [])


def test_a_postponement_is_asked_and_answered_on_its_pages(town, client):
    sign_in(client, Role.SECRETARY, town.unit)
    sent = {"on": "2021-06-01", "to_on": "2022-12-10", "reason": "机构改革"}
    client.post(reverse("elections:shift", args=[town.term.pk]), sent)
    shift = Shift.objects.get()
    address = reverse("elections:answer", args=[shift.pk])
    assert client.get(address).status_code == 403
    sign_in(client, Role.COMMITTEE_OFFICER, town.branch.root, "工委")
    assert "超过一年" in client.get(address).content.decode()
    client.post(address, {"on": "2021-06-02", "number": "8号", "agreed": "yes"})
    town.term.refresh_from_db()
    assert town.term.until_on == date(2022, 12, 10)


def test_a_form_sent_twice_starts_one_election(town, client):
    sign_in(client, Role.SECRETARY, town.unit)
    address = reverse("elections:start", args=["B"])
    sent = {
        "kind": "term", "on": "2021-06-01", "seats": 3,
        "submission": "6d0a8dc8-6a38-4f6d-9f43-1a1d7d1c8f10",
    }  # fmt: skip
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"]
    assert Election.objects.count() == 1
