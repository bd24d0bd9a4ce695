"""A paper form: plain parts become headings, tables and lines to sign, and a file to save."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import pytest
from docx import Document

from xianfeng.ledgers import documents
from xianfeng.ledgers.documents import Heading, Pairs, Paragraph, Signature, Table

PARTS = [
    Paragraph("第一段。\n\n第二段。"),
    Heading("到会情况"),
    Pairs([("日期", date(2021, 3, 5)), ("应到", 12), ("地点", "")]),
    Heading("名单", level=2),
    Table(("姓名", "人数", "备注"), [("张三", 3, None), ("李四", 0, "公出")]),
    Signature(["主持人：＿＿＿＿＿＿", "第一支部"]),
]


def opened(title, parts):
    return Document(BytesIO(documents.paper(title, parts)))


def test_parts_stand_in_order():
    docx = opened("会议记录", PARTS)
    assert [(p.style.style_id, p.text) for p in docx.paragraphs if p.text] == [
        ("Title", "会议记录"),
        ("BodyText", "第一段。"),
        ("BodyText", "第二段。"),
        ("Heading1", "一、到会情况"),
        ("Heading2", "（一）名单"),
        ("Signature", "主持人：＿＿＿＿＿＿"),
        ("Signature", "第一支部"),
    ]


def test_tables_hold_values_as_paper_writes_them():
    form, people = opened("会议记录", PARTS).tables
    assert [[cell.text for cell in row.cells] for row in form.rows] == [
        ["日期", "2021年3月5日"],
        ["应到", "12"],
        ["地点", ""],
    ]
    assert [[cell.text for cell in row.cells] for row in people.rows] == [
        ["姓名", "人数", "备注"],
        ["张三", "3", "—"],
        ["李四", "0", "公出"],
    ]
    styles = [cell.paragraphs[0].style.style_id for cell in people.rows[1].cells]
    assert styles == ["TableText", "TableNumber", "TableText"]


def test_the_same_parts_give_the_same_bytes():
    assert documents.paper("题", PARTS) == documents.paper("题", PARTS)


def test_what_is_empty_is_left_out():
    docx = opened("题", [Paragraph(" "), Pairs([]), Table((), []), Signature([]), Heading("")])
    assert [p.text for p in docx.paragraphs if p.text] == ["题"]
    assert docx.tables == []


def test_a_short_row_is_refused():
    with pytest.raises(ValueError, match="Row 1 has 1 cells, the header 2"):
        documents.paper("题", [Table(("甲", "乙"), [("一",)])])


def test_a_file_is_named_in_any_characters():
    answer = documents.attachment(b"docx", "第一支部 会议记录")
    name = answer.headers["Content-Disposition"].partition("filename*=utf-8''")[2]
    assert (answer.content, unquote(name)) == (b"docx", "第一支部 会议记录.docx")
