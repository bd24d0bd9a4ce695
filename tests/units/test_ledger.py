"""The ledgers of units and communities: order, moves, undo, reach."""

import pytest

from tests.ledgers.books import UNITS, command, person, roster, take_in, units
from tests.ledgers.build import xlsx
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import operator
from xianfeng.ledgers import actions
from xianfeng.ledgers.models import Batch
from xianfeng.units.models import Agency, Place, Term, Unit, UnitState

pytestmark = pytest.mark.django_db


def row(code, **cells):
    columns = {"name": 1, "kind": 2, "parent": 3, "sector": 5, "term": 7, "years": 8}
    found = list(next(one for one in UNITS if one[0] == code))
    for name, value in cells.items():
        found[columns[name]] = value
    return found


def paths():
    return dict(Unit.objects.values_list("code", "path"))


def last():
    return Batch.objects.latest("pk")


def undo(batch):
    actions.undo(actor=operator("测试"), at=clock.now(), batch_id=batch.pk, version=batch.version)


def stretches():
    """Return the history of all units, without the keys of its rows."""
    shown = ("unit__code", "from_on", "until_on", "name", "kind", "path", "agency")
    return list(UnitState.objects.order_by("unit__code", "from_on").values_list(*shown))


def everything():
    return [list(m.objects.order_by("pk").values()) for m in (Unit, Agency, Term, Place)] + [
        stretches()
    ]


def test_rows_come_in_any_order(tmp_path):
    status, told, _ = take_in(tmp_path, "units", units(UNITS[::-1]))
    assert (status, told["new"]) == (0, 5)
    assert paths() == {
        "GW": "00001",
        "GW2": "0000100001",
        "GW1": "0000100002",
        "GW102": "000010000200001",
        "GW101": "000010000200002",
    }
    assert Term.objects.get(unit__code="GW1").until_on.isoformat() == "2024-05-12"


def test_a_changed_file_says_what_changes_and_moves_the_subtree(tmp_path):
    take_in(tmp_path, "units", units())
    before = everything()
    moved = [row("GW1", parent="GW2", name="教育局机关党委"), row("GW2", term="2023-08-10")]
    status, told, _ = take_in(tmp_path, "units", units(moved))
    assert (status, told["changed"], told["unchanged"]) == (0, 2, 0)
    assert paths()["GW101"] == "00001" + "00002" + "00001" + "00001"
    assert Unit.objects.get(code="GW1").version == 2
    assert Term.objects.filter(unit__code="GW2").count() == 2
    undo(last())
    assert everything() == before


def test_undo_takes_everything_back_and_only_once(tmp_path):
    before = everything()
    take_in(tmp_path, "units", units())
    batch = last()
    undo(batch)
    assert everything() == before
    batch.refresh_from_db()
    with pytest.raises(Refused, match="已经撤销"):
        undo(batch)


def test_undo_is_refused_once_members_belong_there(tmp_path):
    take_in(tmp_path, "units", units())
    batch = last()
    take_in(tmp_path, "members", roster(person("张三")))
    before = everything()
    with pytest.raises(Refused, match="已被后来的记录用到"):
        undo(batch)
    assert everything() == before


def test_undo_is_refused_once_changed_again(tmp_path):
    take_in(tmp_path, "units", units())
    first = last()
    take_in(tmp_path, "units", units([row("GW2", name="民政局机关支部")]))
    second = last()
    with pytest.raises(Refused, match="后来又修改过"):
        undo(first)
    undo(second)
    undo(first)
    assert Unit.objects.count() == 0


def test_each_mistake_is_named(tmp_path):
    rows = [
        *UNITS,
        row("GW2", parent="NIX", kind="俱乐部"),
        ["N1", "无上级", "党支部", "", "", "", "2012-06-03", "", ""],
        ["N2", "", "党支部", "GW", "教育局", "群团", "2031-01-01", "2020-01-01", ""],
        ["N3", "下级", "党支部", "N2", "", "群团", "2012-06-03", "", "三年"],
    ]
    rows[5][0] = "N0"
    status, told, _ = take_in(tmp_path, "units", units(rows))
    found = {}
    for error in told["errors"]:
        found.setdefault(error["row"], set()).add((error["column"], error["code"]))
    assert (status, Unit.objects.count()) == (1, 0)
    assert found == {
        7: {("组织类别", "choice_unknown"), ("上级组织编码", "unit_not_found")},
        8: {("上级组织编码", "required")},
        9: {
            ("组织名称", "required"),
            ("单位性质", "choice_unknown"),
            ("成立日期", "date_in_future"),
            ("任期年限", "required"),
        },
        10: {("所属单位", "required"), ("任期年限", "number_invalid")},
    }


def test_acting_for_a_unit_reaches_no_further(tmp_path):
    take_in(tmp_path, "units", units())
    more = [
        row("GW2", name="改了名"),
        ["GW103", "三支部", "党支部", "GW1", "", "", "2015-01-01", "", ""],
        ["GW104", "四支部", "党支部", "GW2", "", "", "2015-01-01", "", ""],
    ]
    flags = ("--on-behalf-of", "GW1", "--accept-valid")
    _, told, _ = take_in(tmp_path, "units", units(more), *flags)
    codes = [(e["row"], e["code"]) for e in told["errors"]]
    assert codes == [(2, "conflict"), (4, "unit_not_found")]
    assert set(paths()) == {"GW", "GW1", "GW101", "GW102", "GW2", "GW103"}
    status, _, said = take_in(tmp_path, "units", units(), "--on-behalf-of", "NIX")
    assert status == 2
    assert "没有编码为 NIX 的组织" in said


def test_check_changes_nothing_ever(tmp_path):
    status, told, said = take_in(tmp_path, "units", units(), "--check", "--accept-valid")
    assert (status, told["new"], Unit.objects.count(), Batch.objects.count()) == (0, 5, 0, 0)
    assert "只做了检查" in said


def test_an_exported_ledger_imports_unchanged(tmp_path):
    take_in(tmp_path, "units", units())
    for form in ("xlsx", "csv"):
        out = tmp_path / f"out.{form}"
        assert command("export", "units", "--unit", "GW1", "-o", out)[0] == 0
        _, told, _ = command("import", "units", out, "--json")
        assert (told["rows"], told["unchanged"]) == (3, 3)


def places(*rows):
    return xlsx(("社区网格表", [["社区", "网格", "小区"], *rows]))


def test_three_levels_of_a_community(tmp_path):
    rows = [["甲社区", "第1网格", "和苑"], ["甲社区", "第1网格", "锦苑"], ["乙社区", "", ""]]
    _, told, _ = take_in(tmp_path, "communities", places(*rows))
    assert (told["new"], Place.objects.count()) == (3, 5)
    batch = last()
    more = [*rows, ["甲社区", "第2网格", ""], ["丙社区", "", "和苑"], ["乙社区", "", ""]]
    _, told, _ = take_in(tmp_path, "communities", places(*more), "--accept-valid")
    assert [(e["row"], e["code"]) for e in told["errors"]] == [
        (6, "required"),
        (7, "duplicate_in_file"),
    ]
    assert (told["new"], told["unchanged"], Place.objects.count()) == (1, 3, 6)
    with pytest.raises(Refused):
        undo(batch)
    undo(last())
    undo(batch)
    assert Place.objects.count() == 0
