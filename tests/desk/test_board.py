"""The board: states and n/m by unit and period, at any date, each cell opening its list."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.desk.reading import links, read, table
from tests.duties.build import held
from tests.plans.build import plan, task
from tests.units.build import unit
from xianfeng.rectification.models import Problem, ProblemSpell
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
SINCE = date(2021, 9, 1)
THEME = "/board/?rule=branch.theme_day"
BEFORE = ["—"] * 8
MONTHS = ["组织", *(f"{month}月" for month in range(1, 13))]


@pytest.fixture
def held_some(city):
    held(city.one, "theme_day", date(2021, 9, 5))
    held(city.two, "theme_day", date(2021, 9, 6))
    held(city.one, "theme_day", date(2021, 10, 5))
    held(city.two, "theme_day", date(2021, 11, 8), made_up="2021-10")


def test_cells_tell_state_and_how_many(city, officer, held_some):
    page = read(officer, THEME)
    assert table(page) == (MONTHS, {"甲局机关党委": [*BEFORE, "●2/2", "◆2/2", "◐0/2", ""]})
    page = read(officer, f"{THEME}&unit=C")
    assert table(page)[1] == {
        "第一支部": [*BEFORE, "●1/1", "●1/1", "◐0/1", ""],
        "第二支部": [*BEFORE, "●1/1", "◆1/1", "◐0/1", ""],
    }


def test_the_same_board_as_it_stood_on_another_day(city, officer, held_some):
    page = read(officer, f"{THEME}&unit=C&as_of=2021-11-03")
    assert table(page)[1]["第二支部"] == [*BEFORE, "●1/1", "■0/1", "◐0/1", ""]
    assert page.all("p", c="as-of")[0].text == "您正在查看 2021-11-03 回到今天"


def test_a_cell_says_its_sentence_and_opens_exactly_its_list(city, officer, held_some):
    page = read(officer, f"{THEME}&as_of=2021-11-03")
    row = page.all("tbody")[0].all("tr")[0]
    cell = row.all("td")[9].all("a")[0]
    assert cell.attrs == {
        "href": "/duties/?unit=C&rule=branch.theme_day&year=2021&period=2021-10&as_of=2021-11-03",
        "aria-label": "甲局机关党委 2021年10月 主题党日 1/2：逾期 1，按期 1",
    }
    listed = read(officer, cell.attrs["href"])
    assert listed.all("nav", c="pager")[0].all("p")[0].text == "共 2 条"


def test_a_unit_is_followed_down_and_the_way_back_up(city, officer):
    page = read(officer, THEME)
    assert links(page, "甲局机关党委") == ["/board/?unit=C&rule=branch.theme_day&year=2021"]
    page = read(officer, links(page, "甲局机关党委")[0])
    assert list(table(page)[1]) == ["第一支部", "第二支部"]
    assert links(page.all("nav", c="crumbs")[0], "市直工委") == [
        "/board/?rule=branch.theme_day&year=2021&unit=R"
    ]
    assert links(page, "第二支部") == []


def test_a_branchs_own_board_has_itself_and_its_groups(city, secretary):
    page = read(secretary, "/board/?rule=branch.group_meeting")
    assert table(page)[1] == {"第一小组": [*BEFORE, "■0/1", "■0/1", "◐0/1", ""]}
    page = read(secretary, THEME)
    assert table(page)[1] == {
        "第一支部 本级": [*BEFORE, "■0/1", "■0/1", "◐0/1", ""],
        "第一小组": [*BEFORE, "—", "—", "—", ""],
    }
    assert page.all("nav", c="crumbs") == []


def test_quarters_and_years_have_their_own_columns(city, officer):
    heads, rows = table(read(officer, "/board/?rule=branch.general_meeting&unit=C"))
    assert heads == ["组织", "一季度", "二季度", "三季度", "四季度"]
    assert rows["第一支部"] == ["—", "—", "—", "◐0/1"]
    assert table(read(officer, "/board/?rule=branch.review"))[0] == ["组织", "全年"]


def test_what_is_not_offered_falls_back_to_the_first_choice(city, officer):
    page = read(officer, "/board/?rule=nonsense&year=99&as_of=x&page=77")
    assert page.all("div", c="lead")[0].text == "市直工委 · 2021年 · 党员大会"
    assert officer.get("/board/?unit=ZZ").status_code == 404


def test_exceptions_and_tasks_stand_beside_it(city, officer, held_some):
    of = plan(city.root)
    task(of, city.one, 1, date(2021, 10, 1))
    task(of, city.two, 2, date(2021, 12, 1), date(2021, 11, 1))
    aside = read(officer, "/board/?rule=branch.group_meeting").all("div", c="page-aside")[0]
    late, lit, tasks = aside.all("section", c="card")
    assert (lit.all("h2")[0].text, lit.all("p")[0].text) == ("在亮的牌", "红牌 2张 黄牌 1张")
    assert late.all("p")[0].text == "党小组会 2项"
    assert links(late, "2项") == ["/board/?show=late&rule=branch.group_meeting&year=2021&unit=R"]
    assert [one.text for one in late.all("li")] == [
        "第一小组 2021年9月 红牌",
        "第一小组 2021年10月 黄牌",
    ]
    assert [one.text for one in tasks.all("li")] == ["政治建设 1 / 2，逾期 1项"]
    aside = read(officer, THEME).all("div", c="page-aside")[0]
    assert aside.all("p", c="desk-done")[0].text == "主题党日没有逾期未办的。"


def test_open_problems_stand_beside_it_by_age(city, officer):
    for number, (at, raised_on, due_on) in enumerate((
        (city.one, date(2021, 11, 1), date(2021, 12, 1)),
        (city.one, date(2021, 9, 1), date(2021, 11, 1)),
        (city.two, date(2021, 7, 1), date(2021, 9, 1)),
    )):  # fmt: skip
        problem = Problem.objects.create(
            unit=at, verifier=city.office, source="inspection", category="style",
            text=f"问题{number}", found_on=raised_on, raised_on=raised_on, due_on=due_on,
        )  # fmt: skip
        ProblemSpell.objects.create(
            problem=problem, state="open", from_on=raised_on, due_on=due_on
        )  # fmt: skip

    def told(url):
        aside = read(officer, url).all("div", c="page-aside")[0]
        card = next(one for one in aside.all("section") if one.all("h2")[0].text == "整改中的问题")
        return [line.text for line in card.all("li")]

    assert told("/board/") == ["30 天以内 1个", "31 至 90 天 1个", "90 天以上 1个", "其中逾期 2个"]
    assert told("/board/?unit=B1") == [
        "30 天以内 1个", "31 至 90 天 1个", "90 天以上 0个", "其中逾期 1个",
    ]  # fmt: skip
    assert told("/board/?as_of=2021-10-01") == [
        "30 天以内 1个", "31 至 90 天 0个", "90 天以上 1个", "其中逾期 1个",
    ]  # fmt: skip


def test_siblings_and_members_do_not_exist_for_each_other(city, enter, held_some):
    client = enter((Role.SECRETARY, city.two))
    assert list(table(read(client, THEME))[1]) == ["第二支部 本级"]
    for code in ("B1", "G1", "C", "R"):
        assert client.get(f"{THEME}&unit={code}").status_code == 404
        assert client.get(f"/board/export/?unit={code}").status_code == 404
    plain = enter((Role.MEMBER, city.one))
    assert plain.get("/board/").status_code == 404
    assert plain.get("/board/?unit=B1").status_code == 404


def test_the_workbook_holds_the_same_table(city, officer, held_some):
    href = links(read(officer, f"{THEME}&unit=C"), "导出 Excel")[0]
    assert href == "/board/export/?rule=branch.theme_day&year=2021&unit=C"
    answer = officer.get(href)
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "甲局机关党委 2021年 主题党日（已办/应办，状态以 2021-11-21 为准）"
    assert rows[1][:3] == ["组织编码", "组织", "1月"]
    assert [row[:2] + row[10:13] for row in rows[2:]] == [
        ["B1", "第一支部", "1/1 按期", "1/1 按期", "0/1 进行中"],
        ["B2", "第二支部", "1/1 按期", "1/1 逾期完成", "0/1 进行中"],
    ]


def test_fifty_rows_make_a_page_and_the_sheet_has_all(city, officer):
    for number in range(60):
        unit(
            f"D{number}", city.root, UnitKind.COMMITTEE, name=f"单位{number}", established_on=SINCE
        )
    page = read(officer, THEME)
    assert len(table(page)[1]) == 50
    assert list(table(read(officer, f"{THEME}&page=2"))[1])[-1] == "单位59"
    sheet = load_workbook(BytesIO(officer.get("/board/export/").getvalue())).active
    assert sheet.max_row == 2 + 61


@pytest.mark.parametrize(("agencies", "branches"), [(1, 1), (3, 3), (60, 2)])
def test_the_number_of_queries_is_the_same_at_any_size(
    city, officer, agencies, branches, django_assert_num_queries
):
    of = plan(city.root)
    for number in range(agencies):
        above = unit(f"D{number}", city.root, UnitKind.COMMITTEE, established_on=SINCE)
        for place in range(branches):
            branch = unit(f"D{number}B{place}", above, established_on=SINCE)
            task(of, branch, number * 10 + place, date(2021, 10, 1))
    officer.get(THEME)
    with django_assert_num_queries(21):
        officer.get(THEME)
