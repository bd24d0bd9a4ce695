"""The ledger of changes: in as planned ones, compared, taken back, and out again."""

from datetime import date
from io import BytesIO

import pytest

from tests.lifecycle.build import TODAY, City, at, moment
from tests.units.build import viewer
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import operator
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.lifecycle import tasks
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db
DAY = date(2021, 7, 10)
RENAME = {"变更": "更名", "组织编码": "A1", "新的名称": "新名", "生效日期": DAY}
NEW = {
    "变更": "新设", "新组织编码": "A9", "新的名称": "第九支部", "组织类别": "党支部",
    "上级或去向编码": "A", "生效日期": TODAY, "批复文号": "1号",
}  # fmt: skip


@pytest.fixture
def city():
    return City()


def take_in(actor, *rows):
    kind, target = registry.get("unit-changes"), BytesIO()
    titles = [column.title for column in kind.columns]
    lines = [[row.get(title, "") for title in titles] for row in rows]
    sheets.write_xlsx(target, [Heading(title) for title in titles], lines, title="台账")
    examined = ledgers.import_file(
        actor=actor, at=moment(TODAY), kind=kind, name="台账.xlsx",
        content=target.getvalue(), valid_only=True,
    )  # fmt: skip
    outcome = examined.outcome()
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "unchanged"))


def exported(actor):
    kind = registry.get("unit-changes")
    titles = [column.title for column in kind.columns]
    return [dict(zip(titles, row, strict=True)) for row in kind.export(actor, "", False)]


def test_rows_come_in_as_planned_once_and_go_out_as_they_came(city):
    assert take_in(city.officer, RENAME, NEW) == (2, 0, 2, 0)
    assert take_in(city.officer, RENAME, NEW) == (2, 0, 0, 2)
    assert set(UnitChange.objects.values_list("state", flat=True)) == {"planned"}
    out = [{k: v for k, v in row.items() if v} for row in exported(city.officer)]
    assert out == [RENAME | {"状态": "待生效"}, NEW | {"状态": "待生效"}]
    tasks.apply_due(TODAY)
    assert at("A9").name == "第九支部"
    assert take_in(city.officer, *exported(city.officer)) == (2, 0, 0, 2)


def test_what_could_not_be_planned_by_hand_is_rejected(city):
    rows = [
        RENAME | {"生效日期": date(2021, 6, 1)},
        RENAME | {"新的名称": ""},
        RENAME | {"组织编码": "NONE"},
        RENAME | {"变更": "分设"},
        RENAME | {"变更": "合并", "上级或去向编码": "B"},
    ]
    assert take_in(city.officer, *rows) == (5, 5, 0, 0)
    assert UnitChange.objects.count() == 0


def test_the_manager_beside_writes_and_reads_nothing(city):
    beside = viewer((Role.OFFICE, at("B")))
    assert take_in(beside, RENAME) == (1, 1, 0, 0)
    take_in(city.officer, RENAME)
    assert exported(beside) == []


def test_a_batch_is_taken_back_until_one_of_it_took_effect(city):
    take_in(operator("测试"), RENAME)
    undo = {"actor": operator("测试"), "at": moment(TODAY)}
    batch = Batch.objects.latest("pk")
    ledgers.undo(batch_id=batch.pk, version=batch.version, **undo)
    assert UnitChange.objects.count() == 0
    take_in(operator("测试"), RENAME)
    tasks.apply_due(DAY)
    batch = Batch.objects.latest("pk")
    with pytest.raises(Refused):
        ledgers.undo(batch_id=batch.pk, version=batch.version, **undo)
