"""A month in an office: workbooks in, a meeting on a phone, the board, the figures, the report."""

import re
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.browser import PHONE
from tests.journey.office import COMMUNITIES, TASKS, WRONG, Hand, enter, members
from tests.ledgers.books import units
from xianfeng.life.models import Meeting
from xianfeng.members.models import Member
from xianfeng.plans.models import Task
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
MEETING = re.compile(r"/life/\d+/$")
TITLE = re.compile("^主题")


def upload(page, folder, kind, content, name):
    """Choose a file on a kind's page and have it checked."""
    path = folder / name
    path.write_bytes(content)
    page.goto("/ledgers/")
    page.get_by_role("row", name=re.compile(name.removesuffix(".xlsx"))).get_by_role(
        "link", name="选择文件"
    ).click()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("table", name="检查结果").wait_for()


def counts(page):
    """Return rows, new, changed, unchanged and wrong as the page counts them."""
    cells = page.get_by_role("table", name="检查结果").locator("tbody td").all_inner_texts()
    return [int(cell) for cell in cells]


def saved(download):
    return BytesIO(Path(download.value.path()).read_bytes())


def record(page, hand, kind, title):
    """From the desk's line to a confirmed meeting with one person absent for illness."""
    line = page.locator("li.desk-task").filter(has_text=kind)
    hand.press(line.get_by_role("link", name="记录", exact=True).first)
    hand.type(page.get_by_role("textbox", name=TITLE), title)
    hand.tick(page.get_by_role("checkbox", name="王平"))
    hand.choose(page.get_by_label("王平缺席原因"), "病假")
    hand.press(page.get_by_role("button", name="确认", exact=True))
    page.wait_for_url(MEETING)


def test_an_officer_takes_the_workbooks_in_and_one_back(bare, page):
    enter(page, "gongwei")
    upload(page, bare, "units", units(), "党组织.xlsx")
    assert counts(page) == [5, 4, 0, 1, 0]
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("已导入：新增 4 行").wait_for()
    upload(page, bare, "communities", COMMUNITIES, "社区网格.xlsx")
    page.get_by_role("button", name="确认导入").click()

    upload(page, bare, "members", members(*WRONG), "党员花名册.xlsx")
    assert counts(page) == [12, 10, 0, 0, 2]
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注后的表格").click()
    marked = openpyxl.load_workbook(saved(download)).worksheets[0]
    told = [row for row in marked.iter_rows(values_only=True) if row[1] in {"卫今", "蒋今"}]
    assert ["入党日期" in told[0][-1], "身份证号" in told[1][-1]] == [True, True], told
    page.get_by_label("第 13 行 入党日期").fill("2006-08-03")
    page.get_by_role("button", name="保存更正并重新检查").click()
    page.get_by_text("有 1 行要改").wait_for()
    assert counts(page) == [12, 11, 0, 0, 1]
    page.get_by_role("button", name="只导入正确的行").click()
    page.get_by_text("已导入：新增 11 行").wait_for()
    assert Member.objects.count() == 11

    upload(page, bare, "members", members(), "党员花名册.xlsx")
    page.get_by_text("与系统中的内容完全一致").wait_for()
    assert counts(page) == [10, 0, 0, 10, 0]

    upload(page, bare, "tasks", TASKS, "任务分解表.xlsx")
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("已导入：新增 2 行").wait_for()
    assert Task.objects.count() == 2
    page.get_by_role("button", name="撤销这一批").click()
    page.locator("dialog").get_by_role("button", name="撤销这一批").click()
    page.get_by_text("已经全部恢复原样").wait_for()
    assert Task.objects.count() == 0


def test_the_tree_is_seen_and_a_member_found_in_two_actions(ready, page):
    enter(page, "gongwei")
    page.get_by_role("link", name="组织", exact=True).click()
    names = page.get_by_role("table").locator("tbody th a").all_inner_texts()
    assert [name for name in names if name != "展开"] == [
        "河阳市直工委", "教育局党委", "民政局支部",
    ]  # fmt: skip
    page.goto("/")
    hand = Hand()
    search = page.get_by_role("searchbox").first
    hand.type(search, "吴平")
    search.press("Enter")
    hand.press(page.get_by_role("link", name="吴平", exact=True))
    page.get_by_role("heading", level=1, name="吴平").wait_for()
    assert hand.actions == 2
    assert "710000" not in page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_secretary_sees_what_is_owed_records_it_and_sees_it_done(ready, new_page, scripts):
    page = new_page(viewport=PHONE, java_script_enabled=scripts)
    enter(page, "zhaoping")
    line = page.locator("li.desk-task").filter(has_text="主题党日").filter(has_text="11月").first
    assert "还有 9 天" in line.inner_text()
    line.get_by_text("依据", exact=True).click()
    assert "《中国共产党支部工作条例（试行）》" in line.inner_text()

    hand = Hand()
    record(page, hand, "主题党日", "学习讨论")
    assert (hand.typed <= 8, hand.typed, hand.actions) == (True, 1, 5)
    assert page.get_by_text("已完成：11月主题党日").is_visible()
    page.get_by_role("link", name="工作台", exact=True).first.click()
    assert "已于 11-21 召开" in line.inner_text()

    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.expected, meeting.present) == ("theme_day", 8, 7)
    page.goto(f"/life/{meeting.pk}/")
    page.get_by_role("link", name="更正").click()
    page.get_by_role("textbox", name=TITLE).fill("学习讨论六中全会公报")
    page.get_by_label("更正原因").fill("主题没写全")
    page.get_by_role("button", name="保存更正").click()
    page.get_by_role("heading", name="更正前后").wait_for()
    before_and_after = page.get_by_role("table", name="改动过的内容").get_by_role("cell")
    texts = [text.removesuffix("改").strip() for text in before_and_after.all_inner_texts()]
    assert {"学习讨论六中全会公报", "学习讨论"} <= set(texts)
    assert page.get_by_text("主题没写全").is_visible()


