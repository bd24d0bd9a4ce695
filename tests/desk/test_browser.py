"""The desk and the board in a browser: both widths, with and without a script, nothing to fix."""

from datetime import date

import pytest

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.duties.build import held
from tests.plans.build import plan, task
from tests.units.build import user
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")]


@pytest.fixture
def people(city):
    task(plan(city.root), city.one, 1, date(2021, 10, 1), title="整改到位")
    held(city.one, "theme_day", date(2021, 11, 5))
    return {
        "secretary": user("shuji", (Role.SECRETARY, city.one)),
        "officer": user("gongwei", (Role.COMMITTEE_OFFICER, city.root)),
        "member": user("dangyuan", (Role.MEMBER, city.one)),
    }


def fits(page):
    """Return True when nothing makes the page itself scroll sideways."""
    width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return page.evaluate(width)


@pytest.mark.parametrize("viewport", WIDTHS)
@pytest.mark.parametrize(
    ("who", "url"),
    [
        ("secretary", "/"),
        ("officer", "/"),
        ("member", "/"),
        ("officer", "/board/?rule=branch.theme_day&unit=C"),
        ("officer", "/board/?show=late&rule=branch.theme_day"),
        ("officer", "/search/?q=支部"),
    ],
)
def test_every_page_fits_and_has_no_finding(new_page, live_server, people, who, url, viewport):
    page = new_page(viewport=viewport)
    sign_in(page, live_server, people[who])
    page.goto(url)
    assert fits(page)
    axe(page)


def test_the_source_is_one_tap_away_and_the_button_leads_to_the_record(
    new_page, live_server, people
):
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    sign_in(page, live_server, people["secretary"])
    page.goto("/")
    line = page.locator("li.desk-task").first
    note = line.locator(".source-note")
    assert not note.is_visible()
    line.get_by_text("依据", exact=True).tap()
    assert note.is_visible()
    axe(page)
    line.get_by_role("link", name="记录").tap()
    page.wait_for_url("**/life/record/?unit=G1&kind=group_meeting")


def test_without_a_script_the_board_is_chosen_and_followed_down(new_page, live_server, people):
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server, people["officer"])
    page.goto("/board/")
    page.get_by_label("事项").select_option("主题党日")
    page.get_by_role("button", name="查看").click()
    page.get_by_role("link", name="甲局机关党委", exact=True).click()
    names = page.locator("tbody th").all_inner_texts()
    assert names == ["第一支部", "第二支部"]
    page.get_by_role("link", name="第二支部 2021年10月 主题党日 0/1：逾期 1").click()
    assert "/duties/?unit=B2&rule=branch.theme_day&year=2021&period=2021-10" in page.url


def test_without_a_script_nothing_this_month_is_one_click(new_page, live_server, people):
    page = new_page(java_script_enabled=False, viewport=PHONE)
    sign_in(page, live_server, people["secretary"])
    page.goto("/")
    page.get_by_role("button", name="本月无").first.click()
    page.goto("/")
    assert page.locator(".desk-mark").all_inner_texts()[:2] == ["▭已说明本期无", "●已于 11-05 召开"]
