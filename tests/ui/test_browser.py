"""The gallery and the frame in a browser: reachable, within the policy, without a script too."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE, axe, sign_in

SIZES = {"desktop": {"viewport": DESKTOP}, "phone": {"viewport": PHONE, "is_mobile": True}}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit(new_page, live_server, user, unit, branch, give, pages):
    """Return a function that opens an address as somebody with two roles."""
    give(unit, "committee_officer")
    give(branch, "secretary")

    def open_as_user(address, **options):
        page = new_page(**options)
        sign_in(page, live_server, user)
        page.goto(address)
        return page

    return open_as_user


def overflow(page):
    # Not innerWidth: a phone widens its own window for what sticks out.
    return page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_the_gallery_is_reachable(visit, user, size, large):
    user.large_type = large
    user.save()
    page = visit("/ui/gallery/?as_of=2020-06-30", **SIZES[size])
    page.wait_for_selector(".chart-drawing canvas")
    assert page.locator(".chart-drawing canvas").count() == 2
    assert page.locator("nav.left").bounding_box()["height"] >= 40
    assert overflow(page) == 0
    axe(page)


def test_a_chart_answers_to_the_pointer_within_the_policy(visit):
    page = visit("/ui/gallery/")
    bars = page.locator(".chart-drawing").first
    bars.locator("canvas").wait_for()
    before = bars.screenshot()
    bars.hover(position={"x": 120, "y": 42})
    page.wait_for_timeout(300)
    assert bars.screenshot() != before
    assert bars.locator("[style*=pointer]").count() == 1
    bars.click(position={"x": 120, "y": 42})
    assert page.url.endswith("#charts")


@pytest.mark.parametrize("size", SIZES)
def test_the_frame_is_reachable(visit, size):
    page = visit("/units/", **SIZES[size])
    page.locator("summary", has_text="我的组织").click()
    page.locator(".top-unit a", has_text="第一支部").wait_for()
    axe(page)
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert page.locator("nav.bottom").is_visible() == (size == "phone")
    assert overflow(page) == 0


@pytest.mark.parametrize("address", ["/plain/", "/denied/", "/nowhere/"])
def test_plain_pages_are_reachable(visit, address):
    axe(visit(address))


def test_without_a_script_everything_is_there(visit):
    page = visit("/ui/gallery/", java_script_enabled=False)
    assert page.locator(".chart-drawing").first.is_hidden()
    page.locator("summary", has_text="看表格").first.click()
    assert page.locator("figure table").first.locator("tbody th").all_inner_texts() == [
        "示例甲",
        "示例乙",
        "示例丙",
        "示例丁",
    ]
    page.locator("summary", has_text="张<三>").click()
    page.get_by_role("button", name="退出").click()
    assert page.url.endswith("/accounts/logout/") is False


def test_a_form_that_asks_first_can_be_left(visit):
    page = visit("/ui/gallery/")
    page.get_by_role("button", name="先问一句").click()
    dialog = page.get_by_role("dialog")
    assert dialog.locator("p").inner_text() == "示例：确定要这样办吗？这里什么也不会改变。"
    axe(page)
    dialog.get_by_role("button", name="先不办").click()
    dialog.wait_for(state="detached")
    page.get_by_role("button", name="先问一句").click()
    with page.expect_navigation():
        dialog.get_by_role("button", name="先问一句").click()


def test_a_filter_applies_itself_when_a_choice_is_made(visit):
    page = visit("/ui/gallery/?as_of=2020-06-30")
    with page.expect_navigation():
        page.locator(".filter-bar select").select_option("b")
    assert page.url.endswith("/ui/gallery/?as_of=2020-06-30&filter-text=&filter-choice=b")


def test_a_form_on_its_way_cannot_be_sent_again(visit):
    page = visit("/notes/")
    page.route("**/notes/", lambda route: route.fulfill(status=204))
    page.locator("main form [name=text]").fill("甲")
    button = page.locator("main form button[type=submit]")
    button.click()
    expect(button).to_be_disabled()
    # A form that was answered with a file leaves the page where it is.
    expect(button).to_be_enabled(timeout=8000)


def test_a_draft_is_kept_while_one_types(visit):
    page = visit("/drafts/")
    page.locator("main [name=text]").press_sequentially("甲乙")
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^已存草稿 \d\d:\d\d$"))


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_draft_that_was_not_kept_is_not_called_kept(visit, status):
    page = visit("/drafts/")
    page.route(
        "**/drafts/",
        lambda route: route.fulfill(status=status, headers={"Location": "/accounts/login/"}),
    )
    page.locator("main [name=text]").press_sequentially("甲")
    expect(page.locator("[data-saved]")).to_have_text("草稿暂未存上，请留在本页，稍后再试")


def test_the_error_summary_has_the_focus_and_leads_to_the_field(visit):
    page = visit("/ui/gallery/")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.locator("[data-error-summary] a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_day"
