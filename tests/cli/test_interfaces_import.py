"""The import as the interfaces promise it, from outside: workbooks in, JSON and statuses out."""

import json
from collections import defaultdict

import openpyxl
import pytest
from django.apps import apps

from tests.cli import books
from tests.cli.books import MEMBER_HEAD, UNIT_HEAD, book, member, number, unit
from tests.cli.run import xianfeng

pytestmark = pytest.mark.django_db
CITY = {
    "units": "党组织",
    "communities": "社区网格",
    "members": "党员花名册",
    "tasks": "任务分解表",
}
OFFICE = [
    UNIT_HEAD,
    unit("A", "工委", "工委"),
    unit("B", "党委", "党委", "A"),
    unit("C", "一支部", "党支部", "B"),
    unit("D", "二支部", "党支部", "A"),
]


def everything():
    """Return every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
    }


def told(ran):
    return [(found["row"], found["column"], found["code"]) for found in ran.json["errors"]]


def counts(ran):
    names = ("rows", "accepted", "rejected", "new", "changed", "unchanged")
    return [ran.json[name] for name in names]


@pytest.fixture
def office(capsys, tmp_path):
    assert xianfeng(capsys, "import", "units", book(tmp_path, *OFFICE)).status == 0
    return tmp_path


@pytest.mark.parametrize("name", ["clean", "messy"])
def test_the_city_says_what_it_expects(capsys, shared_data, tmp_path, name):
    place = shared_data / "city" / name
    expected = json.loads((place / "expect.json").read_text())
    for kind, stem in CITY.items():
        asked = ["import", kind, place / f"{stem}.xlsx", "--json"]
        before = everything()
        checked = xianfeng(capsys, *asked, "--check")
        assert everything() == before
        if checked.json["rejected"]:
            refused = xianfeng(capsys, *asked)
            assert (refused.status, everything()) == (1, before)
        found = xianfeng(capsys, *asked, "--accept-valid")
        assert (found.status, found.json) == (checked.status, checked.json)
        rows = expected["rows" if kind == "members" else kind.replace("communities", "grids")]
        rejected = expected["rejected"] if kind == "members" else 0
        assert counts(found) == [rows, rows - rejected, rejected, rows - rejected, 0, 0]
        codes = defaultdict(list)
        for row, _column, code in told(found):
            codes[str(row)].append(code)
        assert codes == (expected["errors"] if kind == "members" else {})
        again = xianfeng(capsys, *asked, "--accept-valid")
        assert counts(again) == [rows, rows - rejected, rejected, 0, 0, rows - rejected]
    shown = json.dumps(found.json["errors"])
    assert "7100001" not in shown


def test_every_error_of_a_row_is_told_and_values_are_masked(capsys, office):
    row = ["", number("19850701", 1), "男", "火星族", "1985-07-01", "1999-07-01", "1998-07-01",
           "好党员", "NIX"]  # fmt: skip
    before = everything()
    ran = xianfeng(capsys, "import", "members", book(office, MEMBER_HEAD, row), "--json")
    assert (ran.status, everything()) == (1, before)
    assert sorted(told(ran)) == sorted(
        [
            (2, "姓名", "required"),
            (2, "民族", "choice_unknown"),
            (2, "入党日期", "joined_before_18"),
            (2, "转正日期", "confirmed_before_joined"),
            (2, "人员类别", "choice_unknown"),
            (2, "所在党支部编码", "unit_not_found"),
        ]
    )
    wrong = member(1, "C", 身份证号="710000198507010010")
    ran = xianfeng(capsys, "import", "members", book(office, MEMBER_HEAD, wrong), "--json")
    (error,) = ran.json["errors"]
    assert list(error) == ["row", "column", "code", "message", "value"]
    assert (error["code"], error["value"]) == ("id_checksum", "710*************10")


def test_keys_of_the_document_and_its_messages_apart(capsys, office):
    ran = xianfeng(capsys, "import", "units", book(office, *OFFICE), "--json")
    assert list(ran.json) == [
        "kind", "rows", "accepted", "rejected", "new", "changed", "unchanged", "errors",
        "warnings",
    ]  # fmt: skip
    assert counts(ran) == [4, 4, 0, 0, 0, 4]
    assert "不变 4" in ran.err


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        ([unit("E", "三", "党支部", "E")], [(2, "上级组织编码", "choice_unknown")]),
        (
            [unit("E", "三", "党委", "F"), unit("F", "四", "党支部", "E")],
            [(2, "上级组织编码", "choice_unknown"), (3, "上级组织编码", "choice_unknown")],
        ),
        ([unit("B", "党委", "党委", "C")], [(2, "上级组织编码", "choice_unknown")]),
        (
            [unit("E", "三", "党支部", "A"), unit("E", "四", "党支部", "A")],
            [(3, "组织编码", "duplicate_in_file")],
        ),
        ([unit("E", "三", "党支部", "NIX")], [(2, "上级组织编码", "unit_not_found")]),
    ],
)
def test_a_tree_that_cannot_be(capsys, office, rows, errors):
    before = everything()
    ran = xianfeng(capsys, "import", "units", book(office, UNIT_HEAD, *rows), "--json")
    assert (ran.status, told(ran), everything()) == (1, errors, before)


@pytest.mark.parametrize("kind", ["units", "communities", "members", "meetings", "tasks"])
def test_an_empty_template_is_unusable(capsys, tmp_path, kind):
    path = tmp_path / "t.xlsx"
    assert xianfeng(capsys, "template", kind, "-o", path).status == 0
    ran = xianfeng(capsys, "import", kind, path, "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "t.xlsx：表头下面没有数据，请填写后再上传\n"


def test_on_behalf_of_a_unit_reaches_no_further(capsys, office):
    from xianfeng.kernel.models import AuditEntry

    rows = [MEMBER_HEAD, member(1, "C"), member(2, "D")]
    ran = xianfeng(
        capsys, "import", "members", book(office, *rows), "--json", "--on-behalf-of", "B",
        "--accept-valid",
    )  # fmt: skip
    assert (ran.status, told(ran)) == (1, [(3, "所在党支部编码", "unit_not_found")])
    entry = AuditEntry.objects.order_by("-seq").first()
    assert (entry.verb, entry.on_behalf) == ("ledgers.import", True)


def test_the_national_sheet_takes_two_people(capsys, shared_data, office):
    (template,) = (shared_data / "templates").glob("*.xlsx")
    workbook = openpyxl.load_workbook(template)
    page = workbook.active
    page.unmerge_cells("A6:S6")
    page["A7"], page["A6"] = page["A6"].value, None
    people = [
        [1, "王 明", "一支部", number("19850701", 7), "男", "汉", "1985.07", "大学", "正式党员",
         "2006.08.03", "2007.08.03", None, 19912345678],
        [2, "欧阳娜", "二支部", number("19900101", 8), "女", "回族", "19900101", "研究生",
         "预备党员", "20260101"],
    ]  # fmt: skip
    for line, cells in enumerate(people, 5):
        for column, cell in enumerate(cells, 1):
            page.cell(line, column).value = cell
    workbook.save(office / "n.xlsx")
    ran = xianfeng(capsys, "import", "members", office / "n.xlsx", "--json")
    assert (ran.status, counts(ran), ran.json["warnings"]) == (0, [2, 2, 0, 2, 0, 0], [])


def test_what_goes_out_comes_in_again(capsys, office):
    names = ['=HYPERLINK("http://x")', "+1", "-2", "@x"]
    rows = [unit(f"E{n}", name, "党支部", "A") for n, name in enumerate(names)]
    page = openpyxl.Workbook()
    for row in [UNIT_HEAD, *rows]:
        page.active.append([None if cell == "" else cell for cell in row])
    page.active["B2"].data_type = "s"
    page.save(office / "f.xlsx")
    assert xianfeng(capsys, "import", "units", office / "f.xlsx").status == 0
    for form in ("xlsx", "csv"):
        path = office / f"out.{form}"
        assert xianfeng(capsys, "export", "units", "-o", path).status == 0
        ran = xianfeng(capsys, "import", "units", path, "--json")
        assert (ran.status, counts(ran)) == (0, [8, 8, 0, 0, 0, 8])
    written = [row[1] for row in openpyxl.load_workbook(office / "out.xlsx").active.iter_rows()]
    assert {cell.data_type for cell in written} == {"s"}
    starts = {
        line.split(",")[1].strip('"')[0]
        for line in (office / "out.csv").open("rt", encoding="utf-8-sig")
    }
    assert starts.isdisjoint("=+-@")


def test_nothing_leaves_unmasked_without_a_purpose(capsys, office):
    from xianfeng.kernel.models import AuditEntry

    book(office, MEMBER_HEAD, member(1, "C"), name="m.xlsx")
    assert xianfeng(capsys, "import", "members", office / "m.xlsx").status == 0
    path, plain = office / "m.json", number("19850701", 1)
    assert xianfeng(capsys, "export", "members", "-o", path).status == 0
    assert json.loads(path.read_text())[0]["公民身份号码"] == f"710*************{plain[-2:]}"
    assert xianfeng(capsys, "export", "members", "--unmasked", "-o", path).status == 2
    said = ["export", "members", "--unmasked", "--purpose", "核对", "-o", path]
    assert xianfeng(capsys, *said).status == 0
    assert json.loads(path.read_text())[0]["公民身份号码"] == plain
    entry = AuditEntry.objects.order_by("-seq").first()
    assert (entry.verb, entry.new) == (
        "ledgers.export_unmasked",
        {"kind": "members", "rows": 1, "purpose": "核对"},
    )
    assert xianfeng(capsys, "verify").status == 0
    assert books.number("19850701", 1) not in json.dumps(entry.new)
