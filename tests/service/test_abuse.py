"""Pages that need no account hold against who floods, guesses, forges and pries."""

import logging
from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from tests.service import build
from tests.service.resident import CONTACT, WHAT, fill, order, where
from tests.units.build import NOW
from xianfeng.kernel.models import Submission
from xianfeng.service import doors, rules
from xianfeng.service.models import Knock, Rating, Request
from xianfeng.service.views.public import draft, gate

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return build.City()


def text(answer):
    return answer.content.decode()


def test_ten_thousand_posts_of_one_address_come_to_twenty_requests(client, city, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    before, told = Submission.objects.count(), Counter()
    for number in range(150):
        phone = {"phone": f"1380001{number:04}"}
        for step, said in (("", WHAT), ("where/", where(city.east)), ("contact/", phone),
                           ("check/", {})):  # fmt: skip
            told[client.post(f"/ask/{step}", said).status_code] += 1
    assert told == {302: 200, 429: 400}  # 60 drafts of four steps each, of which 20 were taken in
    # Beyond that a page costs nothing but this one question, which is asked alone to save time.
    assert [doors.let_in("post", "127.0.0.1", NOW) for _ in range(9_400)] == [False] * 9_400
    assert (Request.objects.count(), Submission.objects.count() - before) == (20, 20)
    assert {(row.door, row.times) for row in Knock.objects.all()} == {("post", 240), ("place", 20)}
    assert order(Client(REMOTE_ADDR="10.0.0.2"), city.east).source == "resident"


def test_numbers_are_tried_sixty_times_an_hour(client, city):
    told = [client.post("/ask/status/", {"number": "x"}).status_code for _ in range(70)]
    assert told == [422] * 60 + [429] * 10


def test_too_often_is_said_calmly_and_nothing_typed_is_lost(client, city):
    fill(client, city.east)
    Knock.objects.update(times=doors.AT_MOST["post"])
    answer = client.post("/ask/check/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "请过一会儿再来" in text(answer)
    assert WHAT["text"] in text(client.get("/ask/check/"))


def test_an_hour_later_one_may_come_again_and_old_rows_are_gone(city):
    assert [doors.let_in("place", "10.0.0.1", NOW) for _ in range(21)] == [True] * 20 + [False]
    assert doors.let_in("place", "10.0.0.2", NOW) is True
    assert doors.let_in("place", "10.0.0.1", NOW + timedelta(hours=1)) is True
    assert Knock.objects.count() == 3
    doors.let_in("place", "10.0.0.1", NOW + timedelta(hours=20))
    assert Knock.objects.count() == 1


def test_twenty_requests_an_hour_come_from_one_address(client, city):
    for number in range(20):
        order(client, city.east, contact={"phone": f"138000001{number:02}"})
    fill(client, city.east, contact={"phone": "13800000199"})
    assert client.post("/ask/check/").status_code == 429
    assert Request.objects.count() == 20


def test_a_telephone_has_three_open_requests_and_no_page_says_so(client, city):
    for _ in range(3):
        order(client, city.east)
    fill(client, city.east)
    refused = client.post("/ask/check/")
    Knock.objects.filter(door="place").update(times=doors.AT_MOST["place"])
    fill(client, city.east, contact={"phone": "13800000008"})
    of_address = client.post("/ask/check/")
    assert (refused.status_code, of_address.status_code) == (429, 429)
    assert refused.templates[0].name == of_address.templates[0].name
    assert "电话" not in text(refused).replace("打电话给社区", "")
    assert Request.objects.count() == 3


def test_what_the_community_took_down_does_not_count_against_a_telephone(client, city):
    for _ in range(4):
        build.actions.place_request(
            actor=city.worker, at=NOW, wanted=build.wanted(city), source="worker"
        )
    assert order(client, city.east).source == "resident"


def test_one_household_counts_once_and_a_forged_header_counts_for_nothing(rf, settings):
    def address(**meta):
        return gate.address_of(rf.get("/ask/", **meta))

    forged = {"REMOTE_ADDR": "10.0.0.9", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}
    settings.ON_LOOPBACK = True
    assert address(**forged) == "10.0.0.9"
    settings.ON_LOOPBACK = False  # a proxy stands before it, and writes last
    assert address(**forged) == "2.2.2.2"
    assert address(REMOTE_ADDR="10.0.0.9") == "10.0.0.9"
    assert address(REMOTE_ADDR="2001:db8:1:2:3::4") == address(REMOTE_ADDR="2001:db8:1:2::9")
    assert address(REMOTE_ADDR="no address") == "unknown"


def test_the_address_itself_is_kept_nowhere(client, city):
    client.post("/ask/", WHAT, REMOTE_ADDR="203.0.113.77")
    row = Knock.objects.get()
    assert (len(bytes(row.key)), b"203.0.113" in bytes(row.key)) == (32, False)


def test_a_wrong_number_and_one_that_cannot_be_one_are_answered_alike(client, city):
    build.placed(city)
    unknown, impossible = rules.new_number(), "1"
    pages = [
        text(client.post("/ask/status/", {"number": typed})).replace(f'value="{typed}"', "")
        for typed in (unknown, impossible)
    ]
    strip = [page.split('<main id="main"')[1].split("csrfmiddlewaretoken")[0] for page in pages]
    assert strip[0] == strip[1]
    assert "没有找到这个编号" in strip[0]


def test_both_are_looked_for_with_the_same_queries(client, city, django_assert_num_queries):
    client.post("/ask/status/", {"number": "1"})
    for typed in (rules.new_number(), "1", "", "🙂" * 60):
        with django_assert_num_queries(5):
            assert client.post("/ask/status/", {"number": typed}).status_code == 422


def test_no_address_and_no_cookie_shows_the_number(client, city):
    request = order(client, city.east)
    for answer in (client.get("/ask/done/"), client.get("/ask/status/")):
        links = text(answer).split('href="')[1:] + text(answer).split('action="')[1:]
        assert [link for link in links if request.number in link.split('"')[0]] == []
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
    cookie = client.cookies["ask"]
    assert request.number not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/ask/")


def test_a_cookie_that_was_altered_or_grew_old_holds_nothing(client, city, monkeypatch):
    fill(client, city.east)
    whole = client.cookies["ask"].value
    for broken in (whole[:-6] + "AAAAAA", "AQ==", "no base64 §", ""):
        client.cookies["ask"] = broken
        assert client.post("/ask/check/").status_code == 200
    client.cookies["ask"] = whole
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW + timedelta(hours=3))
    assert client.post("/ask/check/").status_code == 200
    assert Request.objects.count() == 0


def test_a_rating_sent_again_is_one_voice(city):
    request = build.done(city)
    for stars in ("5", "1", "1"):
        browser = Client()
        browser.post("/ask/status/", {"number": request.number})
        browser.post("/ask/status/rate/", {"stars": stars})
    assert [(row.stars) for row in Rating.objects.all()] == [5]


def test_nobody_acts_without_a_number(city):
    build.done(city)
    stranger = Client()
    for verb in ("cancel", "rate", "again"):
        stranger.post(f"/ask/status/{verb}/", {"stars": "1"})
    assert (Rating.objects.count(), Request.objects.get().state) == (0, "done")


@pytest.mark.parametrize("route", ["", "where/", "contact/", "check/", "status/", "status/rate/"])
def test_what_another_site_sends_is_refused(city, route):
    assert Client(enforce_csrf_checks=True).post(f"/ask/{route}", WHAT).status_code == 403


def test_scripts_in_every_field_are_words(client, city):
    fill(
        client, city.east,
        what=WHAT | {"text": f"灯{SCRIPT}"},
        contact=CONTACT | {"contact": "<b>王</b>"},
        address=SCRIPT,
    )  # fmt: skip
    page = text(client.get("/ask/check/"))
    assert SCRIPT not in page
    assert page.count("&lt;script&gt;alert(1)") == 2
    client.post("/ask/check/")
    assert SCRIPT not in text(client.get("/ask/status/"))
    unknown = text(client.post("/ask/status/", {"number": f'"{SCRIPT}'}))
    assert SCRIPT not in unknown


def test_signs_that_steer_a_screen_are_left_out(client, city):
    request = order(client, city.east, what=WHAT | {"text": "灯\u202e不\x07亮\x00\r\n在楼\u200b道"})
    assert request.text == "灯不亮 在楼道"


def test_what_is_too_long_is_said_and_never_kept(client, city):
    assert client.post("/ask/", WHAT | {"text": "长" * 101}).status_code == 422
    assert client.post("/ask/", WHAT | {"text": "长" * 30000}).status_code == 413
    assert client.post("/ask/where/", where(city.east, address="长" * 81)).status_code == 422
    assert "ask" not in client.cookies


def test_the_longest_that_fits_stays_below_what_a_browser_holds(client, city):
    fill(
        client, city.grid,
        what=WHAT | {"text": "😀" * 100},
        contact=CONTACT | {"contact": "😀" * 20},
        address="😀" * 80,
    )  # fmt: skip
    assert len(client.cookies["ask"].OutputString()) < 4096
    assert draft.COOKIE in client.cookies


def test_the_log_holds_nobody(client, city, caplog):
    caplog.set_level(logging.DEBUG)
    request = order(client, city.east)
    client.post("/ask/contact/", {"phone": "1380000", "contact": "王阿姨"})
    client.post("/ask/status/", {"number": request.number})
    ours = [each.getMessage() for each in caplog.records if not each.name.startswith("django.db")]
    for never in ("13800000009", "1380000", "王阿姨", request.number):
        assert [line for line in ours if never in line] == []
