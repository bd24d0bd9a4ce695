"""The columns of the ledger of deployments, and how their cells are read."""

from datetime import date

from xianfeng.checkin.enums import DeploymentKind
from xianfeng.ledgers import cells, identity, parsers
from xianfeng.ledgers.registry import Column, Parsed


def _name(raw: object) -> Parsed:
    value, code = cells.name(raw)
    return (None, code) if code else parsers.fitting(value, 60)


def _kind(raw: object) -> Parsed:
    """Return the kind of a cell: 下沉, 第一书记, or words that hold one of them."""
    written = cells.written(raw)
    if not written:
        return None, None
    found = [kind for kind in DeploymentKind if kind.label in written]
    return (found[0], None) if len(found) == 1 else (None, "choice_unknown")


COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("name", "姓名", _name, required=True, width=10, example="张三"),
    Column("id_number", "证件号码", identity.identity, distinct=True, sealed=True, width=22,
           hint="同名时填；先把这一列设为文本格式"),
    Column("community", "社区", parsers.text(80), required=True, width=20, example="东街社区"),
    Column("place", "网格/小区", parsers.text(170), width=20, example="第1网格",
           hint="第一书记写小区；下沉到整个社区，留空"),
    Column("kind", "类别", _kind, required=True, listed=("下沉", "第一书记"), example="下沉"),
    Column("from_on", "开始日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 3, 5)),
    Column("until_on", "结束日期", parsers.day, past=True, form="date", hint="还在的，留空"),
)  # fmt: skip
