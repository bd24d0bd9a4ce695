"""The desk and the page of a request: what each side finds, and how few taps a step takes."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.service.build import (
    NOW,
    ON,
    PHONE,
    City,
    accepted,
    checked,
    closed,
    offered,
    part_of,
    placed,
    sent,
)
from tests.service.test_proposing import check_in
from xianfeng.checkin import actions as checkin_actions
from xianfeng.service import actions
from xianfeng.service.models import Dispatch, Request

pytestmark = pytest.mark.django_db
DESK = reverse("service:desk")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def browse(city, name):
    client = Client()
    client.force_login(city.users[name])
    return client


def page(request):
    return reverse("service:request", args=[request.pk])


def step(request, verb):
    return reverse("service:step", args=[request.pk, verb])


def listed(client, **asked):
    return [line.row.text for line in client.get(DESK, asked).context["lines"]]


def test_everybody_finds_what_waits_for_them(city):
    placed(city, text="漏水一")
    checked(city, text="漏水二", phone="13800000010")
    sent(city, text="漏水三", phone="13800000011")
    worker, secretary = browse(city, "worker"), browse(city, "secretary")
    assert listed(worker) == ["漏水一", "漏水二", "漏水三"]
    assert [value for _label, value, _href in worker.get(DESK).context["boxes"]] == [
        1, 1, 1, 0, 0, 0, 0, 0,
    ]  # fmt: skip
    assert listed(worker, box="check") == ["漏水一"]
    assert listed(worker, box="send") == ["漏水二"]
    assert listed(secretary) == ["漏水三"]
    assert [value for _label, value, _href in secretary.get(DESK).context["boxes"]] == [
        1, 0, 0, 0, 0,
    ]  # fmt: skip
    for name in ("neighbour", "rival", "second", "first"):
        assert listed(browse(city, name)) == []


def test_what_has_ended_is_found_when_asked_for(city):
    closed(city, text="漏水一")
    placed(city, text="漏水二", phone="13800000021")
    for name, still, every in (
        ("worker", ["漏水二"], ["漏水一", "漏水二"]),
        ("secretary", [], ["漏水一"]),
    ):
        client = browse(city, name)
        assert (listed(client), listed(client, box="every")) == (still, every)


def test_what_is_late_is_found_as_of_a_day(city):
    placed(city, text="漏水一")
    worker = browse(city, "worker")
    assert listed(worker, box="late", as_of="2021-07-09") == []
    assert listed(worker, box="late", as_of="2021-07-10") == ["漏水一"]
    line = worker.get(DESK, {"as_of": "2021-07-10"}).context["lines"][0]
    assert (line.mark, line.words) == ("overdue", "已提交，待社区核对，逾期 1 天")


def test_the_desk_asks_as_much_for_three_as_for_one(city, django_assert_num_queries):
    worker = browse(city, "worker")
    placed(city)
    worker.get(DESK)
    with django_assert_num_queries(7):
        assert len(listed(worker)) == 1
    for number in range(2):
        placed(city, phone=f"1380000002{number}")
    with django_assert_num_queries(7):
        assert len(listed(worker)) == 3


def test_the_sheet_holds_the_list_and_nobodys_contact(city):
    placed(city)
    answer = browse(city, "worker").get(reverse("service:desk_export"))
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[0][:4] == ("社区", "网格", "要办的事", "类别")
    assert rows[1][:4] == ("东街社区", "第1网格", "水龙头漏水", "便民维修")
    assert len(rows) == 2
    written = " ".join(str(cell) for row in rows for cell in row)
    assert [word for word in (PHONE, "住户", "1栋101") if word in written] == []


def test_who_asked_is_seen_by_the_handler_alone_and_while_it_is_open(city):
    request = sent(city)
    for name, sees in (("worker", True), ("secretary", True), ("leader", False)):
        assert (PHONE in browse(city, name).get(page(request)).content.decode()) is sees
    for name in ("neighbour", "second", "rival", "first"):
        assert browse(city, name).get(page(request)).status_code == 404
    ended = closed(city, phone="13800000012")
    for name in ("worker", "secretary", "first"):
        said = browse(city, name).get(page(ended)).content.decode()
        assert ("13800000012" in said, "水龙头漏水" in said) == (False, True)


def test_a_member_reads_the_address_once_they_accepted(city):
    request = offered(city, phone="13800000013", address="2栋202")
    client = browse(city, "first")
    said = client.get(page(request)).content.decode()
    assert ("2栋202" in said, "第1网格" in said, "记录" in said) == (False, True, False)
    mine = part_of(request, city.members[0])
    actions.accept_place(actor=city.first, at=NOW, dispatch=mine, version=1)
    assert "2栋202" in client.get(page(request)).content.decode()


def test_the_same_again_is_shown_beside_and_merged_with_one_tap(city):
    first, second = placed(city), placed(city)
    worker = browse(city, "worker")
    assert "可能重复" in worker.get(DESK).content.decode()
    offer = next(s for s in worker.get(page(second)).context["steps"] if s.verb == "merge_request")
    assert offer.form["into"].value() == first.pk
    worker.post(step(second, "merge_request"), {"version": 1, "into": first.pk})
    second.refresh_from_db()
    assert (second.state, second.repeats) == ("refused", first)
    assert "merge_request" not in [s.verb for s in worker.get(page(first)).context["steps"]]


def test_a_branch_that_checked_in_is_offered_with_how_many_fit(city):
    checkin_actions.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=city.east, from_on=ON
    )
    for person in city.members[:2]:
        check_in(city, person)
    check_in(city, city.members[2], skills=("law",))
    request = checked(city, skill="plumbing")
    worker = browse(city, "worker")
    form = next(
        s.form for s in worker.get(page(request)).context["steps"] if s.verb == "send_request"
    )
    assert form.fields["unit"].choices == [(city.one.pk, "第一支部（已报到，2 人合适）")]
    worker.post(step(request, "send_request"), {"version": 2, "unit": city.one.pk})
    request.refresh_from_db()
    assert (request.state, request.unit) == ("sent", city.one)


@pytest.mark.parametrize("named", ["没有的支部", "", "甲局机关党委"])
def test_only_a_branch_that_is_there_can_be_sent_a_request(city, named):
    request = checked(city)
    data = {"version": 2, "named": named}
    answer = browse(city, "worker").post(step(request, "send_request"), data)
    assert answer.status_code == 422
    assert "党支部" in answer.content.decode()
    request.refresh_from_db()
    assert request.state == "checked"


def test_who_fits_is_proposed_with_reasons_and_ticked(city):
    check_in(city, city.members[1])
    request = sent(city, skill="plumbing")
    secretary = browse(city, "secretary")
    form = next(
        s.form for s in secretary.get(page(request)).context["steps"]
        if s.verb == "dispatch_request"
    )  # fmt: skip
    assert form.fields["members"].choices == [
        (city.members[1].pk, "党员乙（技能相符、同网格、合本人意愿、本月尚未服务）"),
        (city.members[2].pk, "党员丙"), (city.members[0].pk, "党员甲"),
    ]  # fmt: skip
    ticked = form["members"].value()
    assert ticked == [city.members[1].pk]
    data = {"version": request.version, "members": ticked}
    assert secretary.post(step(request, "dispatch_request"), data).status_code == 302
    asked = Dispatch.objects.get()
    assert (asked.member, asked.proposed) == (city.members[1], "skill,grid,wish,unused")


def test_a_member_who_accepted_may_say_that_it_is_done(city):
    request = accepted(city)
    client = browse(city, "first")
    assert [s.verb for s in client.get(page(request)).context["steps"]] == ["finish_request"]
    data = {"version": request.version, "done_on": "2021-06-30", "minutes": 90, "result": "修好"}
    assert client.post(step(request, "finish_request"), data).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.minutes) == ("done", 90)
    assert browse(city, "fellow").post(step(request, "finish_request"), data).status_code == 404


def test_a_worker_takes_a_request_down_with_what_is_said_on_the_telephone(city):
    worker, new = browse(city, "worker"), reverse("service:request_new")
    form = worker.get(new).context["form"]
    assert form.fields["community"].choices == [(city.east.pk, "东街社区")]
    typed = {"text": "灯坏了", "contact": "老人", "phone": "13800000014", "address": "3栋"}
    chosen = {"category": "repair", "community": city.east.pk, "places": 1, "urgency": 2}
    assert worker.post(new, typed | chosen | {"phone": "不知道"}).status_code == 200
    assert not Request.objects.exists()
    answer = worker.post(new, typed | chosen | {"grid": city.grid.pk})
    made = Request.objects.get()
    assert answer.headers["Location"] == page(made)
    assert (made.state, made.source, made.grid, made.urgency) == ("checked", "worker", city.grid, 2)
    assert worker.post(new, typed | chosen | {"community": city.west.pk}).status_code == 200
    assert browse(city, "secretary").get(new).status_code == 403
    assert Request.objects.count() == 1


def test_what_two_did_at_once_is_told_to_the_second(city):
    request = placed(city)
    worker = browse(city, "worker")
    data = {"version": 9, "places": 1, "urgency": 1}
    answer = worker.post(step(request, "check_request"), data)
    assert answer.status_code == 422
    assert "别人刚刚办过这一步" in answer.content.decode()
    form = next(s.form for s in answer.context["steps"] if s.opened)
    assert form["version"].value() == "1"


@pytest.mark.parametrize("verb", ["rate_request", "no_such", "accept_place"])
def test_no_other_step_has_an_address(city, verb):
    answer = browse(city, "worker").post(step(placed(city), verb), {"version": 1})
    assert answer.status_code in {403, 404}


def test_what_the_second_wrote_is_kept_and_can_be_sent_anew(city):
    request = placed(city)
    worker = browse(city, "worker")
    answer = worker.post(step(request, "refuse_request"), {"version": 9, "because": "属于物业负责"})
    said = answer.content.decode()
    assert ("属于物业负责" in said, "[&#x27;" in said) == (True, False)
    sent = next(one.form for one in answer.context["steps"] if one.verb == "refuse_request")
    data = {name: sent[name].value() for name in ("version", "because")}
    assert data == {"version": "1", "because": "属于物业负责"}
    assert worker.post(step(request, "refuse_request"), data).status_code == 302
