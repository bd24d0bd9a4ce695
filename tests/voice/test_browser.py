"""The online branch in a browser: on a phone, without a script, readable for a reader."""

from datetime import timedelta

import pytest

from tests.browser import axe, sign_in
from tests.units.build import unit, user
from tests.voice.build import consultation, item, notice, opinion, thread
from xianfeng.kernel import clock
from xianfeng.units.enums import Role, UnitKind
from xianfeng.voice.models import Opinion, Remark

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def branch():
    a = unit("A", unit("R", kind=UnitKind.WORKING_COMMITTEE), name="中共云溪市教育局第一支部委员会")
    over = notice(a, "关于做好本季度组织生活的通知")
    item(a, "学习提纲")
    asked = consultation(a, "主题党日去哪里", due_on=clock.today() + timedelta(days=3))
    opinion(a, "少开会，开短会", answered_on=clock.today())
    said = thread(a, "主题党日怎么开得更好")
    return a, over, asked, said


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_every_page_reads_well_at_both_widths(page, phone, live_server, branch):
    _a, over, asked, said = branch
    person = user("u", (Role.SECRETARY, branch[0]))
    places = [
        "/voice/", "/voice/opinions/", "/voice/opinions/new/", "/voice/unit/A/rights/",
        "/voice/unit/A/notices/new/", "/voice/unit/A/consultations/new/", "/voice/mine/",
        f"/voice/notices/{over.pk}/", f"/voice/consultations/{asked.pk}/",
        f"/voice/threads/{said.pk}/",
    ]  # fmt: skip
    for one in (page, phone):
        sign_in(one, live_server, person)
        for place in places:
            one.goto(place)
            assert wide(one) <= 0, place
            axe(one)


def test_the_foot_can_be_reached_above_the_bar_of_a_phone(phone, live_server, branch):
    sign_in(phone, live_server, user("u", (Role.SECRETARY, branch[0])))
    phone.goto("/voice/")
    phone.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    ends = "(name) => document.querySelector(name).getBoundingClientRect()"
    foot, bar = phone.evaluate(ends, ".foot"), phone.evaluate(ends, ".bottom")
    assert foot["y"] + foot["height"] <= bar["y"]


def test_a_member_takes_part_on_a_phone_without_scripts(new_page, live_server, branch):
    person = user("member", (Role.MEMBER, branch[0]))
    phone = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    sign_in(phone, live_server, person)
    phone.goto("/voice/")
    phone.get_by_role("link", name="主题党日去哪里").click()
    phone.get_by_label("您的意见").fill("去社区服务")
    phone.get_by_role("button", name="提交").click()
    phone.get_by_text("意见已收到").wait_for()
    assert Opinion.objects.get(text="去社区服务").user == person
    phone.get_by_role("link", name="网上党支部").first.click()
    phone.get_by_role("contentinfo").get_by_role("link", name="提意见").press("Enter")
    phone.get_by_label("这个系统").check()
    phone.get_by_label("您的意见").fill("字再大一点")
    phone.get_by_label("匿名", exact=True).check()
    phone.get_by_role("button", name="提交").click()
    phone.get_by_text("没有保存是谁提的").wait_for()
    made = Opinion.objects.get(text="字再大一点")
    assert (made.user, made.page) == (None, "/voice/")


def test_words_are_said_and_taken_back(page, live_server, branch):
    sign_in(page, live_server, user("member", (Role.MEMBER, branch[0])))
    page.goto(f"/voice/threads/{branch[3].pk}/")
    page.get_by_label("想说的话").fill("我也说一句")
    page.get_by_role("button", name="发言").click()
    page.get_by_text("我也说一句").wait_for()
    page.get_by_role("button", name="撤回这段话").click()
    page.locator("dialog, .confirm").get_by_role("button").last.click()
    page.get_by_text("这段话已由本人撤回").wait_for()
    assert Remark.objects.filter(text="我也说一句").count() == 0
