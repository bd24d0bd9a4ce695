"""xianfeng participation: the report as a file and as one JSON document."""

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.run import xianfeng
from tests.participation.build import said, signed
from xianfeng.participation.enums import Verdict


def test_the_report_as_json(city, capsys):
    city.served()
    said(city, verdict=Verdict.DIFFERS, text="少来一次")
    signed(city)
    ran = xianfeng(capsys, "participation", "--unit", "B1", "--year", "2021", "--json")
    assert ran.status == 0
    found = {one["id"]: (one["value"], one["measure"]) for one in ran.json.pop("figures")}
    assert (found["checkin.members"], found["service.done"]) == ((2, "名"), (1, "件"))
    assert ran.json | {"figures": []} == {
        "unit": "B1", "period": "2021", "from": "2021-01-01", "to": "2021-12-20",
        "signed_on": "2021-12-20", "figures": [],
        "opinions": [
            {"community": "东街社区", "verdict": "differs", "text": "少来一次",
             "said_on": "2021-12-20"}
        ],
    }  # fmt: skip


def test_a_word_that_is_missing_is_a_finding(city, capsys, tmp_path):
    there = tmp_path / "报告.docx"
    ran = xianfeng(capsys, "participation", "--unit", "B1", "--year", "2021", "-o", there)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"已写好：{there}\n还有 1 个社区没有给出意见。\n"
    text = [one.text for one in Document(there).paragraphs]
    assert text[0] == "第一支部2021年参与社区服务情况报告"


def test_half_a_year_as_a_workbook(city, capsys, tmp_path):
    city.served()
    said(city)
    there = tmp_path / "报告.xlsx"
    ran = xianfeng(
        capsys, "participation", "--unit", "B1", "--year", "2021", "--half", "2", "-o", there
    )
    assert ran.status == 0
    page = load_workbook(there).active
    assert page["A1"].value == "第一支部2021年下半年参与社区服务情况报告"
    rows = [row[:4] for row in page.iter_rows(min_row=3, values_only=True)]
    assert ("服务单", "办结", 0, "件") in rows


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", "X", "--year", "2021", "--json"], "没有编码为 X 的党组织"),
        (["--unit", "B1", "--year", "2022", "--json"], "年份应在 1990 年到今年之间"),
        (["--unit", "B1", "--year", "2021"], "请用 -o 写明文件，或用 --json 输出到屏幕"),
        (["--unit", "B1", "--year", "2021", "-o", "a.pdf"], "文件名应以 .docx 或 .xlsx 结尾"),
        (["--unit", "B1", "--year", "2021", "-o", "/nowhere/a.docx"], "写不到 /nowhere/a.docx"),
    ],
)
def test_what_cannot_be_done_is_said(city, capsys, arguments, told):
    ran = xianfeng(capsys, "participation", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(told)
