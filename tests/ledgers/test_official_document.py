"""The parts of a .docx: fonts, numbers, links, and bytes that never change."""

import time
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from xianfeng.ledgers.documents.official import (
    Block,
    Heading,
    Number,
    OfficialDocument,
    Paragraph,
    Table,
    Text,
    font_aliases,
    write,
)
from xianfeng.ledgers.documents.official.words import chinese, lines, width

LIST = "https://party.example.gov.cn/members?unit=12&on=2026-11-21"


def opened(*blocks: Block, title: str = "", issuer: str = "", date: str = "") -> Docx:
    return Document(BytesIO(write(OfficialDocument(title, issuer, date, blocks))))


def texts(docx: Docx) -> list[tuple[str, str]]:
    return [(p.style.style_id, p.text) for p in docx.paragraphs]


def part(data: bytes, name: str) -> ElementTree.Element:
    with ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_title_blocks_and_signature_stand_in_order():
    docx = opened(
        Heading(1, "组织建设"),
        Paragraph([Text("共有党员"), Number("3,456", LIST), Text("名。")]),
        title="2026年度\n党建工作报告",
        issuer="市直机关工委",
        date="2026年11月21日",
    )
    assert texts(docx) == [
        ("Title", "2026年度\n党建工作报告"),
        ("Normal", ""),
        ("Heading1", "一、组织建设"),
        ("BodyText", "共有党员3,456名。"),
        ("Normal", ""),
        ("Signature", "市直机关工委"),
        ("Signature", "2026年11月21日"),
    ]


def test_headings_count_by_level_and_begin_anew_under_a_higher_one():
    levels = [1, 2, 3, 4, 4, 3, 4, 2, 3, 1, 3, 2]
    docx = opened(*(Heading(level, "题") for level in levels))
    assert [p.text for p in docx.paragraphs] == [
        "一、题",
        "（一）题",
        "1.题",
        "（1）题",
        "（2）题",
        "2.题",
        "（1）题",
        "（二）题",
        "1.题",
        "二、题",
        "1.题",
        "（一）题",
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (1001, "一千〇一"),
        (9999, "九千九百九十九"),
        (10_000, "10000"),
    ],
)
def test_numbers_in_chinese(number, written):
    assert chinese(number) == written


def test_a_value_is_a_link_that_prints_as_plain_text():
    docx = opened(
        Paragraph([Text("共"), Number("12", LIST), Text("次，"), Number("3"), Text("人")])
    )
    (paragraph,) = docx.paragraphs
    (link,) = paragraph.hyperlinks
    assert (link.text, link.address) == ("12", LIST)
    (run,) = link.runs
    assert str(run.font.color.rgb) == "000000"
    assert run.font.underline is False
    assert [r.text for r in paragraph.runs] == ["共", "次，", "3", "人"]


def test_the_same_list_is_one_relationship():
    docx = opened(Paragraph([Number("1", LIST), Number("2", LIST), Number("3", LIST + "&m=1")]))
    addresses = [r.target_ref for r in docx.part.rels.values() if r.is_external]
    assert addresses == [LIST, LIST + "&m=1"]


def test_an_address_in_chinese_is_escaped_once():
    assert Number("1", "https://a.cn/支部 表").href == "https://a.cn/%E6%94%AF%E9%83%A8%20%E8%A1%A8"
    assert Number("1", "https://a.cn/%E6%94%AF").href == "https://a.cn/%E6%94%AF"


@pytest.mark.parametrize("href", ["/members", "javascript:alert(1)", "file:///c:/a", "https:", " "])
def test_an_address_that_is_not_of_the_web_is_refused(href):
    with pytest.raises(ValueError, match="must be absolute"):
        Number("1", href)


def test_every_run_and_style_names_its_east_asian_font():
    data = write(
        OfficialDocument(
            "题",
            "署名",
            "日期",
            [
                *(Heading(level, "题") for level in (1, 2, 3, 4)),
                Paragraph([Text("文"), Number("1", LIST)]),
                Table(["列"], [[Number("1", LIST)]]),
            ],
        )
    )
    for name, holder in (
        ("word/document.xml", "w:r"),
        ("word/footer1.xml", "w:r"),
        ("word/footer2.xml", "w:r"),
        ("word/styles.xml", "w:style"),
    ):
        holders = list(part(data, name).iter(qn(holder)))
        fonts = [h.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for h in holders]
        assert len(fonts) >= 7
        assert [f for f in fonts if f is None or not f.get(qn("w:eastAsia"))] == []


