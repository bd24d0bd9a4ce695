"""Recording in Chromium on a phone: without a network nothing is lost, and nothing comes twice."""

from datetime import datetime

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.supervision.build import City, confirmed, drawn, planned
from xianfeng.rectification.models import Problem
from xianfeng.supervision.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def recording(transactional_db, phone, live_server):
    """Return a phone on the record of an unannounced visit."""
    city = City()
    visit = planned(city, kind="unannounced")
    drawn(city, visit)
    sign_in(phone, live_server, city.users["officer"])
    phone.goto(f"/supervision/visits/{visit.pk}/record/")
    return city, visit


def kept(phone):
    return phone.evaluate("Object.keys(localStorage).filter(k => k.startsWith('xianfeng:')).length")


def write(phone, number, text, category):
    row = phone.locator("[data-finding]").nth(number)
    row.locator("textarea").fill(text)
    row.get_by_text(category, exact=True).click()


def state(visit):
    return Visit.objects.get(pk=visit.pk).state


def test_typed_offline_reloaded_and_sent_when_the_network_is_back(recording, phone):
    _city, visit = recording
    phone.get_by_label("看了什么").fill("随机走访办事窗口")
    write(phone, 0, "离岗没有摆放去向牌", "作风")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="再加一个问题").click()
    write(phone, 1, "值班表没有更新", "组织")
    phone.get_by_role("button", name="确认").click()
    phone.get_by_text("现在没有网络。写的内容已存在本机，不会丢；有网络后再点一次。").wait_for()
    assert (state(visit), Problem.objects.count(), kept(phone)) == ("planned", 0, 1)
    phone.context.set_offline(False)
    phone.reload()
    phone.get_by_text("还没有送达的内容").wait_for()
    assert phone.get_by_label("看了什么").input_value() == "随机走访办事窗口"
    rows = phone.locator("[data-finding]")
    texts = [rows.nth(n).locator("textarea").input_value() for n in (0, 1)]
    assert texts == ["离岗没有摆放去向牌", "值班表没有更新"]
    phone.get_by_role("button", name="确认").click()
    phone.get_by_text("2 个问题已列入整改台账").wait_for()
    assert (state(visit), kept(phone)) == ("confirmed", 0)
    found = Problem.objects.order_by("pk").values_list("text", "category")
    assert list(found) == [("离岗没有摆放去向牌", "style"), ("值班表没有更新", "organisation")]


def test_an_answer_that_was_lost_brings_nothing_twice(recording, phone):
    _city, visit = recording
    write(phone, 0, "公示不及时", "廉政")
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/record/", lose)
    phone.get_by_role("button", name="确认").click()
    phone.wait_for_timeout(1500)
    assert (lost, state(visit), Problem.objects.count()) == ([302], "confirmed", 1)
    phone.goto(f"/supervision/visits/{visit.pk}/record/")
    phone.wait_for_url(f"**/visits/{visit.pk}/")
    kept = "Object.keys(localStorage).filter(k => k.startsWith('xianfeng:')).length"
    for _ in range(100):  # the page's own policy lets no function be waited for
        if phone.evaluate(kept) == 0:
            break
        phone.wait_for_timeout(100)
    assert phone.evaluate(kept) == 0
    assert Problem.objects.count() == 1


def test_a_draft_is_taken_and_the_copy_dropped(recording, phone):
    _city, visit = recording
    write(phone, 0, "写到一半", "责任")
    assert kept(phone) == 1
    phone.get_by_role("button", name="存草稿").click()
    phone.get_by_text("草稿已保存").wait_for()
    assert (state(visit), kept(phone)) == ("draft", 0)
    phone.get_by_role("link", name="接着记录").click()
    row = phone.locator("[data-finding]").first
    assert row.locator("textarea").input_value() == "写到一半"
    assert row.get_by_label("责任").is_checked()


def test_words_that_came_too_late_are_shown_and_not_lost(recording, phone):
    city, visit = recording
    write(phone, 0, "门口没有公示", "廉政")
    confirmed(city, visit)
    phone.goto(f"/supervision/visits/{visit.pk}/")
    phone.get_by_text("您在本机写的内容没有送达").wait_for()
    assert phone.get_by_text("门口没有公示").is_visible()
    phone.get_by_role("button", name="不再保留").click()
    assert kept(phone) == 0


def test_the_main_task_takes_few_taps(recording, phone):
    """A visit with one problem: a tap on the category, typing, one tap to confirm."""
    _city, visit = recording
    started = datetime.now()
    write(phone, 0, "会议记录不全", "组织")
    phone.get_by_role("button", name="确认").click()
    phone.get_by_text("1 个问题已列入整改台账").wait_for()
    assert (datetime.now() - started).total_seconds() < 20
    assert state(visit) == "confirmed"


def test_it_works_without_a_script(new_page, live_server, transactional_db):
    city = City()
    visit = planned(city)
    plain = new_page(java_script_enabled=False)
    sign_in(plain, live_server, city.users["officer"])
    plain.goto(f"/supervision/visits/{visit.pk}/record/")
    plain.get_by_label("去了哪些人").fill("张三")
    write(plain, 0, "第一个", "组织")
    plain.get_by_role("button", name="再加一个问题").click()
    write(plain, 1, "第二个", "作风")
    plain.get_by_role("button", name="确认").click()
    plain.get_by_text("2 个问题已列入整改台账").wait_for()
    assert state(visit) == "confirmed"


@pytest.mark.parametrize("wide", [True, False])
def test_the_pages_keep_nobody_out(new_page, live_server, transactional_db, wide):
    city = City()
    visit = planned(city)
    draw = drawn(city, visit)
    shown = new_page(viewport=DESKTOP if wide else PHONE)
    sign_in(shown, live_server, city.users["officer"])
    for address in (
        "", f"visits/{visit.pk}/", f"visits/{visit.pk}/record/", f"visits/{visit.pk}/team/",
        f"draws/{draw.pk}/", "coverage/R/", f"plans/{visit.round.plan_id}/",
        f"rounds/{visit.round_id}/units/", f"rounds/{visit.round_id}/draw/",
    ):  # fmt: skip
        shown.goto(f"/supervision/{address}")
        axe(shown)
        wider = "document.documentElement.scrollWidth - window.innerWidth"
        assert shown.evaluate(wider) <= 0, address
