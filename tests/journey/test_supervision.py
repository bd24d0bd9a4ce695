"""From an unannounced visit to a lifted card: one chain, by its pages, as the two who walk it."""

import re
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from tests.browser import PHONE
from tests.journey.office import Hand, enter
from xianfeng.duties.models import GivenCard
from xianfeng.rectification.models import Problem

pytestmark = pytest.mark.django_db(transaction=True)
PROBLEMS = ("党员大会记录不全", "党费台账缺两个月", "学习计划没有落实")
FIRST, SECOND, THIRD = PROBLEMS


@pytest.fixture
def on(ready, monkeypatch):
    """Return a function that makes it nine o'clock of a day; the office stands since long."""

    def turn(day):
        moment = datetime.combine(day, time(9), timezone.get_default_timezone())
        monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: day)
        monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: moment)

    return turn


@pytest.fixture
def officer(on, new_page):
    """Return the visiting officer's page."""
    on(date(2021, 5, 10))
    page = new_page()
    enter(page, "gongwei")
    return page


@pytest.fixture
def secretary(officer, new_page):
    """Return the branch secretary's phone."""
    page = new_page(viewport=PHONE)
    enter(page, "zhaoping")
    return page


def main(page):
    return page.locator("main")


def planned(page):
    """Put an unannounced visit of the branch into this year's plan."""
    page.goto("/supervision/")
    page.locator("aside, .page-aside").get_by_role("link", name="河阳市直工委").first.click()
    main(page).get_by_role("button").last.click()
    page.get_by_role("link", name="添加一次督导").click()
    page.get_by_label("明察暗访").check()
    page.get_by_label("主题").fill("暗访支部台账")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("link", name="列出所有下级党组织").click()
    page.get_by_label("教育一支部").check()
    page.get_by_role("button", name="加入计划").click()
    main(page).get_by_role("link", name="教育一支部").click()


def recorded(page, hand):
    """Record the visit with its three problems."""
    hand.press(page.get_by_role("link", name="记录", exact=True))
    hand.type(page.get_by_label("去了哪些人"), "何干事")
    hand.type(page.get_by_label("看了什么"), "会议记录和党费台账")
    for number, text in enumerate(PROBLEMS):
        if number:
            hand.press(page.get_by_role("button", name="再加一个问题"))
        finding = page.locator("section.finding").nth(number)
        finding.wait_for()
        hand.type(finding.locator("textarea"), text)
        hand.tick(finding.get_by_label("组织", exact=True))
        hand.type(finding.get_by_label("整改时限"), "2021-05-20")
    hand.press(page.get_by_role("button", name="确认", exact=True))
    page.get_by_role("table", name="发现的问题").wait_for()


def ordered(page, hand):
    """Send the three problems out as one order."""
    hand.press(page.get_by_role("link", name="用这些问题拟交办单"))
    assert page.get_by_label("办结时限").input_value() == "2021-05-20"
    hand.press(page.get_by_role("button", name="保存", exact=True))
    hand.press(page.get_by_role("button", name="发出", exact=True))
    page.get_by_role("link", name="交办单", exact=True).first.wait_for()


def answered(page, text):
    """Say what was done about one problem, from the order that waits on the desk."""
    problem(page, text)
    form = page.locator("form").filter(has=page.get_by_role("button", name="报整改情况"))
    form.locator("textarea").first.fill("已经补齐，支委会核对过")
    form.get_by_role("button", name="报整改情况").click()
    page.get_by_text("待核实").first.wait_for()


def problem(page, text):
    page.goto("/rectification/problems/")
    page.get_by_role("link", name=text).first.click()
    page.get_by_role("heading", level=1, name=text).wait_for()


def lit(page):
    """Return the cards of unfinished problems on the desk."""
    page.goto("/")
    card = page.locator("section.card").filter(has=page.get_by_role("heading", name="在亮的牌"))
    card.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found = [" ".join(line.split()) for line in card.locator("li").all_inner_texts()]
    return [line for line in found if "问题整改" in line]


