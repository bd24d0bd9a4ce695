"""A resident on a telephone, without an account and without JavaScript, from asking to rating."""

import pytest

from tests.browser import DESKTOP, PHONE, axe
from tests.journey.walk import TOO_WIDE, Walk
from tests.service import build
from tests.units.build import NOW
from xianfeng.service import actions, doors
from xianfeng.service.actions import Asked
from xianfeng.service.models import Knock, Rating, Request

pytestmark = pytest.mark.django_db(transaction=True)
SMALL = """least => [...document.querySelectorAll('main :is(.btn, .form-control, .form-select),'
    + ' .form-check, .ask-check a, .plain-head a, .public-foot .btn')]
    .filter(each => each.getBoundingClientRect().height < least
        || parseFloat(getComputedStyle(each).fontSize) < 18)
    .map(each => each.className + ' ' + each.textContent.trim())"""
PAGES = ("", "where/", "contact/", "check/", "done/", "status/")


@pytest.fixture
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(june, live_server):
    return build.City()


@pytest.fixture
def telephone(new_page):
    """Return a page of 390 px on which no script runs."""
    return new_page(viewport=PHONE, java_script_enabled=False)


def asked(walk):
    """Ask for a tap to be mended, and return the number as the page shows it."""
    walk.page.goto("/ask/")
    walk.seen("您要办什么")
    walk.tick("便民维修")
    walk.type("用一句话说说要办什么", "水龙头漏水")
    walk.press("下一步")
    walk.seen("在哪里、什么时候")
    walk.choose("在哪个社区", "东街社区")
    walk.type("到哪里办", "1栋101")
    walk.press("下一步")
    walk.seen("怎么联系您")
    walk.type("电话", "13800000009")
    walk.press("下一步")
    walk.seen("核对一下")
    walk.press("没有错，提交")
    walk.seen("收到了，请记下编号")
    return walk.page.locator(".ask-number").inner_text()


def served(city, request):
    """Let the community, the branch and a member do their part."""
    request = actions.check_request(actor=city.worker, at=NOW, request=request, version=1)
    request = actions.send_request(
        actor=city.worker, at=NOW, request=request, version=request.version, unit=city.one
    )
    request = actions.dispatch_request(
        actor=city.secretary, at=NOW, request=request, version=request.version,
        asked=[Asked(city.members[0].pk)],
    )  # fmt: skip
    part = build.part_of(request, city.members[0])
    actions.accept_place(actor=city.first, at=NOW, dispatch=part, version=part.version)
    request.refresh_from_db()
    actions.finish_request(
        actor=city.first, at=NOW, request=request, version=request.version,
        done_on=build.ON, minutes=40, result="换了垫片",
    )  # fmt: skip


def test_from_asking_to_rating_without_account_and_without_javascript(telephone, city):
    walk = Walk(telephone)
    number = asked(walk)
    assert walk.counted == (5, 3, 2, 4)
    assert number.replace(" ", "") == Request.objects.get().number
    assert {cookie["name"] for cookie in telephone.context.cookies()} == {"csrftoken", "ask"}
    walk.press("用别人的手机或电脑，请按这里清掉")

    served(city, Request.objects.get())

    later = Walk(telephone)
    telephone.goto("/ask/status/")
    later.seen("查进度")
    later.type("编号", number.lower())
    later.press("查")
    later.seen("已经办完")
    later.type("想说的话", "来得快")
    later.press("很满意")
    later.seen("已经结束")
    assert later.counted == (3, 2, 0, 2)
    rating = Rating.objects.get()
    assert (rating.stars, rating.text) == (5, "来得快")
    assert number.replace(" ", "") not in telephone.url


def test_it_is_taken_back_only_when_it_is_meant(telephone, city):
    walk = Walk(telephone)
    asked(walk)
    telephone.get_by_role("link", name="看办到哪一步").click()
    walk.press("不用办了，取消")
    assert Request.objects.get().state == "placed"  # the box that asks was not ticked
    telephone.get_by_label("确定取消吗").check()
    walk.press("不用办了，取消")
    walk.seen("已经取消")
    assert Request.objects.get().state == "cancelled"


def test_back_and_a_correction_lose_nothing(telephone, city):
    telephone.goto("/ask/")
    telephone.get_by_label("便民维修").check()
    telephone.get_by_label("用一句话说说要办什么").fill("水龙头漏水")
    telephone.get_by_role("button", name="下一步").click()
    telephone.get_by_role("link", name="上一步").click()
    assert telephone.get_by_label("用一句话说说要办什么").input_value() == "水龙头漏水"
    assert telephone.get_by_label("便民维修").is_checked()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["390", "1440"])
