"""The columns of the ledger of supervision."""

from datetime import date

from xianfeng.ledgers import cells, parsers
from xianfeng.ledgers.registry import Column, Parsed
from xianfeng.supervision.enums import Kind

_KINDS = {
    "调研": Kind.RESEARCH.value,
    "专题调研督查": Kind.RESEARCH.value,
    "季度调研": Kind.RESEARCH.value,
    "督查": Kind.SPECIAL.value,
    "专项检查": Kind.SPECIAL.value,
    "专项督导": Kind.SPECIAL.value,
    "交叉检查": Kind.CROSS.value,
    "交叉督查": Kind.CROSS.value,
    "暗访": Kind.UNANNOUNCED.value,
    "明查暗访": Kind.UNANNOUNCED.value,
    "随机抽查": Kind.UNANNOUNCED.value,
    "巡查检查": Kind.PATROL.value,
    "日常巡查": Kind.PATROL.value,
}
_MOST_FOUND = 10_000


def _number(raw: object) -> Parsed:
    value, problem = cells.integer(raw)
    if value is not None and not 0 <= value < _MOST_FOUND:
        return None, "number_invalid"
    return value, problem


def _kinds() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Kind.choices]


COLUMNS = (
    Column("unit_code", "被督导单位编码", parsers.text(40), required=True, example="HY00101"),
    Column("issuer_code", "督导单位编码", parsers.text(40), example="HY",
           hint="不填的，为您所在的上级党组织"),
    Column("kind", "方式", parsers.one_of(_kinds(), _KINDS), required=True,
           listed=tuple(map(str, Kind.labels)), example="专题调研"),
    Column("held_on", "日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 3, 5)),
    Column("team", "督导组成员", parsers.text(200), width=24, example="张三、李四"),
    Column("theme", "主题", parsers.text(120), required=True, width=24, example="党史学习教育"),
    Column("looked", "情况", parsers.text(2000), width=40, example="查阅会议记录，与支委座谈"),
    Column("found", "发现问题数", _number, form="integer", example=3, hint="没有问题写 0"),
)  # fmt: skip
