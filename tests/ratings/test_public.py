"""Whoever holds a slip: a telephone, no account, no JavaScript, and those who would abuse it."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.ratings import build
from tests.ratings.build import City, cancel, close, opened, prepared, rated, slips
from tests.units.build import NOW
from xianfeng.kernel.models import AuditEntry, Submission
from xianfeng.ratings import actions, rules
from xianfeng.ratings.models import Remark, Slip, Voice

pytestmark = pytest.mark.django_db
UNIT = "第一支部"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def text(answer):
    return answer.content.decode()


def page(code):
    return f"/rate/{code}/"


def test_a_slip_takes_two_taps_and_no_typing(client, city):
    _held, codes = opened(city, 1, 0, 0)
    code = codes[UNIT][0]
    shown = text(client.get(page(code)))
    assert "您对第一支部满意吗" in shown
    assert re.findall(r'type="radio" name="stars" value="(\d)"', shown) == list("54321")
    answer = client.post(page(code), {"stars": "4"})
    assert (answer.status_code, answer["Location"]) == (302, "/rate/done/")
    assert "收到了，谢谢您" in text(client.get("/rate/done/"))
    assert Slip.objects.get().state == "used"


def test_a_code_can_be_typed_from_paper(client, city):
    _held, codes = opened(city, 1, 0, 0)
    code = codes[UNIT][0]
    typed = rules.in_groups(code).lower().replace(" ", "　")
    assert client.post("/rate/", {"code": typed})["Location"] == page(code)
    for wrong in ("ABC", rules.new_code(), "", "9" * 500):
        answer = client.post("/rate/", {"code": wrong})
        assert (answer.status_code, "没有这个评议码" in text(answer)) == (422, True)
    assert f'value="{"9" * 60}"' in text(client.post("/rate/", {"code": "9" * 500}))


def test_a_replayed_voice_counts_once_and_is_told_calmly(client, city):
    held, codes = opened(city, 11, 0, 0)
    said = {"stars": "5", "text": "好"}
    for code in codes[UNIT]:
        client.post(page(code), said)
    for code in codes[UNIT]:
        answer = Client().post(page(code), {"stars": "1", "text": "差"})
        assert (answer.status_code, "这张评议码已经用过" in text(answer)) == (409, True)
    assert client.get(page(codes[UNIT][0])).status_code == 200
    close(city, held)
    assert list(Voice.objects.values_list("stars", flat=True)) == [5] * 11
    assert list(Remark.objects.values_list("text", flat=True)) == ["好"] * 11


def test_what_is_missing_is_said_and_the_words_are_kept(client, city):
    _held, codes = opened(city, 1, 0, 0)
    for sent in (
        {"text": "慢了些"},
        {"stars": "6", "text": "慢了些"},
        {"stars": "x", "text": "慢了些"},
    ):
        answer = client.post(page(codes[UNIT][0]), sent)
        assert (answer.status_code, "慢了些" in text(answer)) == (422, True)
    assert Slip.objects.get().state == "unused"


def test_a_slip_says_why_there_is_nothing_to_do(client, city):
    held = prepared(city, from_on=build.UNTIL)
    first, second = slips(city, held, 2, 0, 0)[UNIT]
    assert "请在 2021-07-30 以后再来" in text(client.get(page(first)))
    actions.open_round(actor=city.officer, at=NOW, held=held, version=1)
    assert "评议还没有开始" in text(client.post(page(first), {"stars": "5"}))
    actions.void_slips(actor=city.officer, at=NOW, rated=rated(held, city.one))
    assert "请向发给您的单位要一张新的" in text(client.get(page(second)))
    cancel(city, held)
    assert "这次评议已经结束" in text(client.get(page(second)))
    assert set(Slip.objects.values_list("state", flat=True)) == {"ended"}


def test_a_thousand_guesses_find_nothing_and_write_nothing(client, city, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    opened(city, 12, 12, 12)
    before = (AuditEntry.objects.count(), Submission.objects.count())
    told = {client.get(page(rules.new_code())).status_code for _ in range(500)}
    told |= {client.post("/rate/", {"code": rules.new_code()}).status_code for _ in range(500)}
    assert told == {404, 422}
    assert (AuditEntry.objects.count(), Submission.objects.count()) == before
    assert Slip.objects.exclude(state="unused").count() == 0


def test_a_guess_costs_one_query(client, city, django_assert_num_queries):
    opened(city, 1, 0, 0)
    with django_assert_num_queries(1):
        client.get(page(rules.new_code()))
    with django_assert_num_queries(0):
        client.get(page("ABC"))


@pytest.mark.parametrize(("length", "status"), [(200, 302), (201, 422), (3000, 422), (20000, 413)])
def test_oversized_words_are_told_and_spend_nothing(client, city, length, status):
    _held, codes = opened(city, 1, 0, 0)
    answer = client.post(page(codes[UNIT][0]), {"stars": "5", "text": "a" * length})
    assert answer.status_code == status
    assert Slip.objects.get().state == ("used" if status == 302 else "unused")


def test_script_and_signs_that_steer_a_screen_are_only_words(client, city):
    held, codes = opened(city, 10, 0, 0)
    for code in codes[UNIT]:
        client.post(page(code), {"stars": "5", "text": f"{SCRIPT}\u202e\x00\r\n第二行\ud7ff"})
    assert Slip.objects.filter(state="used").count() == 10
    close(city, held)
    kept = set(Remark.objects.values_list("text", flat=True))
    assert kept == {f"{SCRIPT} 第二行\ud7ff"}
    client.force_login(city.users["secretary"])
    shown = text(client.get(reverse("ratings:detail", args=[held.pk])))
    assert (SCRIPT in shown, "&lt;script&gt;alert(1)&lt;/script&gt;" in shown) == (False, True)
    typed = text(Client().post("/rate/", {"code": SCRIPT}))
    assert SCRIPT not in typed


def test_the_pages_set_no_session_and_are_kept_by_no_cache(client, city):
    _held, codes = opened(city, 1, 0, 0)
    answer = client.get(page(codes[UNIT][0]))
    assert "no-store" in answer["Cache-Control"]
    client.post(page(codes[UNIT][0]), {"stars": "5"})
    assert set(client.cookies) <= {"csrftoken"}
    assert Submission.objects.filter(location__contains="rate").count() == 0


def test_a_form_of_another_site_is_refused(city):
    _held, codes = opened(city, 1, 0, 0)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(codes[UNIT][0]), {"stars": "1"}).status_code == 403
    assert Slip.objects.get().state == "unused"


def test_large_type_is_remembered_and_leads_back(client, city):
    _held, codes = opened(city, 1, 0, 0)
    code = codes[UNIT][0]
    answer = client.post("/rate/large-type/", {"back": code})
    assert (answer["Location"], answer.cookies["large_type"].value) == (page(code), "1")
    assert 'class="large-type"' in text(client.get(page(code)))
    answer = client.post("/rate/large-type/", {"back": "https://example.org/"})
    assert (answer["Location"], answer.cookies["large_type"].value) == ("/rate/", "")


def test_a_closed_round_s_slips_are_all_alike(client, city):
    held, codes = opened(city, 3, 0, 0)
    client.post(page(codes[UNIT][0]), {"stars": "5"})
    close(city, held)
    answers = [text(client.get(page(code))) for code in codes[UNIT]]
    assert ["这次评议已经结束" in answer for answer in answers] == [True] * 3
    assert len({re.sub(r'value="[^"]*"', "", answer) for answer in answers}) == 1


def test_the_sign_in_page_leads_here(client):
    assert 'href="/rate/"' in text(client.get("/accounts/login/"))