def test_every_page_is_open_to_everybody_and_large_where_that_is_wished(new_page, city, viewport):
    page = new_page(viewport=viewport)
    asked(Walk(page))
    held = page.context.cookies()
    for large in (False, True):
        for address in PAGES:
            page.goto(f"/ask/{address}")
            axe(page)
            assert page.evaluate(TOO_WIDE) <= 0, address
            if large:
                assert page.evaluate(SMALL, 60) == [], address
        page.get_by_role("button", name="长辈版" if not large else "换回普通字号").click()
    assert {cookie["name"] for cookie in held} == {"csrftoken", "ask"}


def look_up(page, request):
    page.goto("/ask/status/")
    page.get_by_label("编号").fill(request.number)
    page.get_by_role("button", name="查", exact=True).click()


def test_every_state_is_open_to_everybody_and_large_where_that_is_wished(new_page, city):
    page = new_page(viewport=PHONE)
    unmet = build.checked(city, phone="13800000031")
    actions.give_request_up(
        actor=city.worker, at=NOW, request=unmet, version=unmet.version, because="这个月没有人会"
    )
    made = [unmet] + [
        state(city, phone=f"1380000004{number}")
        for number, state in enumerate((build.sent, build.accepted, build.done, build.closed))
    ]
    page.goto("/ask/")
    for large in (False, True):
        for request in made:
            look_up(page, request)
            axe(page)
            assert page.evaluate(TOO_WIDE) <= 0, request.state
            if large:
                assert page.evaluate(SMALL, 60) == [], request.state
            page.get_by_role("button", name="查完了，清掉这次记录").click()
        page.get_by_role("button", name="长辈版" if not large else "换回普通字号").click()


def test_what_is_to_be_put_right_is_open_to_everybody(new_page, city):
    page = new_page(viewport=PHONE)
    for address, button in (("", "下一步"), ("where/", "下一步"), ("contact/", "下一步")):
        page.goto(f"/ask/{address}")
        page.evaluate("document.querySelectorAll('[required]').forEach(e => e.required = false)")
        page.get_by_role("button", name=button).click()
        assert page.get_by_role("alert").count() == 1, address
        axe(page)
    page.goto("/ask/status/")
    page.get_by_label("编号").fill("没有")
    page.get_by_role("button", name="查", exact=True).click()
    axe(page)
    Knock.objects.update(times=doors.AT_MOST["post"])
    page.goto("/ask/contact/")
    page.get_by_label("电话").fill("13800000009")
    page.get_by_role("button", name="下一步").click()
    assert page.locator("h1").inner_text() == "现在收不下，请过一会儿再来"
    axe(page)


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page

    def to(self, selector):
        """Press Tab until the element has the focus; it is never far away."""
        for _ in range(16):
            if self.page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
                return self.page.keyboard
            self.page.keyboard.press("Tab")
        raise AssertionError(selector)

    def onward(self, address):
        self.to(".btn-primary").press("Enter")
        self.page.wait_for_url(f"**/ask/{address}")


def test_it_is_asked_for_looked_up_and_rated_with_the_keyboard_alone(new_page, city):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    keys = Keys(page)
    page.goto("/ask/")
    keys.to("[name=category]").press("Space")
    keys.to("#id_text").type("买菜")
    keys.onward("where/")
    keys.to("#id_place").press("End")
    keys.to("#id_address").type("1栋101")
    keys.onward("contact/")
    keys.to("#id_phone").type("13800000009")
    keys.onward("check/")
    keys.onward("done/")
    request = Request.objects.get()
    assert (request.category, request.community, request.grid) == ("care", city.west, None)
    keys.to("main .btn-quiet").press("Enter")
    page.wait_for_url("**/ask/status/")
    served = build.done(city, phone="13800000010")
    keys.to("#id_number").type(served.number)
    keys.to("main button").press("Enter")
    page.get_by_role("heading", name="已经办完").wait_for()
    keys.to("#id_words").type("好")
    keys.to(".ask-faces button").press("Enter")
    page.get_by_role("heading", name="已经结束").wait_for()
    assert [(one.stars, one.text) for one in Rating.objects.all()] == [(5, "好")]


def test_printed_the_page_is_the_slip_alone(new_page, city):
    page = new_page(viewport=DESKTOP)
    number = asked(Walk(page))
    page.emulate_media(media="print")
    assert page.locator(".ask-slip").is_visible()
    assert number in page.locator("body").inner_text()
    for never in ("长辈版", "看办到哪一步", "清掉", "第 5 步"):
        assert never not in page.locator("body").inner_text()


def test_an_error_stands_on_top_and_leads_to_its_field(telephone, city):
    telephone.goto("/ask/contact/")
    telephone.get_by_label("电话").fill("12")
    telephone.get_by_role("button", name="下一步").click()
    telephone.get_by_role("link", name="电话：").click()
    assert telephone.url.endswith("#id_phone")
    assert telephone.get_by_label("电话").input_value() == "12"
