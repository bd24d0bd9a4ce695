"""Pages: the member's one tap, the organiser's one press, lists, names, sheets."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.volunteering.build import (
    LAST,
    NEXT,
    NOW,
    ON,
    at_clock,
    event,
    fresh,
    place,
    recorded,
    standing,
)
from xianfeng.checkin.models import UnitCheckin
from xianfeng.hours.models import Stint
from xianfeng.volunteering import actions
from xianfeng.volunteering.models import Event, Signup

LIST = reverse("volunteering:list")


def url(name, *keys):
    return reverse(f"volunteering:{name}", args=keys)


def words(answer, *wanted):
    """Return which of the words stand on a page."""
    said = answer.content.decode()
    return [word for word in wanted if word in said]


def sheet(answer):
    content = b"".join(answer.streaming_content)
    return list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))


def filled(**more):
    """Return an event as the form sends it."""
    chosen = {
        "title": "清洁家园", "category": "environment", "on": "2021-07-10", "starts_at": "09:00",
        "ends_at": "11:00", "places": "20",
    }  # fmt: skip
    return chosen | more


def test_one_tap_signs_up_and_shows_it_as_mine(city, browse):
    made, client = event(city), browse("first")
    assert words(client.get(LIST), "清洁家园", ">报名<", ">排候补<") == ["清洁家园", ">报名<"]
    answer = client.post(url("sign_up", made.pk), {"back": "list"})
    assert answer.headers["Location"] == LIST
    assert standing(made) == [("党员甲", "signed")]
    page = client.get(LIST)
    assert page.context["offered"] == []
    assert [one.event for one, _line, _may in page.context["mine"]] == [made]
    assert words(page, "已报名", "/withdraw/", "党员乙") == ["已报名", "/withdraw/"]


def test_when_it_is_full_the_place_in_the_waiting_list_is_said(city, browse):
    made = event(city, places=1)
    place(city, made, city.members[1])
    client = browse("first")
    assert words(client.get(LIST), ">排候补<", "已报名 1/1 人") == [">排候补<", "已报名 1/1 人"]
    client.post(url("sign_up", made.pk), {"back": "list"})
    assert words(client.get(LIST), "候补第 1 位", "名额已满，已排进候补") == [
        "候补第 1 位", "名额已满，已排进候补",
    ]  # fmt: skip
    row = Signup.objects.get(member=city.members[1])
    browse("fellow").post(url("withdraw", row.pk), {"version": 1, "back": "list"})
    assert words(client.get(LIST), "候补第 1 位", "已报名") == ["已报名"]
    assert standing(made) == [("党员乙", "withdrawn"), ("党员甲", "signed")]


def test_another_event_at_the_same_time_is_said_before_and_after(city, browse):
    place(city, event(city, title="义诊"), city.members[0])
    made, client = event(city), browse("first")
    assert words(client.get(LIST), "您同一时间已报《义诊》") == ["您同一时间已报《义诊》"]
    answer = client.post(url("sign_up", made.pk), {}, follow=True)
    assert answer.request["PATH_INFO"] == url("event", made.pk)
    assert words(answer, "同一时间您还报了《义诊》，去不了的请退出。") != []


def test_a_tap_on_what_is_not_open_is_told_so(city, browse):
    made = event(city)
    actions.cancel_event(actor=city.secretary, at=NOW, event=made, version=1, because="下雨")
    answer = browse("first").post(url("sign_up", made.pk), {"back": "list"}, follow=True)
    assert words(answer, "这场活动现在不接受报名") != []
    assert browse("neighbour").post(url("sign_up", made.pk)).status_code == 404
    assert browse("rival").post(url("sign_up", made.pk)).status_code == 404


def test_what_was_called_off_says_why_on_my_page(city, browse):
    made = event(city)
    place(city, made, city.members[0])
    actions.cancel_event(actor=city.secretary, at=NOW, event=made, version=1, because="下雨")
    assert words(browse("first").get(LIST), "已取消", "下雨", "/withdraw/") == ["已取消", "下雨"]


def test_after_the_last_day_withdrawing_asks_one_tick(city, browse, monkeypatch):
    made = event(city)
    row = place(city, made, city.members[0])
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: at_clock(NEXT, 8))
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: NEXT)
    client = browse("first")
    assert words(client.get(LIST), 'value="身体不适"') != []
    answer = client.post(url("withdraw", row.pk), {"version": 1, "back": "list"}, follow=True)
    assert words(answer, "报名已经截止，请选一个原因") != []
    client.post(url("withdraw", row.pk), {"version": 1, "because": "身体不适"})
    assert standing(made) == [("党员甲", "withdrawn")]


def test_once_it_has_begun_no_button_gives_a_place_back(city, browse, monkeypatch):
    made = event(city)
    place(city, made, city.members[0])
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: at_clock(NEXT, 9))
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: NEXT)
    pages = [
        (name, here) for name in ("first", "secretary") for here in (LIST, url("event", made.pk))
    ]
    for name, here in pages:
        page = browse(name).get(here)
        assert words(page, "清洁家园", "/withdraw/") == ["清洁家园"], (name, here)
    names = browse("secretary").get(url("people", made.pk))
    assert words(names, "党员甲", "/withdraw/", "代为报名") == ["党员甲"]


def test_an_event_is_published_with_its_name_kind_and_day(city, browse):
    UnitCheckin.objects.create(unit=city.one, community=city.east, from_on=ON)
    client = browse("secretary")
    form = client.get(url("new")).context["form"]
    assert (form["community"].value(), form["places"].value()) == (city.east.pk, 20)
    answer = client.post(url("new"), filled(community=city.east.pk))
    made = Event.objects.get()
    assert answer.headers["Location"] == url("event", made.pk)
    assert (made.state, made.unit, made.community) == ("open", city.one, city.east)


def test_a_draft_is_opened_later_by_its_button(city, browse):
    client = browse("secretary")
    client.post(url("new"), filled(draft="1"))
    made = Event.objects.get()
    assert made.state == "draft"
    client.post(url("step", made.pk, "open_event"), {"version": 1})
    assert fresh(made).state == "open"


def test_what_is_to_be_put_right_keeps_what_was_typed(city, browse):
    answer = browse("secretary").post(url("new"), filled(ends_at="08:00", venue="东门"))
    assert answer.status_code == 422
    assert words(answer, "结束时间应在开始时间之后", 'value="东门"', 'value="清洁家园"') == [
        "结束时间应在开始时间之后", 'value="东门"', 'value="清洁家园"',
    ]  # fmt: skip
    assert Event.objects.count() == 0


@pytest.mark.parametrize("name", ["first", "leader", "worker"])
def test_who_keeps_no_records_plans_nothing(city, browse, name):
    assert browse(name).get(url("new")).status_code == 403
    assert browse("second").get(url("new"), {"unit": "B1"}).status_code == 404


def test_a_change_by_somebody_else_is_said(city, browse):
    made, client = event(city), browse("secretary")
    assert client.get(url("edit", made.pk)).context["form"]["title"].value() == "清洁家园"
    client.post(url("edit", made.pk), filled(title="义诊", version=1))
    answer = client.post(url("edit", made.pk), filled(title="值守", version=1))
    assert (answer.status_code, fresh(made).title) == (422, "义诊")
    assert words(answer, "别人刚刚办过这一步") != []
    held = recorded(city)
    assert client.get(url("edit", held.pk)).headers["Location"] == url("event", held.pk)


def test_one_press_records_that_all_came(city, browse):
    early = at_clock(date(2021, 6, 1))
    made = event(city, at=early, on=LAST)
    for person in city.members[:2]:
        place(city, made, person, at=early)
    client = browse("secretary")
    page = client.get(url("record", made.pk))
    form = page.context["form"]
    assert list(form.fields) == ["version", "absent", "others", "hours"]
    assert [label for _key, label in form.fields["others"].choices] == ["党员丙"]
    data = {"version": form["version"].value(), "hours": form["hours"].value()}
    answer = client.post(url("record", made.pk), data, follow=True)
    assert words(answer, "已登记，到场党员的服务时长已记好。", "更正到场") != []
    given = Stint.objects.order_by("member__name").values_list("member__name", "hours")
    assert list(given) == [("党员乙", 2), ("党员甲", 2)]


def test_correcting_starts_from_what_was_said(city, browse):
    made = recorded(city)
    client, first = browse("secretary"), city.members[0]
    data = {"version": made.version, "hours": "1.5", "absent": [first.pk]}
    client.post(url("record", made.pk), data)
    form = client.get(url("record", made.pk)).context["form"]
    assert (form["absent"].value(), str(form["hours"].value())) == ([first.pk], "1.50")
    assert list(Stint.objects.values_list("member__name", flat=True)) == ["党员乙"]


def test_nobody_came_is_to_be_put_right_on_the_page(city, browse):
    made = event(city, at=at_clock(LAST, 8), on=LAST)
    answer = browse("secretary").post(url("record", made.pk), {"version": 1, "hours": "2"})
    assert answer.status_code == 422
    assert words(answer, "一个人也没有来的，请取消这场活动并写明原因。") != []


def test_the_names_are_the_organisers_and_each_branch_sees_its_own(city, browse):
    made = event(city, actor=city.clerk, unit=city.office, for_all=True, places=9)
    place(city, made, city.members[0])
    place(city, made, city.outsider, actor=city.rival)
    here = url("people", made.pk)
    assert words(browse("clerk").get(here), "党员甲", "外局党员") == ["党员甲", "外局党员"]
    for name in ("secretary", "rival", "first", "worker"):
        assert browse(name).get(here).status_code == 404
    page = url("event", made.pk)
    assert words(browse("secretary").get(page), "党员甲", "外局党员") == ["党员甲"]
    assert words(browse("fellow").get(page), "党员甲", "外局党员") == []


def test_the_secretary_signs_up_who_has_no_telephone(city, browse):
    made, client = event(city), browse("secretary")
    here = url("people", made.pk)
    names = [one.member.name for one in client.get(here, {"name": "丙"}).context["others"]]
    assert names == ["党员丙"]
    answer = client.post(url("several", made.pk), {"row": [city.members[2].pk, "x"]}, follow=True)
    assert words(answer, "已代 1 人报名。", "代报") == ["已代 1 人报名。", "代报"]
    assert words(client.post(url("several", made.pk), {}, follow=True), "请先勾选。") != []
    other = client.post(url("several", made.pk), {"row": [city.outsider.pk]}, follow=True)
    assert words(other, "这场活动只对主办党组织的党员开放。") != []
    assert standing(made) == [("党员丙", "signed")]


def test_sheets_hold_what_the_pages_show(city, browse):
    made = recorded(city, community=city.east)
    event(city, actor=city.second, unit=city.two)
    rows = sheet(browse("secretary").get(url("export")))
    assert [row[1] for row in rows[1:]] == ["清洁家园"]
    assert rows[1][2:9] == (
        "环境整治", rows[1][3], "09:00", "11:00", "东街社区", None, None,
    )  # fmt: skip
    assert rows[1][9:15] == (2, 2, 0, 2, 2, "已举办")
    names = sheet(browse("secretary").get(url("people_export", made.pk)))
    assert [row[:6] for row in names[1:]] == [
        (1, "党员甲", "第一支部", "已报名", "代报", "到场"),
        (2, "党员乙", "第一支部", "已报名", "代报", "到场"),
    ]  # fmt: skip


def test_a_list_says_what_waits_to_be_recorded(city, browse):
    early = at_clock(date(2021, 6, 1))
    event(city, at=early, on=date(2021, 6, 19), title="甲")
    event(city, at=early, on=LAST, title="乙")
    event(city, sign_up_by=date(2021, 6, 29), title="丙")
    lines = browse("clerk").get(LIST).context["lines"]
    assert [(one.row.title, one.mark, one.words) for one in lines] == [
        ("丙", "open", "报名截止，待举办"), ("乙", "soon", "待登记到场"),
        ("甲", "overdue", "登记到场逾期 4 天"),
    ]  # fmt: skip


def test_a_unit_that_is_not_mine_narrows_nothing_to_be_seen(city, browse):
    event(city)
    assert browse("clerk").get(LIST, {"unit": "E1"}).status_code == 404
    found = browse("clerk").get(LIST, {"unit": "第二支部", "state": "x", "year": "y"})
    assert (found.status_code, found.context["lines"]) == (200, [])


def test_a_community_worker_sees_the_events_there_and_no_names(city, browse):
    there = event(city, community=city.east)
    event(city, title="义诊", community=city.west)
    place(city, there, city.members[0])
    page = browse("worker").get(LIST)
    assert words(page, "清洁家园", "义诊", "服务队", "发起活动") == ["清洁家园"]
    assert words(browse("worker").get(url("event", there.pk)), "清洁家园", "党员甲") == ["清洁家园"]


def test_teams_are_founded_filled_and_ended_by_the_branch(city, browse):
    client = browse("secretary")
    answer = client.post(url("team_new"), {"name": "先锋队", "founded_on": "2021-06-01"})
    team = answer.headers["Location"]
    form = client.get(team).context["form"]
    assert [label for _key, label in form.fields["members"].choices] == [
        "党员丙", "党员乙", "党员甲",
    ]  # fmt: skip
    client.post(team, {"version": 1, "members": [city.members[0].pk]})
    assert words(browse("leader").get(team), "党员甲", "党员乙", "保存队员") == ["党员甲"]
    listed = browse("clerk").get(url("teams")).context["page"].object_list
    assert [(one.name, one.size) for one in listed] == [("先锋队", 1)]
    assert client.get(f"{team}end/").status_code == 200
    client.post(f"{team}end/", {"version": 2, "ended_on": "2021-06-30"})
    assert list(client.get(url("teams")).context["page"].object_list) == []
    assert browse("first").get(url("teams")).status_code == 404
    assert browse("second").get(team).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_as_much_for_three_as_for_one(city, browse, number, django_assert_num_queries):
    for day in range(number):
        made = event(city, on=date(2021, 7, 10 + day))
        place(city, made, city.members[0])
        event(city, on=date(2021, 7, 20 + day))
        for person in city.members[:number]:
            if person != city.members[0]:
                place(city, made, person)
    member, clerk = browse("first"), browse("clerk")
    member.get(LIST), clerk.get(LIST)
    with django_assert_num_queries(6):
        found = member.get(LIST).context
    assert (len(found["mine"]), len(found["offered"])) == (number, number)
    with django_assert_num_queries(6):
        assert len(clerk.get(LIST).context["lines"]) == 2 * number
    with django_assert_num_queries(7):
        assert len(clerk.get(url("people", made.pk)).context["rows"]) == min(number, 3)
