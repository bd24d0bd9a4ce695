"""Headers are found wherever they stand and however they are written."""

import csv

import pytest

from tests.ledgers import build
from xianfeng.ledgers import headers, readers
from xianfeng.ledgers.results import UnusableFile
from xianfeng.ledgers.synonyms import kinds, synonyms
from xianfeng.ledgers.workbooks import Sheet, Workbook


def locate(rows, kind="members", merged=()):
    return headers.locate(Workbook("", [Sheet("甲", rows, merged)]), kind)


def indices(table):
    return {field: column.index for field, column in table.fields.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓名", "name"),
        ("姓  名", "name"),
        ("姓\u3000名", "name"),
        ("*姓名", "name"),
        ("出生\n年月日", "born_on"),
        ("出生年月(2019/10/24)", "born_on"),
        ("出生年月（yyyy-MM）", "born_on"),
        ("入党时间 (yyyy-MM-dd)", "joined_on"),
        ("所在组织(请不要输入特殊符号)", "unit_name"),
        ("是否为\n失联党员", "lost"),
        ("工号／学号", "staff_number"),
        ("血型", None),
        ("登录名", None),
    ],
)
def test_a_heading_is_evened_out(heading, field):
    assert synonyms("members").field(heading) == field


def test_each_kind_has_the_headings_of_the_sample_workbooks():
    assert kinds() == (
        "awards",
        "care",
        "checkins",
        "communities",
        "deployments",
        "development",
        "inspections",
        "meetings",
        "members",
        "posts",
        "problems",
        "requests",
        "talks",
        "tasks",
        "unit-changes",
        "units",
    )
    meeting = ["组织编码", "会议类型", "召开日期", "主持人", "应到人数", "实到人数", "主题"]
    meeting += ["地点", "记录人", "缺席人员", "主要内容", "补开期间"]
    assert [synonyms("meetings").field(heading) for heading in meeting] == [
        "unit_code", "kind", "held_on", "chair", "expected", "present", "title",
        "place", "recorder", "absentees", "content", "makes_up",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", kinds())
def test_no_spelling_stands_for_two_fields(kind):
    table = synonyms(kind)
    claimed = [text for known in table.spellings.values() for text in known]
    assert len(claimed) == len(table.index)
    assert set(table.core) <= set(table.spellings)
    assert not table.apart & set(table.index)


def test_every_heading_seen_in_real_sheets_is_known(shared_data):
    with (shared_data / "templates" / "template_headers.csv").open(encoding="utf-8-sig") as lines:
        seen = {part for row in csv.DictReader(lines) for part in row["header"].split("|")}
    unknown = {text for text in seen if not any(synonyms(kind).knows(text) for kind in kinds())}
    assert len(seen) > 100
    assert unknown == set()


def test_a_plain_header():
    table = locate([["姓名", "性别"], ["张三", "男"]])
    assert (table.header_rows, indices(table)) == ((1,), {"name": 0, "sex": 1})
    assert list(table.records()) == [(2, ["张三", "男"])]


def test_title_rows_and_columns_in_any_order():
    rows = [
        ["河阳市党员花名册", "", ""],
        ["填报单位（盖章）：", "", "填报日期：2020年6月30日"],
        [],
        ["血型", "民  族", "姓  名"],
        ["A", "汉族", "张三"],
    ]
    table = locate(rows, merged=(((0, 0), (0, 2)),))
    assert (table.header_rows, indices(table)) == ((4,), {"ethnicity": 1, "name": 2})
    assert table.unknown == (headers.Column(0, "血型"),)


def test_the_national_two_row_header():
    upper = ["序号", "姓名", "所在党支部", "公民身份证号", "联系电话", "", "是否为\n失联党员"]
    lower = ["", "", "", "", "手机号", "固定电话", ""]
    merged = (((0, 4), (0, 5)), ((0, 0), (1, 0)), ((0, 1), (1, 1)))
    for spans in (merged, ()):
        table = locate([upper, lower, [1.0, "张三", "一支部", "x", "1", "2", "否"]], merged=spans)
        assert table.header_rows == (1, 2)
        assert indices(table) == {
            "seq": 0, "name": 1, "unit_name": 2, "id_number": 3, "phone": 4, "landline": 5,
            "lost": 6,
        }  # fmt: skip
        assert table.heading("landline") == "联系电话／固定电话"
        assert [number for number, _ in table.records()] == [3]


def test_a_merged_group_lends_its_name_to_the_parts():
    upper = ["姓名", "性别", "党支部", ""]
    table = locate(
        [upper, ["", "", "编码", "名称"], ["张三", "男", "HY1", "一支部"]],
        merged=(((0, 2), (0, 3)),),
    )
    assert indices(table) == {"name": 0, "sex": 1, "unit_code": 2, "unit_name": 3}


def test_the_empty_national_sheet_has_no_rows(shared_data):
    (path,) = (shared_data / "templates").glob("党员基本信息汇总表*.xlsx")
    with pytest.raises(UnusableFile) as caught:
        headers.locate(readers.read(path), "members")
    assert caught.value.code == "no_rows"


def test_the_national_sheet_with_a_row_typed_in(shared_data):
    (path,) = (shared_data / "templates").glob("党员基本信息汇总表*.xlsx")
    workbook = readers.read(path)
    workbook.sheets[0].rows[4] = ["1", "张三", "一支部", *[""] * 16]
    table = headers.locate(workbook, "members")
    assert table.header_rows == (3, 4)
    assert (table.unknown, table.apart, table.repeated) == ((), (), ())
    assert sorted(table.fields) == [
        "born_on", "category", "confirmed_on", "education", "ethnicity", "floating",
        "floating_to", "id_number", "joined_on", "landline", "lost", "lost_on", "name",
        "occupation", "phone", "seq", "sex", "status", "unit_name",
    ]  # fmt: skip
    assert [number for number, _ in table.records()] == [5]
    assert [number for number, _ in table.rows_left_out()] == [6]


@pytest.mark.parametrize(
    "row",
    [
        ["填表人：张三          审核人：李四", "", ""],
        ["", "填表人：", "张三"],
        ["注：此表不可自行制作。", "", ""],
        ["备注:红色为必填", "", ""],
        ["合计", "", 3.0],
        ["序号", "姓名", "性别"],
    ],
)
def test_rows_below_that_are_no_data(row):
    table = locate([["序号", "姓名", "性别"], [1.0, "张三", "男"], [], row])
    assert [number for number, _ in table.records()] == [2]
    assert [number for number, _ in table.rows_left_out()] == [4]


def test_blank_rows_and_rows_with_only_a_number_are_passed_over():
    rows = [["序号", "姓名", "性别"], [1.0, "张三", "男"], [], [2.0, "", " "], [3.0, "", "女"]]
    assert list(locate(rows).records()) == [(2, [1.0, "张三", "男"]), (5, [3.0, "", "女"])]


def test_short_rows_are_filled_up():
    assert list(locate([["姓名", "性别"], ["张三"]]).records()) == [(2, ["张三", ""])]


def test_a_repeated_column_is_reported_and_the_first_one_kept():
    table = locate([["姓名", "入党时间", "加入党组织日期"], ["张三", "2001.1.1", "2002.1.1"]])
    assert indices(table) == {"name": 0, "joined_on": 1}
    assert table.repeated == (headers.Column(2, "加入党组织日期"),)


def test_the_more_telling_of_two_columns_is_kept_and_its_blanks_are_filled():
    rows = [["组织名称", "所属组织", "上级组织"], ["一", "系统", "甲"], ["二", "乙", ""]]
    (table,) = [headers.locate(Workbook("csv", [Sheet("表", rows)]), "units")]
    assert (indices(table), table.repeated) == (
        {"name": 0, "parent_name": 2},
        (headers.Column(1, "所属组织"),),
    )
    assert list(table.records()) == [(2, ["一", "系统", "甲"]), (3, ["二", "乙", "乙"])]


def test_a_known_column_that_is_not_kept_is_no_unknown_one():
    table = locate([["姓名", "性别", "登录名"], ["张三", "男", "zs"]])
    assert (table.apart, table.unknown) == ((headers.Column(2, "登录名"),), ())


def test_the_sheet_that_fits_best_is_taken_and_the_example_sheet_never():
    full = [["姓名", "性别", "民族"], ["示范", "男", "汉族"]]
    data = build.xlsx(
        ("示例", full), ("说明", [["怎么填"]]), ("一支部", [*full[:1], ["张三", "男", "汉族"]]),
        ("二支部", [["姓名", "性别"], ["李四", "女"]]),
    )  # fmt: skip
    table = headers.locate(readers.read(data), "members")
    assert (table.sheet.name, table.other_sheets) == ("一支部", ("二支部",))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["姓名", "性别"]], "no_rows"),
        ([["姓名", "性别"], [], ["注：无"]], "no_rows"),
        ([["张三", "男"], ["李四", "女"]], "no_header"),
        ([["姓名"], ["张三"]], "no_header"),
    ],
)
def test_no_header_or_nothing_below_it(rows, code):
    with pytest.raises(UnusableFile) as caught:
        locate(rows)
    assert caught.value.code == code


def test_columns_matched_by_hand():
    sheet = Sheet("甲", [["名", "x"], ["张三", "1"]])
    table = headers.table_from(sheet, "members", (1,), {"name": 0})
    assert (table.heading("name"), table.unknown) == ("名", (headers.Column(1, "x"),))
    assert list(table.records()) == [(2, ["张三", "1"])]
