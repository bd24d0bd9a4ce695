"""Text, numbers, phones, choices and lists as people type them."""

import datetime as dt
from decimal import Decimal

import pytest

from xianfeng.ledgers import cells
from xianfeng.ledgers.codes import TABLES, choices


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("张三", "张三"), (" 张三 ", "张三"), ("\u3000张三\xa0", "张三"), ("'0371", "0371"),
        ("ＨＹ００１", "HY001"), (12.0, "12"), (1.5, "1.5"), (7, "7"), (None, ""), ("", ""),
        (dt.date(2020, 1, 2), "2020-01-02"), (dt.datetime(2020, 1, 2), "2020-01-02"),
        ('="0012"', "0012"), ("第一，第二；（三）", "第一，第二；（三）"), ("a\u200bb", "ab"),
        ('=HYPERLINK("x")', '=HYPERLINK("x")'), (True, "是"),
    ],
)  # fmt: skip
def test_text(raw, value):
    assert cells.text(raw) == (value, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("张三", "张三"), ("张  三", "张三"), (" 熊\u3000强", "熊强"), (" 雷\u3000向洋", "雷向洋"),
        ("买买提 吐尔逊江", "买买提 吐尔逊江"), ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"), ("", ""), ("张\n三", "张三"),
    ],
)  # fmt: skip
def test_a_name(raw, value):
    assert cells.name(raw) == (value, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("理发、园艺", ("理发", "园艺")), ("理发,园艺，电工;木工；瓦工/漆工",
         ("理发", "园艺", "电工", "木工", "瓦工", "漆工")),
        ("理发 园艺\n理发", ("理发", "园艺")), ("", ()), (None, ()), ("无", ()), ("、", ()),
        ("HY003、HY005", ("HY003", "HY005")),
    ],
)  # fmt: skip
def test_a_list(raw, value):
    assert cells.listed(raw) == (value, None)


@pytest.mark.parametrize(
    ("table", "raw", "value"),
    [
        ("sex", "男", "男"), ("sex", "男性", "男"), ("sex", " 女 ", "女"), ("sex", 2.0, "女"),
        ("ethnicity", "汉", "汉族"), ("ethnicity", "01 汉族", "汉族"), ("ethnicity", "01", "汉族"),
        ("ethnicity", 1.0, "汉族"), ("ethnicity", "０１　汉族", "汉族"),
        ("ethnicity", "彝", "彝族"),
        ("ethnicity", "土", "土族"), ("ethnicity", "土家", "土家族"),
        ("ethnicity", "维族", "维吾尔族"),
        ("education", "21 大学", "大学本科"), ("education", "大学", "大学本科"),
        ("education", "22", "大学专科"), ("education", "大专", "大学专科"),
        ("education", "1a", "中央党校研究生"), ("education", "研究生", "研究生"),
        ("education", "1B 省（区、市）委党校研究生", "省（区、市）委党校研究生"),
        ("education", "省(区、市)委党校研究生", "省（区、市）委党校研究生"),
        ("education", "大学本科肄业", "大学本科肄业"), ("education", "21 大学本科毕业", "大学本科"),
        ("education", "12 博士研究生结业", "博士研究生结业"), ("education", "6 普通高中", "高中"),
        ("category", "正式", "正式党员"), ("category", "中共预备党员", "预备党员"),
        ("occupation", "011 公务员", "公务员"), ("occupation", "0212", "事业单位专业技术岗位"),
        ("status", "正常", "正常"), ("status", "已停止党籍", "停止党籍"),
        ("unit_kind", "机关党委", "党委"), ("sector", "行政机关", "行政机关"),
        ("meeting_kind", "支部委员会会议", "支委会"), ("post", "党支部书记", "书记"),
    ],
)  # fmt: skip
def test_a_choice(table, raw, value):
    for _ in range(2):  # the second time it is remembered
        assert cells.choice(raw, choices(table)) == (value, None)


@pytest.mark.parametrize(
    ("table", "raw"),
    [
        ("sex", "男女"), ("sex", 3.0), ("sex", "0"), ("ethnicity", "星族"), ("ethnicity", "99"),
        ("education", "聪明"), ("education", "31"), ("category", "入党积极分子"), ("sex", [1]),
    ],
)  # fmt: skip
def test_an_unknown_choice(table, raw):
    assert cells.choice(raw, choices(table)) == (None, "choice_unknown")


