"""What is sent again, guessed, forged, or sent from where it does not belong."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.service import build
from tests.service.resident import CONTACT, WHAT, fill, order, where
from tests.units.build import NOW
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.service import actions, rules
from xianfeng.service.models import Dispatch, Rating, Request
from xianfeng.units.enums import GridLevel

pytestmark = pytest.mark.django_db
NEW = reverse("service:request_new")


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return build.City()


def text(answer):
    return answer.content.decode()


def browse(city, name):
    client = Client()
    client.force_login(city.users[name])
    return client


def holding(request):
    """Return a browser that has typed the number of a request."""
    client = Client()
    client.post("/ask/status/", {"number": request.number})
    return client


def step(request, verb):
    return reverse("service:step", args=[request.pk, verb])


def taken(city, **more):
    return {"category": "repair", "text": "灯坏了", "phone": "13800000014", "urgency": 1,
            "places": 1, "community": city.east.pk} | more  # fmt: skip


def test_two_hundred_guesses_from_two_hundred_addresses_are_answered_alike(city):
    known = {build.placed(city, phone=f"1380000{n:04}").number for n in range(3)}
    answers = set()
    for guess in range(200):
        browser, number = Client(REMOTE_ADDR=f"10.1.{guess}.1"), rules.new_number()
        answer = browser.post("/ask/status/", {"number": number})
        page = text(answer).replace(number, "")
        answers.add((answer.status_code, page.partition('name="csrfmiddlewaretoken"')[0]))
        assert (number in known, "ask" in browser.cookies) == (False, False)
    assert [status for status, _page in answers] == [422]


def test_numbers_of_one_minute_have_nothing_in_common(city):
    numbers = [build.placed(city, phone=f"1380000{n:04}").number for n in range(20)]
    assert len({number[:6] for number in numbers}) == 20
    assert len({number[-6:] for number in numbers}) == 20
    assert {len(set(signs)) > 4 for signs in zip(*numbers, strict=True)} == {True}


def test_two_browsers_with_one_number_have_one_voice_and_the_second_is_told(city):
    request = build.done(city)
    first, second = holding(request), holding(request)
    first.post("/ask/status/rate/", {"stars": "5", "words": "好"})
    late = second.post("/ask/status/rate/", {"stars": "1", "words": "差"}, follow=True)
    assert "这张服务单现在不能这样办" in text(late)
    assert [(row.stars, row.text) for row in Rating.objects.all()] == [(5, "好")]


def test_what_was_cancelled_or_confirmed_is_not_rated_nor_cancelled_again(city):
    gone = build.placed(city)
    browser = holding(gone)
    browser.post("/ask/status/cancel/")
    ended = build.done(city, phone="13800000010")
    actions.confirm_request(actor=city.worker, at=NOW, request=ended, version=ended.version)
    for each, state in ((browser, "cancelled"), (holding(ended), "closed")):
        assert "不能这样办" in text(each.post("/ask/status/rate/", {"stars": "1"}, follow=True))
        assert "不能这样办" in text(each.post("/ask/status/cancel/", follow=True))
        assert Request.objects.filter(state=state).count() == 1
    assert Rating.objects.count() == 0


def test_a_draft_sent_again_from_anywhere_is_the_same_request(client, city):
    fill(client, city.east)
    draft = client.cookies["ask"].value
    client.post("/ask/check/")
    number = Request.objects.get().number
    for each in range(3):
        other = Client(REMOTE_ADDR=f"10.2.0.{each}")
        other.cookies["ask"] = draft
        assert other.post("/ask/check/")["Location"] == "/ask/done/"
        assert number[:4] in text(other.get("/ask/done/"))
    holding(Request.objects.get()).post("/ask/status/cancel/")
    client.cookies["ask"] = draft
    client.post("/ask/check/")
    assert [row.state for row in Request.objects.all()] == ["cancelled"]


def test_a_draft_altered_after_the_last_look_is_what_is_looked_at_then(client, city):
    fill(client, city.east)
    draft = client.cookies["ask"].value
    client.post("/ask/", WHAT | {"text": "灯不亮"})
    client.post("/ask/check/")
    client.cookies["ask"] = draft
    client.post("/ask/check/")
    assert [row.text for row in Request.objects.all()] == ["灯不亮"]


def test_what_no_field_asks_for_is_not_read(client, city):
    forged = {
        "source": "worker", "urgency": "3", "places": "50", "skill": "law", "state": "closed",
        "number": "AAAAAAAAAAAA", "own_member": city.members[0].pk, "unit": city.one.pk,
        "promised_on": "2031-01-01", "key": "0", "answerable": city.one.pk, "community": "1",
    }  # fmt: skip
    for path, said in (("", WHAT), ("where/", where(city.grid)), ("contact/", CONTACT)):
        client.post(f"/ask/{path}", forged | said)
    client.post("/ask/check/", forged)
    made = Request.objects.get()
    read = (made.source, made.urgency, made.places, made.skill, made.state, made.unit)
    assert read == ("resident", 1, 1, "", "placed", None)
    assert (made.own_member, made.answerable, made.community) == (None, city.root, city.east)
    assert made.number != "AAAAAAAAAAAA"


@pytest.mark.parametrize("place", ["0", "-1", "999999", "9" * 30, "x", "", "1;2", "\0"])
def test_a_place_that_is_none_is_asked_again(client, city, place):
    answer = client.post("/ask/where/", where(city.east) | {"place": place})
    assert (answer.status_code, "ask" in client.cookies) == (422, False)


def test_an_estate_is_no_place_to_choose(client, city):
    estate = build.place("和家小区", city.east, GridLevel.ESTATE)
    assert client.post("/ask/where/", where(estate)).status_code == 422
    assert browse(city, "worker").post(NEW, taken(city, grid=estate.pk)).status_code == 200
    assert Request.objects.count() == 0


def test_a_worker_takes_nothing_down_for_a_place_of_others(city):
    far = build.place("第9网格", city.west, GridLevel.GRID)
    worker = browse(city, "worker")
    for wrong in ({"community": city.west.pk}, {"grid": far.pk}, {"community": far.pk},
                  {"community": city.grid.pk}, {"community": "9" * 30}):  # fmt: skip
        assert worker.post(NEW, taken(city, **wrong)).status_code == 200
    with pytest.raises(Denied):
        actions.place_request(
            actor=city.worker, at=NOW, wanted=build.wanted(city, community=city.west, grid=None),
            source="worker",
        )  # fmt: skip
    with pytest.raises(Refused):
        build.placed(city, grid=far)
    assert Request.objects.count() == 0


@pytest.mark.parametrize("places", ["-1", "0", "51", "2147483648", "9" * 30, "一", "1.5", "1e3"])
def test_a_number_of_people_that_cannot_be_meant_is_asked_again(city, places):
    worker, request = browse(city, "worker"), build.placed(city)
    assert worker.post(NEW, taken(city, places=places)).status_code == 200
    said = {"version": 1, "places": places, "urgency": 1}
    assert worker.post(step(request, "check_request"), said).status_code == 422
    request.refresh_from_db()
    assert (request.state, request.places, Request.objects.count()) == ("placed", 1, 1)


@pytest.mark.parametrize(
    ("verb", "forged"),
    [("check_request", {"urgency": 9}), ("check_request", {"skill": "magic"}),
     ("merge_request", {"into": "9" * 30}), ("refuse_request", {"because": " "})],
)  # fmt: skip
def test_a_step_with_what_the_page_does_not_offer_is_not_taken(city, verb, forged):
    request = build.placed(city)
    said = {"version": 1, "places": 1, "urgency": 1, "skill": ""} | forged
    assert browse(city, "worker").post(step(request, verb), said).status_code == 422
    request.refresh_from_db()
    assert request.state == "placed"


def test_only_members_of_the_branch_are_asked_whatever_is_sent(city):
    request = build.sent(city)
    secretary = browse(city, "secretary")
    for members in ([city.outsider.pk], [city.members[0].pk, city.outsider.pk], ["9" * 30], [0]):
        said = {"version": request.version, "members": members}
        assert secretary.post(step(request, "dispatch_request"), said).status_code == 422
    assert Dispatch.objects.count() == 0


@pytest.mark.parametrize("done_on", ["0001-01-01", "9999-12-31", "2021-06-29", "2021-07-01", "x"])
def test_a_day_that_cannot_be_is_asked_again(city, done_on):
    request = build.accepted(city)
    for minutes in ("30", "-30", "0", "99999999999999999999"):
        said = {"version": request.version, "done_on": done_on, "minutes": minutes}
        assert browse(city, "first").post(step(request, "finish_request"), said).status_code == 422
    request.refresh_from_db()
    assert request.state == "accepted"


def test_addresses_of_steps_with_numbers_beyond_all_are_not_found(city):
    huge = 10**30
    for name in ("worker", "first"):
        client = browse(city, name)
        assert client.get(f"/service/requests/{huge}/").status_code == 404
        assert client.post(f"/service/requests/{huge}/steps/check_request/").status_code == 404
        assert client.post(f"/service/parts/{huge}/accept_place/").status_code == 404


def test_a_household_has_one_count_however_many_addresses_it_has(client, city):
    for each in range(20):
        order(Client(REMOTE_ADDR=f"2001:db8:1:2::{each:x}"), city.east,
              contact={"phone": f"138000001{each:02}"})  # fmt: skip
    for address, status in (("2001:db8:1:2:ffff::1", 429), ("2001:db8:1:3::1", 302)):
        browser = Client(REMOTE_ADDR=address)
        fill(browser, city.east, contact={"phone": "13800000199"})
        assert browser.post("/ask/check/").status_code == status


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"]
)
def test_on_loopback_no_header_makes_a_new_address(city, settings, header):
    settings.ON_LOOPBACK = True
    told = [
        Client().post("/ask/status/", {"number": "x"}, headers={header: f"10.3.0.{n}"}).status_code
        for n in range(62)
    ]
    assert told == [422] * 60 + [429] * 2


def test_behind_a_proxy_only_what_it_wrote_last_counts(city, settings):
    settings.ON_LOOPBACK = False
    told = [
        Client().post(
            "/ask/status/", {"number": "x"}, headers={"X-Forwarded-For": f"10.3.0.{n}, 10.9.9.9"}
        ).status_code
        for n in range(62)
    ]  # fmt: skip
    assert told == [422] * 60 + [429] * 2
