"""A resident asks for something, finds it again, takes it back, and says how it went."""

from datetime import date

import pytest
from django.test import Client

from tests.service import build
from tests.service.resident import CONTACT, WHAT, fill, order, where
from tests.units.build import NOW
from xianfeng.kernel import crypto
from xianfeng.service import actions
from xianfeng.service.models import Rating, Request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return build.City()


def text(answer):
    return answer.content.decode()


def holding(request):
    """Return a browser that has typed the number of a request."""
    client = Client()
    assert client.post("/ask/status/", {"number": request.number}).status_code == 302
    return client


def test_five_pages_and_six_answers_give_a_number(client, city):
    assert client.get("/ask/").status_code == 200
    assert client.post("/ask/", WHAT)["Location"] == "/ask/where/"
    assert client.post("/ask/where/", where(city.grid))["Location"] == "/ask/contact/"
    assert client.post("/ask/contact/", CONTACT)["Location"] == "/ask/check/"
    shown = text(client.get("/ask/check/"))
    for said in ("便民维修", WHAT["text"], "东街社区 第1网格", "1栋101", "哪天都行", "都可以",
                 "13800000009", "王阿姨"):  # fmt: skip
        assert said in shown
    assert Request.objects.count() == 0
    assert client.post("/ask/check/")["Location"] == "/ask/done/"
    request = Request.objects.get()
    assert (request.source, request.state, request.community, request.grid) == (
        "resident", "placed", city.east, city.grid,
    )  # fmt: skip
    assert crypto.unseal(request.phone_sealed) == "13800000009"
    assert crypto.unseal(request.contact_sealed) == "王阿姨"
    assert crypto.unseal(request.address_sealed) == "1栋101"
    done = text(client.get("/ask/done/"))
    number = request.number
    assert f"{number[:4]} {number[4:8]} {number[8:]}" in done
    assert "2021-07-09 以前办完" in done


def test_what_is_missing_is_said_on_top_and_the_rest_is_kept(client, city):
    answer = client.post("/ask/", {"category": "care", "text": " "})
    assert answer.status_code == 422
    assert "还有 1 处需要改一下" in text(answer)
    chosen = [line for line in text(answer).split("<input") if "checked" in line]
    assert ['value="care"' in line for line in chosen] == [True]
    answer = client.post("/ask/where/", where(city.east, on_date="2021-06-29", address="楼下"))
    assert (answer.status_code, "这一天已经过去" in text(answer)) == (422, True)
    assert 'value="楼下"' in text(answer)


@pytest.mark.parametrize("typed", ["12", "1380000000", "电话", "138000000091"])
def test_a_telephone_that_nobody_can_dial_is_asked_again(client, city, typed):
    assert client.post("/ask/contact/", {"phone": typed}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("+86 138-0000-0009", "13800000009"), ("010-88887777", "01088887777"),
     ("010-88887777转12", "0108888777712")],
)  # fmt: skip
def test_a_telephone_typed_any_way_is_kept_as_digits(client, city, typed, kept):
    request = order(client, city.east, contact={"phone": typed})
    assert crypto.unseal(request.phone_sealed) == kept


def test_going_back_finds_what_was_typed_and_correcting_returns_to_the_last_look(client, city):
    fill(client, city.east)
    assert WHAT["text"] in text(client.get("/ask/"))
    assert 'value="1栋101"' in text(client.get("/ask/where/"))
    assert 'value="13800000009"' in text(client.get("/ask/contact/"))
    changed = client.post("/ask/", WHAT | {"text": "灯不亮"})
    assert changed["Location"] == "/ask/check/"
    assert "灯不亮" in text(client.get("/ask/check/"))


def test_a_step_left_out_is_the_next_one_shown(client, city):
    client.post("/ask/", WHAT)
    assert client.get("/ask/check/")["Location"] == "/ask/where/"
    assert "还没有写要办的事" in text(Client().get("/ask/check/"))


def test_pressed_twice_it_is_one_request_with_one_number(client, city):
    fill(client, city.east)
    held = client.cookies["ask"].value
    assert client.post("/ask/check/")["Location"] == "/ask/done/"
    first = text(client.get("/ask/done/"))
    client.cookies["ask"] = held  # the second press left before the first answer came
    assert client.post("/ask/check/")["Location"] == "/ask/done/"
    number = Request.objects.get().number
    assert number[:4] in first
    assert number[:4] in text(client.get("/ask/done/"))