def test_each_style_has_the_font_of_the_standard():
    styles = part(write(OfficialDocument("", "", "")), "word/styles.xml")
    found = {
        style.get(qn("w:styleId")): (
            style.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")),
            int(style.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2,
            style.find(f".//{qn('w:b')}") is not None,
        )
        for style in styles.iter(qn("w:style"))
    }
    table = {name: found.pop(name) for name in list(found) if name.startswith("Table")}
    assert found == {
        "Normal": ("仿宋_GB2312", 16, False),
        "BodyText": ("仿宋_GB2312", 16, False),
        "Title": ("方正小标宋简体", 22, False),
        "Heading1": ("黑体", 16, False),
        "Heading2": ("楷体_GB2312", 16, False),
        "Heading3": ("仿宋_GB2312", 16, True),
        "Heading4": ("仿宋_GB2312", 16, False),
        "Signature": ("仿宋_GB2312", 16, False),
        "Footer": ("宋体", 14, False),
    }
    assert table["TableHead"] == ("黑体", 12, False)


def test_the_font_table_names_a_free_font_for_each():
    fonts = part(write(OfficialDocument("", "", "")), "word/fontTable.xml")
    instead = {
        font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")).split(",")
        for font in fonts
    }
    assert set(instead) == {
        "方正小标宋简体",
        "仿宋_GB2312",
        "黑体",
        "楷体_GB2312",
        "宋体",
        "Times New Roman",
    }
    assert "Noto Serif CJK SC" in instead["仿宋_GB2312"]
    assert "Noto Sans CJK SC" in instead["黑体"]
    assert "Liberation Serif" in instead["Times New Roman"]


def test_fontconfig_is_told_the_same():
    config = ElementTree.fromstring(font_aliases())
    asked = [m.findtext("test/string") for m in config.findall("match")]
    assert asked == ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"]


def test_signature_begins_two_characters_apart():
    def starts(issuer: str, date: str) -> list[float]:
        docx = opened(issuer=issuer, date=date)
        return [round(p.paragraph_format.left_indent.pt / 15.75, 1) for p in docx.paragraphs[1:]]

    # Fourteen characters end two from the edge of 28.
    assert starts("中共某某市委市直属机关工委会", "2026年11月21日") == [12.0, 14.0]
    # Six over seven: now the date ends two from the edge, and the issuer gives way.
    assert starts("市直机关工委", "2026年11月21日") == [17.0, 19.0]
    assert starts("", "2026年11月21日") == [19.0]
    assert starts("市直机关工委", "") == [20.0]


def test_a_table_repeats_its_header_and_spans_the_type_area():
    docx = opened(Table(["单位", "党员（名）"], [[Text("一支部"), Number("12", LIST)]]))
    (table,) = docx.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "党员（名）"],
        ["一支部", "12"],
    ]
    assert len(list(table._tbl.iter(qn("w:tblHeader")))) == 1
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
    assert sum(widths) == 8844
    assert table.rows[1].cells[1].paragraphs[0].hyperlinks[0].address == LIST


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Row 2 has 1 cells, the header 2"):
        Table(["甲", "乙"], [[Text("1"), Text("2")], [Text("3")]])
    with pytest.raises(ValueError, match="Row 1 has 0 cells, the header 0"):
        Table([], [[]])


def test_a_heading_of_another_level_is_refused():
    with pytest.raises(ValueError, match="level 1 to 4, not 5"):
        Heading(5, "题")


def test_empty_blocks_leave_no_blank_line_and_no_number():
    docx = opened(
        Heading(1, " "),
        Paragraph([]),
        Paragraph([Text("\u3000\n\x00"), Number("")]),
        Table([], []),
        Heading(1, "第一"),
    )
    assert texts(docx) == [("Heading1", "一、第一")]


def test_a_typed_indent_is_not_added_to_that_of_the_style():
    docx = opened(Paragraph([Text("\u3000\u3000今年以来")]))
    assert texts(docx) == [("BodyText", "今年以来")]


def test_characters_that_xml_refuses_are_left_out():
    hostile = "a\x00\x1b\x08b\ud800\ufffe\uffff\u202ec\td<&>\"'"
    docx = opened(
        Paragraph([Text(hostile), Number(hostile, LIST)]),
        Heading(1, hostile),
        Table([hostile], [[Text(hostile)]]),
        title=hostile,
        issuer=hostile,
        date=hostile,
    )
    clean = "abc d<&>\"'"
    assert [text for _, text in texts(docx)] == [
        clean, "", clean * 2, "一、" + clean, "", "", "", clean, clean,
    ]  # fmt: skip
    assert docx.tables[0].rows[1].cells[0].text == clean
    assert (docx.core_properties.title, docx.core_properties.author) == (clean, clean)


def test_line_breaks_of_every_system_are_breaks():
    assert lines("a\r\nb\rc\u2028d\x0be") == ["a", "b", "c", "d", "e"]
    assert width("2026年11月21日") == 7.0


def test_a_long_title_does_not_overflow_the_properties():
    docx = opened(title="长" * 1000, issuer="署" * 1000)
    assert (len(docx.core_properties.title), len(docx.core_properties.author)) == (255, 255)
    assert docx.paragraphs[0].text == "长" * 1000


def test_the_same_document_gives_the_same_bytes_later():
    def made() -> bytes:
        return write(
            OfficialDocument("题", "署", "日", [Paragraph([Number("1", LIST), Text("次")])])
        )

    first = made()
    time.sleep(2.1)  # The clock of a zip archive has steps of two seconds.
    assert made() == first
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
    assert "created" not in core
    assert "python-docx" not in core


def test_another_document_gives_other_bytes():
    assert write(OfficialDocument("题", "署", "日")) != write(OfficialDocument("题", "署", "月"))


def test_ten_thousand_paragraphs_take_seconds():
    blocks = [
        Paragraph([Text("机关党建工作" * 20), Number(str(n), f"{LIST}&n={n}")])
        for n in range(10_000)
    ]
    begun = time.perf_counter()
    data = write(OfficialDocument("题", "署", "日", blocks))
    assert time.perf_counter() - begun < 30
    paragraphs = part(data, "word/document.xml").iter(qn("w:p"))
    assert sum(1 for _ in paragraphs) == 10_000 + 5
