"""The work report as a document: every blank with value, measure, period and address."""

import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from shutil import which

import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn

from tests.reports.build import city
from tests.units.build import officer
from xianfeng.ledgers.documents.official import write
from xianfeng.reports import blanks, rules
from xianfeng.reports.queries import values
from xianfeng.reports.texts import drafts, links

pytestmark = pytest.mark.django_db
TODAY = date(2021, 11, 21)


@pytest.fixture
def boss():
    return officer(city()[0])


def made(boss, kind, year=2021, code="", today=TODAY):
    draft = drafts.draft(boss, kind, values.scope(boss, code), year, today)
    return Document(BytesIO(write(draft)))


def linked(document):
    """Return {address: words} of all links of the document."""
    relations = document.part.rels
    return {
        relations[link.get(qn("r:id"))].target_ref: "".join(t.text for t in link.iter(qn("w:t")))
        for link in document.element.body.iter(qn("w:hyperlink"))
    }


@pytest.mark.parametrize(("kind", "last"), [("half", date(2021, 6, 30)), ("annual", TODAY)])
def test_every_blank_stands_in_the_document(boss, kind, last):
    document = made(boss, kind)
    span = rules.Span(date(2021, 1, 1), last)
    entries = values.entries(boss, values.scope(boss), span, list(blanks.every()))
    expected = [
        (e.title, rules.written(e.value, e.measure, e.recorded), span.when(e.during))
        for e in entries
    ]
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]
    assert rows[1:] == expected
    body = "".join(paragraph.text for paragraph in document.paragraphs)
    addresses = linked(document)
    for entry, (_, words, _) in zip(entries, expected, strict=True):
        address = settings.SITE_ADDRESS + links.figure(entry.id, span, "R")
        assert (address in addresses) == entry.recorded, entry.id
        if entry.recorded:
            assert addresses[address].strip("（）") == words, entry.id
            assert words in body, entry.id
    assert body.count("（未登记）") == sum(not entry.recorded for entry in entries)


def test_values_by_hand(boss):
    document = made(boss, "half")
    body = "".join(paragraph.text for paragraph in document.paragraphs)
    assert "截至2021年6月30日，完成分解任务3项。" in body
    assert "2021年上半年发展党员2名，转正党员1名，发展计划完成率50%。" in body
    assert "下半年怎么改" in body
    assert "明年" not in body
    assert document.paragraphs[-1].text == "2021年11月21日"


def test_a_branchs_report_counts_the_branch(boss):
    rows = {
        row.cells[0].text: row.cells[1].text for row in made(boss, "half", code="B").tables[0].rows
    }
    assert (rows["党员数"], rows["党组织数"], rows["任务完成"]) == ("1人", "1个", "1项")


def test_a_rate_over_nothing_is_not_zero(boss):
    draft = drafts.draft(boss, "annual", values.scope(boss), 2015, TODAY)
    rows = {row[0].text: row[1].text for row in draft.blocks[-1].rows}
    assert rows["组织生活参会率"] == "无应计数"
    assert rows["任务完成"] == "0项"
    assert rows["返还党费"] == "未登记"


def test_a_long_title_breaks_after_the_unit(boss):
    draft = drafts.draft(
        boss, "half", values.Scope("00001", "R", "中共云溪市直属机关工作委员会"), 2021, TODAY
    )
    assert draft.title == "中共云溪市直属机关工作委员会\n2021年上半年工作总结"
    assert drafts.plain_title(draft) == "中共云溪市直属机关工作委员会2021年上半年工作总结"


def test_is_over():
    assert not drafts.is_over("half", 2021, date(2021, 6, 30))
    assert drafts.is_over("half", 2021, date(2021, 7, 1))
    assert not drafts.is_over("annual", 2021, date(2021, 12, 31))


@pytest.mark.office
def test_the_printed_page_holds_the_values(boss, tmp_path):
    if not (which("soffice") and which("pdftotext")):
        pytest.skip("no LibreOffice or pdftotext here")
    path = tmp_path / "report.docx"
    draft = drafts.draft(boss, "half", values.scope(boss), 2021, TODAY)
    path.write_bytes(write(draft))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "report.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()
    packed = "".join(printed.split())
    assert "完成分解任务3项" in packed
    assert "党员4人" in packed
    assert f"参会率{Decimal('76.2')}%" in packed
    half = rules.Span(date(2021, 1, 1), date(2021, 6, 30))
    entries = values.entries(boss, values.scope(boss), half)
    unknown = sum(not entry.recorded for entry in entries)
    assert packed.count("未登记") >= unknown > 0
    assert "—1—" in packed
