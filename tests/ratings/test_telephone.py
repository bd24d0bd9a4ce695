"""A telephone of 390 px without JavaScript, from the slip to the thanks; and every page for all."""

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.journey.walk import TOO_WIDE, Walk
from tests.ratings import build
from tests.ratings.build import City, close, give, opened
from tests.units.build import NOW
from xianfeng.ratings import rules
from xianfeng.ratings.models import Slip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
UNIT = "第一支部"
SMALL = """least => [...document.querySelectorAll('main :is(.btn, .form-control, .form-check),'
    + ' .plain-head a, .public-foot .btn')]
    .filter(each => each.getBoundingClientRect().height < least
        || parseFloat(getComputedStyle(each).fontSize) < 18)
    .map(each => each.className + ' ' + each.textContent.trim())"""


@pytest.fixture
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(june, live_server):
    return City()


def test_a_scanned_slip_takes_one_choice_and_one_press(new_page, city):
    _held, codes = opened(city, 1, 0, 0)
    telephone = new_page(viewport=PHONE, java_script_enabled=False)
    walk = Walk(telephone)
    telephone.goto(f"/rate/{codes[UNIT][0]}/")
    walk.seen("您对第一支部满意吗")
    walk.pick("很满意")
    walk.press("交")
    walk.seen("收到了，谢谢您")
    assert walk.counted == (2, 0, 1, 1)
    assert {cookie["name"] for cookie in telephone.context.cookies()} <= {"csrftoken"}
    assert Slip.objects.get().state == "used"
    telephone.go_back()  # what no cache keeps is asked again
    walk.seen("这张评议码已经用过")


def test_a_typed_code_takes_one_field(new_page, city):
    _held, codes = opened(city, 1, 0, 0)
    walk = Walk(new_page(viewport=PHONE, java_script_enabled=False))
    walk.page.goto("/rate/")
    walk.seen("输入评议码")
    walk.type("评议码", rules.in_groups(codes[UNIT][0]).lower())
    walk.press("下一步")
    walk.seen("您对第一支部满意吗")
    walk.type("想说的话", "慢了些")
    walk.pick("一般")
    walk.press("交")
    walk.seen("收到了，谢谢您")
    assert walk.counted == (3, 2, 1, 2)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["390", "1440"])
def test_every_page_is_open_to_everybody_and_large_where_that_is_wished(new_page, city, viewport):
    _held, codes = opened(city, 2, 0, 0)
    unused, used = codes[UNIT]
    give(used)
    page = new_page(viewport=viewport)
    for large in (False, True):
        for address in ("", "done/", "ABC/", f"{used}/", f"{unused}/"):
            page.goto(f"/rate/{address}")
            axe(page)
            assert page.evaluate(TOO_WIDE) <= 0, address
            if large:
                assert page.evaluate(SMALL, 60) == [], address
        page.get_by_role("button", name="长辈版" if not large else "换回普通字号").click()
        assert page.url.endswith(f"/rate/{unused}/")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["390", "1440"])
def test_pages_of_the_organiser_are_open_to_everybody(new_page, live_server, city, viewport):
    held, codes = opened(city, 12, 12, 0)
    for code in codes[UNIT]:
        give(code, text="好")
    page = new_page(viewport=viewport)
    sign_in(page, live_server, city.users["clerk"])
    addresses = ["", "new/C/", f"{held.pk}/", f"{held.pk}/slips/", f"{held.pk}/cancel/"]
    for address in addresses:
        page.goto(f"/ratings/{address}")
        axe(page)
        assert page.evaluate(TOO_WIDE) <= 0, address
    close(city, held)
    page.goto(f"/ratings/{held.pk}/")
    axe(page)
    assert page.evaluate(TOO_WIDE) <= 0