def test_a_grid_of_its_own_community_alone_is_offered(client, city):
    page = text(client.get("/ask/where/"))
    assert f'<option value="{city.grid.pk}">东街社区 第1网格</option>' in page
    assert f'<option value="{city.west.pk}">西街社区</option>' in page


@pytest.mark.parametrize("write", [str.lower, lambda n: f" {n[:4]}-{n[4:8]} {n[8:]} ", str])
def test_a_number_typed_any_way_is_found(client, city, write):
    request = build.placed(city)
    assert client.post("/ask/status/", {"number": write(request.number)}).status_code == 302
    page = text(client.get("/ask/status/"))
    assert "已经收到" in page
    assert "水龙头漏水" in page
    assert "2021-07-09" in page


def test_how_it_stands_is_said_without_names_of_people_or_the_contact(client, city):
    page = text(holding(build.accepted(city)).get("/ask/status/"))
    assert "已经有人答应来办" in page
    assert "第一支部" in page
    for never in ("党员甲", build.PHONE, "1栋101", "住户"):
        assert never not in page


def test_why_nothing_was_done_is_read_by_who_asked(city):
    request = build.placed(city)
    actions.refuse_request(
        actor=city.worker, at=NOW, request=request, version=1, because="不属于志愿服务"
    )
    page = text(holding(request).get("/ask/status/"))
    assert "没有办理" in page
    assert "不属于志愿服务" in page


def test_a_promise_that_has_passed_is_said(city, monkeypatch):
    request = build.placed(city)
    assert "承诺日期已经过了" not in text(holding(request).get("/ask/status/"))
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 7, 10))
    assert "承诺日期已经过了" in text(holding(request).get("/ask/status/"))


def test_it_is_taken_back_once(city):
    request = build.offered(city)
    browser = holding(request)
    assert "不用办了，取消" in text(browser.get("/ask/status/"))
    page = text(browser.post("/ask/status/cancel/", follow=True))
    assert "已经取消" in page
    assert "不用办了，取消" not in page
    page = text(browser.post("/ask/status/cancel/", follow=True))
    assert "这张服务单现在不能这样办" in page
    assert Request.objects.get().state == "cancelled"


def test_it_is_rated_with_one_press_and_words_if_wished(city):
    browser = holding(build.done(city))
    assert "很不满意" in text(browser.get("/ask/status/"))
    answer = browser.post("/ask/status/rate/", {"stars": "4", "words": "来得快"}, follow=True)
    assert "谢谢您的评价" in text(answer)
    rating = Rating.objects.get()
    assert (rating.stars, rating.text, rating.on) == (4, "来得快", build.ON)


@pytest.mark.parametrize("stars", ["", "0", "6", "五"])
def test_what_is_no_rating_is_asked_again_with_the_words_kept(city, stars):
    browser = holding(build.done(city))
    answer = browser.post("/ask/status/rate/", {"stars": stars, "words": "来得快"})
    assert answer.status_code == 422
    assert "来得快" in text(answer)
    assert Rating.objects.count() == 0


def test_before_it_is_done_nothing_can_be_rated(city):
    browser = holding(build.accepted(city))
    answer = browser.post("/ask/status/rate/", {"stars": "5"}, follow=True)
    assert "不能这样办" in text(answer)
    assert Rating.objects.count() == 0


def test_again_begins_with_the_same_and_asks_for_the_telephone_anew(city):
    browser = holding(build.closed(city))
    assert browser.post("/ask/status/again/")["Location"] == "/ask/"
    assert "水龙头漏水" in text(browser.get("/ask/"))
    assert f'value="{city.grid.pk}" selected' in text(browser.get("/ask/where/"))
    assert build.PHONE not in text(browser.get("/ask/contact/"))


def test_large_type_is_a_switch_of_the_browser(client):
    assert 'class="large-type"' not in text(client.get("/ask/where/"))
    answer = client.post("/ask/large-type/", {"back": "where"})
    assert answer["Location"] == "/ask/where/"
    assert 'class="large-type"' in text(client.get("/ask/where/"))
    client.post("/ask/large-type/", {"back": "//elsewhere.example"})
    assert 'class="large-type"' not in text(client.get("/ask/"))


def test_what_was_looked_up_is_cleared_from_a_shared_telephone(city):
    browser = holding(build.placed(city))
    browser.post("/ask/status/leave/")
    assert "水龙头漏水" not in text(browser.get("/ask/status/"))