def test_a_visit_its_order_a_red_card_and_the_appeal(on, officer, secretary):
    planned(officer)
    hand = Hand()
    for address in ("/", "/supervision/"):
        secretary.goto(address)
        assert main(secretary).get_by_text("暗访支部台账").count() == 0
    recorded(officer, hand)
    ordered(officer, hand)
    assert (hand.typed, hand.actions <= 20) == (8, True), hand.actions

    on(date(2021, 5, 11))
    secretary.goto("/")
    waiting = secretary.locator("section.card").filter(
        has=secretary.get_by_role("heading", name="等我答复")
    )
    assert [line.split("\n")[0] for line in waiting.locator("li").all_inner_texts()] == [
        waiting.locator("li p").inner_text()
    ]
    waiting.get_by_role("link", name="签收").click()
    secretary.get_by_role("button", name="签收").click()
    secretary.get_by_role("link", name="回复").first.wait_for()
    answered(secretary, FIRST)
    answered(secretary, SECOND)

    on(date(2021, 5, 12))
    officer.goto("/")
    listed = officer.locator("section.card").filter(
        has=officer.get_by_role("heading", name="待核实的问题")
    )
    assert listed.locator("li").count() == 2
    listed.get_by_role("link", name=FIRST).click()
    officer.get_by_role("button", name="核实销号").click()
    officer.get_by_text("已销号").first.wait_for()
    problem(officer, SECOND)
    back = officer.locator("details").filter(has=officer.locator("button", has_text="退回"))
    back.locator("summary").click()
    back.get_by_role("textbox").fill("还差三月的")
    back.get_by_role("button", name="退回").click()
    officer.get_by_text("还差三月的").first.wait_for()

    on(date(2021, 5, 13))
    answered(secretary, SECOND)
    states = dict(Problem.objects.values_list("text", "state"))
    assert states == {FIRST: "closed", SECOND: "answered", THIRD: "open"}

    on(date(2021, 5, 20))
    assert lit(secretary) == []
    on(date(2021, 5, 21))
    assert lit(secretary) == ["黄牌 问题整改 2021年5月"]
    on(date(2021, 6, 8))
    assert lit(secretary) == ["红牌 问题整改 2021年5月"]
    officer.goto("/")
    late = officer.locator("section.card").filter(
        has=officer.get_by_role("heading", name="问题整改", exact=True)
    )
    assert "逾期 19 天" in late.locator("li").inner_text()

    secretary.get_by_role("link", name="问题整改").first.click()
    secretary.get_by_label("理由或意见").fill("学习计划因防汛推迟，已书面报告")
    secretary.get_by_role("button", name="申诉", exact=True).click()
    secretary.get_by_text("等待上级答复").first.wait_for()
    assert lit(secretary) == ["红牌 问题整改 2021年5月"]

    on(date(2021, 6, 9))
    officer.goto("/")
    asked = officer.locator("section.card").filter(
        has=officer.get_by_role("heading", name="等您答复的免办和申诉")
    )
    asked.locator("li").get_by_role("link").click()
    officer.get_by_label("理由或意见").fill("情况属实")
    officer.get_by_role("button", name="申诉成立，解除").click()
    officer.get_by_text("申诉成立").first.wait_for()
    assert lit(secretary) == []
    assert list(
        GivenCard.objects.filter(rule="rectification.problem")
        .order_by("given_on")
        .values_list("card", "given_on", "lifted_on", "lifted_by")
    ) == [
        ("yellow", date(2021, 5, 21), date(2021, 6, 4), "red"),
        ("red", date(2021, 6, 4), date(2021, 6, 9), "appeal"),
    ]

    on(date(2021, 7, 2))
    reported(officer)


def reported(page):
    """Read the half-year report, and open the list behind each number."""
    page.goto("/reports/work-report/?kind=half&year=2021")
    text = re.sub(r"\s", "", page.locator("article.draft").inner_text())
    assert "开展明察暗访（巡查）1次" in text
    assert "发出交办单1份，交办问题3个" in text
    report = page.url
    for title, shown, rows in (
        ("明察暗访（巡查）次数", "1次", 1),
        ("交办单", "1份", 1),
        ("交办问题", "3个", 3),
        ("涉及整改单位", "1家", 1),
        ("整改问题", "3个", 3),
    ):
        page.goto(report)
        row = page.get_by_role("row").filter(has=page.get_by_role("cell", name=title, exact=True))
        row.get_by_role("link", name=shown).click()
        page.get_by_role("heading", level=1, name=title).wait_for()
        listed = page.get_by_role("table", name=f"{title}背后的名单").locator("tbody tr")
        assert (title, listed.count()) == (title, rows)
