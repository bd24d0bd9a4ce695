"""What ``xianfeng import`` prints and with which status it ends."""

import json
import subprocess
import sys

import pytest

from tests.cli.run import xianfeng
from tests.ledgers.books import number, person, roster, take_in, units
from xianfeng.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0


def test_one_document_in_the_shape_that_stays(tmp_path, capsys, city):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster(person("张三"), person("李四", order=3, 入党日期="1999年13月1日")))
    ran = xianfeng(capsys, "import", "members", path, "--json")
    assert ran.status == 1
    assert ran.json == {
        "kind": "members",
        "rows": 2,
        "accepted": 1,
        "rejected": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "errors": [
            {
                "row": 4,
                "column": "入党日期",
                "code": "date_invalid",
                "message": "不是有效日期，请写成 1985-07-01 这样的年月日",
                "value": "1999年13月1日",
            }
        ],
        "warnings": [],
    }
    assert "没有写入" in ran.err
    assert Member.objects.count() == 0


def test_the_rows_that_are_right_when_told_so(tmp_path, capsys, city):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster(person("张三"), person("李四", order=3, 入党日期="1999年13月1日")))
    ran = xianfeng(capsys, "import", "members", path, "--accept-valid")
    assert (ran.status, ran.out) == (1, "")
    assert [one.name for one in Member.objects.all()] == ["张三"]


def test_check_writes_nothing_whatever_else_is_said(tmp_path, capsys, city):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster(person("张三")))
    ran = xianfeng(capsys, "import", "members", path, "--check", "--accept-valid")
    assert ran.status == 0
    assert Member.objects.count() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_files_in_either_encoding(tmp_path, capsys, city, encoding):
    one = person("张三")
    text = ",".join(one) + "\n" + ",".join(one.values()) + "\n"
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(text.encode(encoding))
    assert xianfeng(capsys, "import", "members", path).status == 0
    assert Member.objects.get().id_number == number("19850701")


def test_acting_for_a_unit_is_marked_in_the_audit(tmp_path, capsys, city):
    from xianfeng.kernel.models import AuditEntry

    path = tmp_path / "花名册.xlsx"
    path.write_bytes(roster(person("张三")))
    assert xianfeng(capsys, "import", "members", path, "--on-behalf-of", "GW1").status == 0
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.on_behalf, entry.new["new"]) == ("ledgers.import", True, 1)


@pytest.mark.parametrize("kind", ["units", "communities", "members", "tasks", "meetings"])
def test_every_kind_has_import_export_and_template(capsys, tmp_path, kind):
    out = tmp_path / "out.json"
    assert xianfeng(capsys, "export", kind, "-o", out).status == 0
    assert json.loads(out.read_text()) == []
    assert xianfeng(capsys, "template", kind, "-o", tmp_path / "out.xlsx").status == 0
    assert xianfeng(capsys, "template", kind, "-o", tmp_path / "out.csv").status == 2
    assert xianfeng(capsys, "export", kind, "-o", tmp_path / "out.pdf").status == 2
    assert xianfeng(capsys, "export", kind, "-o", tmp_path / "no" / "out.csv").status == 2


def test_an_unknown_kind_is_unusable():
    program = [sys.executable, "-m", "xianfeng.cli.main", "import", "nothing", "x.xlsx"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
