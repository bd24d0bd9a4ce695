"""What is written can be read again, and never acts as a formula."""

import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pytest

from xianfeng.ledgers import headers, readers, sheets
from xianfeng.ledgers.results import row_error
from xianfeng.ledgers.sheets import Heading

HEADINGS = [
    Heading("姓名", required=True),
    Heading("性别", choices=["男", "女"], hint="请选一项"),
    Heading("出生日期", kind="date"),
    Heading("党费基数", kind="money"),
    Heading("特长"),
]
ROWS = [
    ["张三", "男", dt.date(1985, 7, 1), Decimal("12.50"), ("理发", "园艺")],
    ["李四", "女", None, None, ()],
]


def written(write, *args, **values):
    buffer = io.BytesIO()
    write(buffer, *args, **values)
    return buffer.getvalue()


def test_a_workbook_comes_back_as_it_was_written():
    data = written(sheets.write_xlsx, HEADINGS, iter(ROWS), sheet="名册", title="党员花名册")
    (sheet,) = readers.read(data).sheets
    assert sheet.name == "名册"
    assert sheet.rows == [
        ["党员花名册", "", "", "", ""],
        ["姓名", "性别", "出生日期", "党费基数", "特长"],
        ["张三", "男", dt.date(1985, 7, 1), 12.5, "理发、园艺"],
        ["李四", "女", "", "", ""],
    ]


def test_a_path_is_written_too(tmp_path):
    assert sheets.write_xlsx(tmp_path / "a.xlsx", HEADINGS, ROWS) == 2
    assert len(readers.read(tmp_path / "a.xlsx").sheets[0].rows) == 3


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "http://example.org"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_or_a_link(text):
    data = written(sheets.write_xlsx, [Heading(text), Heading("b")], [[text, "b"]])
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.data_type for row in page.iter_rows() for cell in row] == ["s"] * 4
    assert page["A2"].hyperlink is None
    assert page["A2"].value == text


@pytest.mark.parametrize("text", DANGEROUS[:-1])
def test_dangerous_text_in_csv_gets_an_apostrophe_which_import_drops(text):
    data = written(sheets.write_csv, [Heading("姓名"), Heading("b")], [[text, -1.5]])
    (sheet,) = readers.read(data).sheets
    assert sheet.rows == [["姓名", "b"], [f"'{text}", "-1.5"]]


def test_csv_carries_a_byte_order_mark_and_leaves_the_target_open():
    buffer = io.BytesIO()
    assert sheets.write_csv(buffer, HEADINGS, ROWS) == 2
    assert buffer.getvalue().decode("utf-8") == (
        "\ufeff姓名,性别,出生日期,党费基数,特长\r\n"
        "张三,男,1985-07-01,12.50,理发、园艺\r\n"
        "李四,女,,,\r\n"
    )


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS])
def test_json_is_one_array(rows):
    records = json.loads(written(sheets.write_json, HEADINGS, rows))
    assert len(records) == len(rows)
    assert (
        records[:1]
        == [
            {
                "姓名": "张三",
                "性别": "男",
                "出生日期": "1985-07-01",
                "党费基数": 12.5,
                "特长": ["理发", "园艺"],
            }
        ][: len(rows)]
    )


def test_problems_stand_in_a_column_of_their_own():
    data = written(sheets.write_xlsx, HEADINGS[:2], [["张三", "男"], ["", "女"]],
                   problems={1: "姓名：请补上"})  # fmt: skip
    assert readers.read(data).sheets[0].rows == [
        ["姓名", "性别", "需要修改的内容"],
        ["张三", "男", ""],
        ["", "女", "姓名：请补上"],
    ]


def test_a_marked_copy_keeps_every_row_in_place_and_imports_again():
    rows = [["花名册", ""], [], ["姓名", "身份证号"], ["张三", 7.1e17], ["李四", "x"]]
    error = row_error(4, "身份证号", "id_number", "id_precision_lost", 7.1e17)
    data = written(sheets.write_marked, rows, 3, [error])
    workbook = readers.read(data)
    assert workbook.sheets[0].rows == [
        ["花名册", "", ""],
        [],
        ["姓名", "身份证号", "需要修改的内容"],
        ["张三", 7.1e17, f"身份证号：{error.message}"],
        ["李四", "x", ""],
    ]
    table = headers.locate(workbook, "members")
    assert (list(table.fields), table.unknown) == (["name", "id_number"], ())


def test_a_template_has_validations_and_an_example_that_is_not_imported():
    data = written(sheets.write_template, HEADINGS, ROWS, sheet="党员", title="党员花名册")
    page = openpyxl.load_workbook(io.BytesIO(data))["党员"]
    rules = {str(rule.sqref): rule.type for rule in page.data_validations.dataValidation}
    assert rules == {"B3:B2002": "list", "C3:C2002": "date"}
    assert page.column_dimensions["D"].number_format == "0.00"
    workbook = readers.read(data)
    assert [sheet.name for sheet in workbook.sheets] == ["党员", "示例"]
    with pytest.raises(headers.UnusableFile) as caught:
        headers.locate(workbook, "members")
    assert caught.value.code == "no_rows"