def test_nothing_this_month_is_one_click(ready, phone):
    enter(phone, "zhaoping")
    line = phone.locator("li.desk-task").filter(has_text="支委会").filter(has_text="2021年11月")
    line.get_by_role("button", name="本月无").click()
    phone.goto("/")
    assert "已说明本期无" in line.first.inner_text()


def test_a_double_click_records_once(ready, phone):
    enter(phone, "zhaoping")
    phone.goto("/life/record/?unit=GW101&kind=lecture")
    phone.get_by_role("button", name="确认", exact=True).dblclick()
    phone.wait_for_url(MEETING)
    assert Meeting.objects.count() == 1


def test_a_draft_is_there_after_the_browser_was_closed(ready, new_page):
    first = new_page(viewport=PHONE)
    enter(first, "zhaoping")
    first.goto("/life/record/")
    with first.expect_response("**/life/record/autosave/") as kept:
        first.get_by_role("textbox", name=TITLE).fill("写到一半")
    assert kept.value.status == 204
    first.context.close()

    again = new_page(viewport=PHONE)
    enter(again, "zhaoping")
    again.goto("/life/record/")
    again.get_by_role("link", name="接着填").click()
    assert again.get_by_role("textbox", name=TITLE).input_value() == "写到一半"


def test_another_branch_does_not_exist_for_a_secretary(ready, new_page):
    mine = new_page(viewport=PHONE)
    enter(mine, "zhaoping")
    record(mine, Hand(), "党课", "讲党课")
    member = Member.objects.get(name="赵平")
    task = Task.objects.get(seq=2)
    other = new_page()
    enter(other, "fengyuan")
    meeting = Meeting.objects.get()
    for path in (
        "/units/unit/GW101/",
        f"/members/{member.pk}/",
        f"/life/{meeting.pk}/",
        f"/life/{meeting.pk}/amend/",
        f"/life/{meeting.pk}/minutes/",
        "/life/record/?unit=GW101",
        "/board/?unit=GW101",
        "/duties/explain/branch.theme_day/GW101/2021-11",
        f"/plans/{task.pk}/",
    ):
        assert (path, other.goto(path).status) == (path, 404)
    assert "讲党课" not in other.goto("/life/").text()
    assert "赵平" not in other.goto("/members/").text()


def test_the_board_shows_the_change_opens_lists_travels_and_exports(ready, new_page):
    theirs = new_page(viewport=PHONE)
    enter(theirs, "zhaoping")
    record(theirs, Hand(), "主题党日", "学习讨论")
    page = new_page()
    enter(page, "gongwei")
    page.get_by_role("link", name="一张图").click()
    page.get_by_label("事项").select_option("主题党日")
    page.get_by_role("button", name="查看").click()
    page.get_by_role("link", name="教育局党委", exact=True).click()
    page.get_by_role("rowheader", name="教育一支部").wait_for()
    cell = page.get_by_role("row", name=re.compile("^教育一支部")).get_by_role("link").last
    assert cell.inner_text() == "●1/1"
    assert page.get_by_role("link", name=re.compile("教育二支部 2021年10月.*逾期 1")).is_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    sheet = openpyxl.load_workbook(saved(download)).worksheets[0]
    rows = {row[1]: row[2:] for row in sheet.iter_rows(values_only=True)}
    assert rows["教育一支部"][10] == "1/1 按期"
    assert rows["教育二支部"][9:11] == ("0/1 逾期", "0/1 进行中")

    cell.click()
    page.get_by_role("heading", level=1, name="应办事项").wait_for()
    texts = page.get_by_role("table").locator("tbody tr").all_inner_texts()
    assert len(texts) == 1
    assert "教育一支部" in texts[0]
    assert "按期" in texts[0]
    page.goto("/board/?unit=GW1&rule=branch.theme_day&as_of=2021-10-15")
    page.get_by_text("您正在查看 2021-10-15").first.wait_for()
    cells = page.get_by_role("row", name=re.compile("^教育二支部")).get_by_role("cell")
    assert [cells.nth(9).inner_text(), cells.nth(10).inner_text()] == ["◐0/1", ""]


def test_a_number_opens_its_list_and_the_report_downloads_with_it(ready, new_page):
    theirs = new_page(viewport=PHONE)
    enter(theirs, "zhaoping")
    record(theirs, Hand(), "党课", "讲党课")
    page = new_page()
    enter(page, "gongwei")
    page.get_by_role("link", name="报表").click()
    number = page.get_by_role("row", name=re.compile("^党员数")).get_by_role("link")
    assert number.inner_text().replace("\n", "") == "10人"
    number.click()
    page.get_by_role("heading", level=1, name="党员数").wait_for()
    listed = page.get_by_role("table", name="党员数背后的名单").locator("tbody tr")
    assert listed.count() == 10
    page.locator(".crumbs").get_by_role("link", name="数字", exact=True).click()
    page.locator(".page-actions").get_by_role("link", name="工作总结").click()
    text = page.locator("article.draft").inner_text()
    assert "党员10人" in text.replace(" ", "")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").click()
    written = "".join(p.text for p in docx.Document(saved(download)).paragraphs)
    assert "党员10人" in written
    assert "未登记" in written
    assert "{{" not in written
    assert Unit.objects.count() == 5
