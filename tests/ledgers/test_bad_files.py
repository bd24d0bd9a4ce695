"""Files nobody should hand in: each gets a clear sentence and changes nothing."""

import io
import zipfile

import pytest
from docx import Document

from tests.ledgers.books import UNITS, number, person, roster, take_in, units, upload
from tests.ledgers.build import xlsx
from tests.plans.build import sign_in
from xianfeng.ledgers.models import Batch
from xianfeng.members.models import Member
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0


def word_file():
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


def locked():
    """An encrypted workbook is an OLE file with the stream EncryptedPackage."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1016
    return head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 600_000_000)
    return buffer.getvalue()


BAD = {
    "an empty workbook": (lambda: xlsx(("Sheet1", [])), "文件是空的"),
    "an empty file": (lambda: b"", "文件是空的"),
    "a password": (locked, "文件设了打开密码"),
    "a Word file": (word_file, "这不是 Excel 或 CSV 表格"),
    "a zip bomb": (bomb, "文件解开后太大"),
    "a header alone": (roster, "表头下面没有数据"),
    "half a file": (lambda: roster(person("张三"))[:2000], "文件不完整或已损坏"),
    "no header": (lambda: xlsx(("Sheet1", [["你好"], ["世界"]])), "没有找到表头"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_unusable_file_is_refused_with_status_2(tmp_path, city, name):
    content, sentence = BAD[name]
    batches = Batch.objects.count()
    status, told, said = take_in(tmp_path, "members", content())
    assert (status, told) == (2, None)
    assert sentence in said
    assert "Traceback" not in said
    assert (Member.objects.count(), Batch.objects.count()) == (0, batches)


@pytest.mark.parametrize("name", sorted(set(BAD) - {"a zip bomb"}))
def test_and_answered_on_the_page(client, city, name):
    content, sentence = BAD[name]
    sign_in(client, Role.COMMITTEE_OFFICER, Unit.objects.get(code="GW"))
    batch, answer = upload(client, "members", content())
    assert batch is None
    shown = answer.content.decode()
    assert sentence in shown
    assert Member.objects.count() == 0


def test_a_million_blank_rows_are_no_rows(tmp_path, city):
    rows = '<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c></row>'
    blank = "".join(f'<row r="{n}"/>' for n in range(3, 1_000_003))
    content = roster(person("张三"))
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", blank.encode() + b"</sheetData>")
            new.writestr(part, data)
    assert rows
    status, told, _ = take_in(tmp_path, "members", buffer.getvalue())
    assert (status, told["rows"], Member.objects.count()) == (0, 1, 1)


def test_a_missing_file_is_said(tmp_path, db):
    from tests.ledgers.books import command

    status, _, said = command("import", "members", tmp_path / "nowhere.xlsx")
    assert status == 2
    assert "读不到文件" in said


def test_formulas_and_links_stay_text(tmp_path, city):
    link = '=HYPERLINK("http://example.org","点我")'
    status, told, _ = take_in(tmp_path, "members", roster(person(link)))
    assert (status, told["new"], Member.objects.get().name) == (0, 1, link)
    from tests.ledgers.books import command

    out = tmp_path / "out.csv"
    assert command("export", "members", "-o", out)[0] == 0
    assert f'"\'{link.replace(chr(34), chr(34) * 2)}"' in out.read_text("utf-8-sig")


def test_an_odd_identity_number_is_a_row_error_or_a_warning(tmp_path, city):
    odd = number("19860220", region="719001")
    content = roster(person("张三", "19860220", 身份证号=odd), person("李四", 身份证号="719001"))
    status, told, _ = take_in(tmp_path, "members", content)
    assert status == 1
    assert [(e["row"], e["code"]) for e in told["errors"]] == [(4, "id_format")]
    assert [(w["row"], w["code"]) for w in told["warnings"]] == [(3, "id_region_unknown")]
    assert Member.objects.count() == 0


def changed(code, column, value):
    rows = [list(row) for row in UNITS]
    for row in rows:
        if row[0] == code:
            row[column] = value
    return rows


def test_units_named_twice(tmp_path, db):
    status, told, _ = take_in(tmp_path, "units", units([*UNITS, UNITS[3]]))
    assert (status, Unit.objects.count()) == (1, 0)
    assert [(e["row"], e["code"]) for e in told["errors"]] == [(7, "duplicate_in_file")]


def test_a_unit_that_is_its_own_ancestor(tmp_path, db):
    status, told, _ = take_in(tmp_path, "units", units(changed("GW2", 3, "GW2")))
    assert (status, Unit.objects.count()) == (1, 0)
    assert told["errors"] == [
        {
            "row": 6,
            "column": "上级组织编码",
            "code": "choice_unknown",
            "message": "上级组织不能是它自己",
            "value": "GW2",
        }
    ]


def test_a_moved_subtree_that_would_become_a_cycle(tmp_path, city):
    before = list(Unit.objects.order_by("pk").values())
    status, told, _ = take_in(
        tmp_path, "units", units(changed("GW1", 3, "GW101")), "--accept-valid"
    )
    assert status == 1
    codes = {(e["row"], e["message"]) for e in told["errors"]}
    text = "上级组织不能是它自己的下级，请核对上级组织编码"
    assert codes == {(3, text), (4, text)}
    assert list(Unit.objects.order_by("pk").values()) == before
