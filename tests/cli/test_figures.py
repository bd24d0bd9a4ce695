"""xianfeng figures and xianfeng report."""

import json

import pytest
from docx import Document

from tests.reports.build import city
from xianfeng.cli.main import main
from xianfeng.kernel import figures
from xianfeng.reports import blanks
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db
SPAN = ["--from", "2021-01-01", "--to", "2021-06-30"]


@pytest.fixture
def units():
    return city()


def answer(capsys, *arguments):
    """Return (exit status, JSON document on stdout)."""
    status = main(arguments)
    return status, json.loads(capsys.readouterr().out)


def refused(capsys, *arguments):
    """Return (exit status, stdout, whether something was said)."""
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out, bool(printed.err) and "Traceback" not in printed.err


def test_values_of_a_unit(units, capsys):
    asked = ["figures", "org.members", "fund.refund_amount", *SPAN, "--unit", "A", "--json"]
    base = {"from": "2021-01-01", "to": "2021-06-30", "unit": "A"}
    assert answer(capsys, *asked) == (
        0,
        [
            {"id": "org.members", "value": 3, "measure": "人", **base, "recorded": True},
            {"id": "fund.refund_amount", "value": None, "measure": "元", **base, "recorded": False},
        ],
    )


def test_without_ids_every_figure_is_printed(units, capsys):
    status, found = answer(capsys, "figures", *SPAN, "--json")
    assert status == 0
    assert {each["id"] for each in found} == {
        *blanks.every(),
        *(figure.id for figure in figures.every()),
    }
    assert {each["unit"] for each in found} == {None}


def test_the_list_is_as_long_as_the_figure(units, capsys):
    status, found = answer(capsys, "figures", "dev.accepted", *SPAN, "--list", "--json")
    assert (status, [each["姓名"] for each in found]) == (0, ["陈一", "赵四"])
    assert answer(capsys, "figures", "fund.refund_amount", *SPAN, "--list", "--json") == (0, [])


def test_words_for_people(units, capsys):
    assert main(["figures", "org.members", *SPAN]) == 0
    assert capsys.readouterr().out == "org.members\t党员数\t4人\t截至2021年6月30日\n"
    assert main(["figures", "org.members", *SPAN, "--unit", "B", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["姓名", "赵四"]


@pytest.mark.parametrize(
    "asked",
    [
        ["figures", "org.invented", *SPAN],
        ["figures", "org.members", *SPAN, "--unit", "nowhere"],
        ["figures", "org.members", "--from", "2021-06-30", "--to", "2021-01-01"],
        ["figures", "org.members", "--from", "2021-02-30", "--to", "2021-03-01"],
        ["figures", "org.members", "org.units", *SPAN, "--list"],
        ["figures", *SPAN, "--list"],
        ["report", "half", "--unit", "nowhere", "--year", "2021", "-o", "x.docx"],
        ["report", "half", "--unit", "R", "--year", "99", "-o", "x.docx"],
        ["report", "half", "--unit", "R", "--year", "2021", "-o", "no/such/place/x.docx"],
    ],
)
def test_what_cannot_be_used_is_said(units, capsys, asked, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(capsys, *asked) == (2, "", True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "title"),
    [("half", "A党组织2021年上半年工作总结"), ("annual", "A党组织2021年工作总结")],
)
def test_report(units, tmp_path, kind, title):
    path = tmp_path / "report.docx"
    assert main(["report", kind, "--unit", "A", "--year", "2021", "-o", str(path)]) == 0
    document = Document(str(path))
    assert document.paragraphs[0].text.replace("\n", "") == title
    assert len(document.tables[0].rows) == len(blanks.every()) + 1


def test_what_counts_once_is_listed_once(units, capsys):
    asked = ["figures", "org.agencies", *SPAN, "--json"]
    (found,) = answer(capsys, *asked)[1]
    listed = answer(capsys, *asked, "--list")[1]
    agencies = [each["所属单位"] for each in listed]
    assert (len(agencies), len(set(agencies))) == (found["value"], found["value"])
    assert Unit.objects.exclude(agency=None).count() > found["value"] > 0
