"""xianfeng certificate: names in a unit, one file; nothing is guessed."""

import pytest

from tests.cli.run import xianfeng
from tests.hours.build import NOW, ON, City, gave
from tests.members.build import member
from xianfeng.hours.models import Certificate
from xianfeng.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def test_several_members_come_in_one_file(city, capsys, tmp_path):
    gave(city.zhang, city.one, 1)
    gave(city.wang, city.two, 2)
    file = tmp_path / "证明.pdf"
    ran = xianfeng(capsys, "certificate", "张三", "王五", "张三", "--unit", "C", "-o", file)
    assert (ran.status, ran.out, "已开具 2 份" in ran.err) == (0, "", True)
    assert file.read_bytes().startswith(b"%PDF-")
    made = Certificate.objects.order_by("pk").values_list("member__name", "unit__code", "on_behalf")
    assert list(made) == [("张三", "B1", True), ("王五", "B2", True)]
    assert AuditEntry.objects.filter(on_behalf=True).count() == 2


def test_who_has_no_hours_is_named_and_the_others_are_done(city, capsys, tmp_path):
    gave(city.zhang, city.one, 1)
    file = tmp_path / "x.pdf"
    ran = xianfeng(capsys, "certificate", "张三", "李四", "--unit", "B1", "-o", file)
    assert (ran.status, file.exists(), "李四：这段时间没有服务时长" in ran.err) == (1, True, True)
    span = ("--from", "2020-01-01", "--to", "2020-12-31")
    none = tmp_path / "none.pdf"
    ran = xianfeng(capsys, "certificate", "张三", "--unit", "B1", *span, "-o", none)
    assert (ran.status, none.exists()) == (2, False)


def test_a_name_that_two_bear_or_nobody_is_listed_and_nothing_is_written(city, capsys, tmp_path):
    gave(city.zhang, city.one, 1)
    member("张三", city.two)
    file = tmp_path / "x.pdf"
    ran = xianfeng(capsys, "certificate", "张三", "赵六", "--unit", "C", "-o", file)
    assert (ran.status, file.exists(), Certificate.objects.count()) == (2, False, 0)
    said = (
        "叫张三的党员有 2 名",
        "第一支部（B1）",
        "第二支部（B2）",
        "甲局机关党委没有叫赵六的党员",
    )
    assert [words for words in said if words not in ran.err] == []
    assert xianfeng(capsys, "certificate", "张三", "--unit", "B1", "-o", file).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["张三", "--unit", "没有"],
        ["张三", "--unit", "B1", "--from", "2021"],
        ["张三", "--unit", "B1", "--from", "2021-06-30", "--to", "2021-06-01"],
        ["张三", "--unit", "B1", "--to", "2021-07-01"],
        ["张三"],
        ["--unit", "B1"],
    ],
)
def test_what_cannot_be_is_told_without_a_traceback(city, capsys, tmp_path, arguments):
    gave(city.zhang, city.one, 1)
    ran = xianfeng(capsys, "certificate", *arguments, "-o", tmp_path / "x.pdf")
    assert (ran.status, "Traceback" in ran.err, Certificate.objects.count()) == (2, False, 0)
    assert ran.err


def test_a_file_that_cannot_be_written_is_told(city, capsys, tmp_path):
    gave(city.zhang, city.one, 1)
    ran = xianfeng(capsys, "certificate", "张三", "--unit", "B1", "-o", tmp_path / "no" / "x.pdf")
    assert (ran.status, "写不到" in ran.err) == (2, True)
