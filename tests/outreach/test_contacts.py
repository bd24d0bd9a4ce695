"""Contact points: who takes them on, what was found there, and what solved it."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.outreach.conftest import AT, TODAY
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.members.models import Post
from xianfeng.outreach.actions import contacts as actions
from xianfeng.outreach.models import Contact, ContactProblem, ContactVisit
from xianfeng.outreach.queries import contacts as queries

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
FOUND = [("没有活动室", ""), ("缺学习资料", "当天配发")]


@pytest.fixture
def contact(city):
    return actions.assign_contact(
        actor=city.officer_viewer, at=AT, unit=city.a, leader_id=city.boss.pk,
        from_on=date(2021, 1, 1),
    )  # fmt: skip


def visited(city, contact, who="boss", on=date(2021, 5, 8), problems=FOUND):
    return actions.record_visit(
        actor=getattr(city, f"{who}_viewer"), at=AT, contact=contact, on=on, seen="情况良好",
        problems=problems,
    )  # fmt: skip


def value(viewer, name):
    return figures.compute(viewer, figures.get(name), *YEAR).value


def test_leaders_hold_a_post_above_a_branch_or_a_role(city):
    found = queries.leaders(city.officer_viewer, TODAY)
    assert [(one.name, one.note) for one in found] == [("方领导", "机关党委副书记")]
    Post.objects.all().delete()
    found = queries.leaders(city.officer_viewer, TODAY)
    assert [(one.name, one.note) for one in found] == [("方领导", "领导班子成员")]
    assert queries.leaders(city.sibling_viewer, TODAY) == []
    with pytest.raises(Refused) as caught:
        actions.assign_contact(
            actor=city.officer_viewer, at=AT, unit=city.a, leader_id=city.plain.pk, from_on=TODAY
        )
    assert caught.value.field == "leader"


def test_a_leader_takes_on_a_unit_once_until_it_ends(city, contact):
    again = {"actor": city.officer_viewer, "at": AT, "unit": city.a, "leader_id": city.boss.pk}
    with pytest.raises(Refused, match="这位领导已经联系这个组织，不用再登记"):
        actions.assign_contact(from_on=TODAY, **again)
    with pytest.raises(Refused) as caught:
        actions.end_contact(
            actor=city.officer_viewer, at=AT, contact=contact, until_on=date(2021, 1, 1)
        )
    assert caught.value.field == "until_on"
    actions.end_contact(
        actor=city.officer_viewer, at=AT, contact=contact, until_on=date(2021, 6, 1)
    )
    actions.assign_contact(from_on=TODAY, **again)
    assert Contact.objects.count() == 2


def test_figures_count_visits_and_problems_solved_by_their_days(city, contact):
    visited(city, contact)
    names = ("contact.points", "contact.visits", "contact.problems", "contact.solved")
    assert [value(city.officer_viewer, name) for name in names] == [1, 1, 2, 1]
    assert [value(city.sibling_viewer, name) for name in names] == [0, 0, 0, 0]
    problem = ContactProblem.objects.get(solved_on=None)
    actions.solve_problem(
        actor=city.secretary_viewer, at=AT, problem=problem, solved_on=date(2021, 6, 10),
        solution="腾出一间会议室",
    )  # fmt: skip
    assert value(city.officer_viewer, "contact.solved") == 2
    assert list(queries.open_problems(city.officer_viewer)) == []


@pytest.mark.parametrize(
    ("solved_on", "solution", "field"),
    [
        (date(2021, 5, 7), "早了", "solved_on"),
        (date(2021, 6, 21), "晚了", "solved_on"),
        (date(2021, 6, 1), "  ", "solution"),
    ],
)
def test_a_problem_closes_only_with_what_solved_it(city, contact, solved_on, solution, field):
    visited(city, contact)
    problem = ContactProblem.objects.get(solved_on=None)
    with pytest.raises(Refused) as caught:
        actions.solve_problem(
            actor=city.boss_viewer, at=AT, problem=problem, solved_on=solved_on, solution=solution
        )
    assert caught.value.field == field


@pytest.mark.parametrize("on", [date(2020, 12, 31), date(2021, 6, 21), date(2021, 5, 8)])
def test_a_visit_lies_in_the_contact_and_is_recorded_once(city, contact, on):
    visited(city, contact)
    with pytest.raises(Refused) as caught:
        visited(city, contact, on=on)
    assert caught.value.field == "on"


def test_who_records_a_visit_and_who_sees_it(city, contact):
    visited(city, contact)
    visited(city, contact, who="secretary", on=date(2021, 5, 9), problems=[])
    for who in ("sibling", "member"):
        with pytest.raises(Denied):
            visited(city, contact, who=who, on=date(2021, 5, 10))
        with pytest.raises(Denied):
            actions.assign_contact(
                actor=getattr(city, f"{who}_viewer"), at=AT, unit=city.a,
                leader_id=city.boss.pk, from_on=TODAY,
            )  # fmt: skip
    seen = {who: queries.visits_visible_to(getattr(city, f"{who}_viewer")).count()
            for who in ("officer", "boss", "secretary", "sibling", "member")}  # fmt: skip
    assert seen == {"officer": 2, "boss": 2, "secretary": 2, "sibling": 0, "member": 0}


def test_a_withdrawn_visit_takes_its_problems_along(city, contact):
    visit = visited(city, contact)
    actions.withdraw_visit(actor=city.boss_viewer, at=AT, visit=visit, reason="记在别的点上")
    names = ("contact.visits", "contact.problems", "contact.solved")
    assert [value(city.officer_viewer, name) for name in names] == [0, 0, 0]
    with pytest.raises(Refused, match="已经作废"):
        actions.withdraw_visit(actor=city.boss_viewer, at=AT, visit=visit, reason="再一次")


def test_the_list_says_how_often_when_last_and_what_is_open(city, contact):
    visited(city, contact)
    visited(city, contact, on=date(2021, 6, 1), problems=[("灯不亮", ""), ("漏水", "")])
    visited(city, contact, on=date(2021, 1, 5), problems=[])
    (row,) = queries.listed(city.officer_viewer, TODAY)
    assert (row.times, row.last_on, row.open) == (3, date(2021, 6, 1), 3)
    assert [one.text for one in queries.open_problems(city.officer_viewer)] == [
        "没有活动室", "灯不亮", "漏水",
    ]  # fmt: skip
    assert [one.pk for one in queries.own(city.boss_viewer, TODAY)] == [contact.pk]
    assert list(queries.own(city.officer_viewer, TODAY)) == []


def test_a_leader_records_a_visit_on_the_phone(city, contact, enter):
    client = enter(city.boss_user)
    address = f"/outreach/contacts/{contact.pk}/visit/"
    assert client.get(address).context["form"]["on"].value() == TODAY
    sent = {"on": "2021-06-18", "seen": "支部有活力", "problem1": "没有投影仪", "solution1": "",
            "problem2": "缺书", "solution2": "现场登记，第二天送到"}  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert list(ContactProblem.objects.values_list("text", "solved_on")) == [
        ("没有投影仪", None), ("缺书", date(2021, 6, 18)),
    ]  # fmt: skip
    wrong = client.post(address, {"on": "2021-06-19", "solution1": "解决了"})
    assert wrong.context["form"].errors == {"problem1": ["请写上解决的是什么问题"]}
    problem = ContactProblem.objects.get(solved_on=None)
    solved = {"solved_on": "2021-06-19", "solution": "已购置"}
    assert client.post(f"/outreach/problems/{problem.pk}/solve/", solved).status_code == 302
    page = client.get(f"/outreach/visits/{ContactVisit.objects.get().pk}/").content.decode()
    assert "已购置" in page
    assert enter(city.sibling_user).get(address).status_code == 404


def test_the_workbook_has_a_row_for_each_problem(city, contact, enter):
    visited(city, contact)
    answer = enter(city.officer_user).get("/outreach/contacts/export/")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert [(row[1], row[4], row[6]) for row in rows if row[0] == "甲支部"] == [
        ("方领导", "没有活动室", None),
        ("方领导", "缺学习资料", "当天配发"),
    ]


def test_the_pages_of_the_office_assign_and_end(city, enter):
    client = enter(city.officer_user)
    sent = {"unit": "A", "leader": city.boss.pk, "from_on": "2021-06-01"}
    answer = client.post("/outreach/contacts/new/", sent)
    assert "方领导" in client.get(answer["Location"]).content.decode()
    contact = Contact.objects.get()
    ended = client.post(f"/outreach/contacts/{contact.pk}/end/", {"until_on": "2021-06-20"})
    assert ended.status_code == 302
    assert enter(city.secretary_user).get("/outreach/contacts/new/").status_code == 403