@pytest.mark.parametrize("raw", ["", None, " ", "/", "无"])
def test_a_blank_choice(raw):
    assert cells.choice(raw, choices("sex")) == (None, None)


@pytest.mark.parametrize("table", TABLES)
def test_every_value_and_code_of_a_table_is_found(table):
    known = choices(table)
    assert [known.find(value) for value in known.values] == list(known.values)
    assert {code: known.find(code) for code in known.codes} == known.codes
    assert all(known.group(value) for value in known.values)


def test_tables_hold_every_published_name(shared_data):
    import csv

    for table, file in (
        ("ethnicity", "ethnic_gbt3304.csv"),
        ("education", "education_party_form.csv"),
        ("occupation", "job_post_party_form.csv"),
    ):
        with (shared_data / "codes" / file).open(encoding="utf-8-sig") as lines:
            for row in csv.DictReader(lines):
                known = choices(table)
                assert known.find(row["name_zh"]) is not None, row
                assert known.find(row["code"]) == known.find(row["name_zh"]), row
    with (shared_data / "codes" / "education_gbt4658.csv").open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            assert choices("education").find(row["name_zh"]) is not None, row


def test_education_has_a_coarse_level():
    known = choices("education")
    levels = ["研究生", "大学本科", "大学专科", "中专", "高中", "初中及以下", "其他"]
    assert list(dict.fromkeys(known.groups.values())) == levels
    assert known.group("中央党校大学") == "大学本科"


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        ("是", True, None), ("√", True, None), (True, True, None), (1.0, True, None),
        ("否", False, None), ("无", False, None), ("x", False, None), (0, False, None),
        ("", None, None), (None, None, None), ("也许", None, "choice_unknown"),
    ],
)  # fmt: skip
def test_yes_or_no(raw, value, code):
    assert cells.yes_no(raw) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (3.0, 3, None), (3, 3, None), ("3", 3, None), ("３", 3, None), ("3年", 3, None),
        ("45人", 45, None), ("1,200", 1200, None), ("", None, None), (None, None, None),
        (3.5, None, "number_invalid"), ("三", None, "number_invalid"),
        ("3-5", None, "number_invalid"), (float("nan"), None, "number_invalid"),
        (dt.date(2020, 1, 1), None, "number_invalid"),
    ],
)  # fmt: skip
def test_an_integer(raw, value, code):
    assert cells.integer(raw) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (15829.55, "15829.55", None), (6905.0, "6905.0", None), ("15829.55", "15829.55", None),
        ("¥1,582.50", "1582.50", None), ("１００元", "100", None), ("1，582", "1582", None),
        ("", None, None), ("/", None, None), ("12,34", None, "number_invalid"),
        ("约100", None, "number_invalid"), (float("inf"), None, "number_invalid"),
        ("NaN", None, "number_invalid"), ("1E999999999", None, "number_invalid"),
    ],
)  # fmt: skip
def test_money(raw, value, code):
    assert cells.money(raw) == (Decimal(value) if value else None, code)


@pytest.mark.parametrize(
    "raw",
    [
        "13800138000", 13800138000, 13800138000.0, "１３８００１３８０００", "138 0013 8000",
        "138-0013-8000", "+86 13800138000", "8613800138000", "0086-13800138000", "'13800138000",
    ],
)  # fmt: skip
def test_a_mobile_number(raw):
    assert cells.phone(raw) == ("13800138000", None)
    assert cells.phone(raw, landline=True) == ("13800138000", None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0371-65500000", "0371-65500000"), ("（0371）65500000", "0371-65500000"),
        ("65500000", "65500000"), (65500000.0, "65500000"), ("0371—65500000转801",
         "0371-65500000-801"), ("400-800-1234", "400-800-1234"),
    ],
)  # fmt: skip
def test_a_landline_only_where_the_column_allows_it(raw, value):
    assert cells.phone(raw) == (None, "phone_invalid")
    assert cells.phone(raw, landline=True) == (value, None)


@pytest.mark.parametrize("raw", ["12345", "1380013800", "12800138000", "138001380001", "电话"])
def test_no_phone_at_all(raw):
    assert cells.phone(raw, landline=True) == (None, "phone_invalid")


@pytest.mark.parametrize("raw", ["", None, " ", "无", "/"])
def test_a_blank_phone(raw):
    assert cells.phone(raw) == (None, None)
