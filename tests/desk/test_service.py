"""What service asks of a branch, a member and a community worker, on their desks."""

from datetime import date

import pytest
from django.test import Client

from tests.desk.reading import read
from tests.partners.build import RECEIVED, checked_in
from tests.partners.build import proposed as deed_proposed
from tests.partners.build import recorded as deed_recorded
from tests.service.build import City, accepted, offered, placed, sent
from tests.units.build import NOW
from tests.volunteering.build import proposed as event_proposed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 6, 30))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(db):
    return City()


def desk(city, who):
    client = Client()
    client.force_login(city.users[who])
    return read(client, "/")


def asked(page):
    """Return (what, until when and by whom, button, where it leads) of what waits for an answer."""
    found = []
    for card in page.all("section", c="card"):
        for line in card.all("ul", c="desk-answers")[0].all("li") if has_answers(card) else ():
            button = line.all("a", c="btn")[0]
            mark = line.all("div", c="desk-mark")[0].text
            found.append((line.all("p")[0].text, mark, button.text, button.attrs["href"]))
    return found


def has_answers(card):
    return card.all("h2")[0].text == "等我答复"


def test_a_branch_is_led_to_what_was_sent_to_it(city):
    request = sent(city)
    placed(city, phone="13800000008")
    assert asked(desk(city, "secretary")) == [
        ("服务单：水龙头漏水", "◐还有 2 天 东街社区", "派人", f"/service/requests/{request.pk}/")
    ]
    assert asked(desk(city, "second")) == []


def test_a_member_is_led_to_what_they_are_asked_and_to_what_they_accepted(city):
    offered(city)
    accepted(city, phone="13800000008", text="灯不亮")
    assert asked(desk(city, "first")) == [
        ("服务单：水龙头漏水", "◐还有 1 天 东街社区", "接单", "/service/mine/"),
        ("服务单：灯不亮", "◐还有 9 天 东街社区", "办结", "/service/mine/"),
    ]
    assert asked(desk(city, "fellow")) == []


def test_a_branch_is_led_to_what_its_community_proposes_and_has_done(city):
    relation = checked_in(city)
    deed = deed_proposed(city, relation, actor=city.worker, title="修路灯")
    done = deed_recorded(city, relation, RECEIVED, actor=city.worker, title="借用会议室")
    deed_proposed(city, relation, title="送电影")  # waits for the community
    event = event_proposed(city)
    assert asked(desk(city, "secretary")) == [
        ("实事：修路灯", "◐2021-06-30 东街社区", "答复", f"/partners/deeds/{deed.pk}/"),
        ("实事：借用会议室", "◐2021-06-30 东街社区", "确认", f"/partners/deeds/{done.pk}/"),
        ("社区提议的活动：清洁家园", "◐还有 10 天 东街社区", "答复", f"/volunteering/{event.pk}/"),
    ]
    assert asked(desk(city, "second")) == []
    assert number(desk(city, "worker"), "等社区答复或确认的实事") == "1件"
    assert number(desk(city, "neighbour"), "等社区答复或确认的实事") == "0件"


def test_from_december_a_worker_is_led_to_the_reports_of_the_year(city, monkeypatch):
    checked_in(city)
    assert "等社区意见的党组织" not in numbers(desk(city, "worker"))
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 12, 1))
    found = numbers(desk(city, "worker"))
    assert (found["等社区意见的党组织"], found["等社区意见的党员"]) == ("1个", "0名")


def numbers(page):
    """Return {what: how many} of a worker's desk."""
    return {
        line.all("div", c="desk-what")[0].text: line.all("div", c="desk-mark")[0].text
        for line in page.all("li", c="desk-task")
    }


def number(page, what):
    return numbers(page)[what]


def test_a_community_worker_has_a_desk_of_numbers(city):
    placed(city)
    placed(city, phone="13800000008")
    sent(city, phone="13800000007")
    assert numbers(desk(city, "worker")) == {
        "待核对": "2件", "待派给党支部": "0件", "超过承诺日期": "0件", "暂时没有人能办": "0件",
        "待确认的党组织": "0个", "待确认的党员": "0名",
        "等社区答复或确认的实事": "0件", "社区答应办的": "0件",
    }  # fmt: skip
    assert list(numbers(desk(city, "neighbour")).values()) == [
        "0件", "0件", "0件", "0件", "0个", "0名", "0件", "0件",
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desks_ask_as_much_for_three_as_for_one(city, rows, django_assert_num_queries):
    for number in range(rows):
        sent(city, phone=f"1380000010{number}")
        offered(city, phone=f"1380000020{number}")
    for who, queries in (("secretary", 12), ("first", 10), ("worker", 8)):
        client = Client()
        client.force_login(city.users[who])
        client.get("/")
        with django_assert_num_queries(queries):
            client.get("/")
