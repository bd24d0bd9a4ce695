"""The order and the report on paper: what they say, and that a printer takes them."""

import subprocess
from io import BytesIO
from shutil import which
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from tests.rectification.build import ON
from tests.rectification.ordered import in_state, step
from xianfeng.rectification.actions import Answered

ASKED = (
    "收到后请于2021年7月5日前签收。逐项整改，写明整改情况和佐证材料，按时回复。"
    "由甲局机关党委逐项核实，属实的销号，没有改好的退回。"
)
REPORTED = (
    "你单位督交办〔2021〕1号《关于整改督查发现问题的交办单》收悉。交办的 2 个问题，"
    "已报整改 1 个，其中核实销号 1 个。现将整改情况报告如下。"
)


def opened(city, who, order, kind):
    """Return the name of the file sent, its paragraphs, its tables, and its bytes."""
    client = Client()
    client.force_login(city.users[who])
    answer = client.get(reverse("rectification:order_paper", args=[order.pk, kind]))
    assert answer.status_code == 200
    name = unquote(answer.headers["Content-Disposition"].partition("utf-8''")[2])
    docx = Document(BytesIO(answer.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.tables]
    return name, [p.text for p in docx.paragraphs if p.text], tables, answer.content


def test_an_order_lists_its_problems_its_deadline_and_a_receipt(city):
    order = in_state(city, "issued", new=["台账不全", "会议少了"])
    name, paragraphs, tables, _content = opened(city, "secretary", order, "order")
    assert name == "关于整改督查发现问题的交办单_第一支部.docx"
    assert paragraphs == [
        "关于整改督查发现问题的交办单",
        "督交办〔2021〕1号",
        "第一支部：",
        "依据：半年督查。现将 2 个问题交你单位整改，请于2021年7月31日前办结。",
        "一、交办问题",
        "二、有关要求",
        ASKED,
        "甲局机关党委",
        "2021年6月30日",
        "三、签收回执",
        "甲局机关党委：你单位督交办〔2021〕1号《关于整改督查发现问题的交办单》收悉。",
        "签收单位：第一支部（盖章）",
        "签收人：＿＿＿＿",
        "＿＿＿＿年＿＿月＿＿日",
    ]
    assert tables == [
        [
            ["序号", "问题", "类别", "整改时限"],
            ["1", "台账不全", "组织", "2021年7月15日"],
            ["2", "会议少了", "组织", "2021年7月15日"],
        ]
    ]


def test_a_report_says_of_each_problem_what_was_done_and_found(city):
    order = in_state(city, "received", new=["台账不全", "会议少了"])
    one, two = order.problems.order_by("pk")
    answers = {one.pk: Answered("已补齐", ON, "台账第三页"), two.pk: Answered("已补开", ON)}
    step(city, "reply_order", order, answers=answers, reply="全部整改到位。")
    step(city, "send_order_back", order, lacking={two.pk: "缺记录"})
    name, paragraphs, tables, _content = opened(city, "clerk", order, "report")
    title = "关于督交办〔2021〕1号交办问题整改情况的报告"
    assert name == f"{title}_第一支部.docx"
    assert paragraphs == [
        title,
        "甲局机关党委：",
        REPORTED,
        "一、总的情况",
        "全部整改到位。",
        "二、逐项整改情况",
        "特此报告。",
        "第一支部",
        "＿＿＿＿年＿＿月＿＿日",
    ]
    assert tables == [
        [
            ["序号", "问题", "整改情况", "佐证材料", "核实"],
            ["1", "台账不全", "已补齐", "台账第三页", "已销号"],
            ["2", "会议少了", "整改中", "—", "—"],
        ]
    ]


def test_a_draft_has_no_paper_and_others_get_none(city):
    draft, order = in_state(city, "draft"), in_state(city, "issued", new=["二"])
    for who, row, kind in (
        ("clerk", draft, "order"), ("clerk", order, "else"), ("second", order, "order"),
        ("member", order, "order"),
    ):  # fmt: skip
        client = Client()
        client.force_login(city.users[who])
        address = reverse("rectification:order_paper", args=[row.pk, kind])
        assert client.get(address).status_code == 404


@pytest.mark.office
@pytest.mark.parametrize("kind", ["order", "report"])
def test_the_printed_page_holds_the_problems(city, kind, tmp_path):
    if not (which("soffice") and which("pdftotext")):
        pytest.skip("no LibreOffice or pdftotext here")
    order = in_state(
        city, "replied", new=[f"第{each}个问题：" + "台账不全" * 9 for each in range(12)]
    )
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(opened(city, "clerk", order, kind)[3])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / f"{kind}.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()
    packed = "".join(printed.split())
    assert [f"第{each}个问题" in packed for each in range(12)] == [True] * 12
    assert "督交办〔2021〕1号" in packed
    assert "—1—" in packed
    assert "—2—" in packed
