"""The ledger of honours (荣誉台账): a row without a name is the unit's own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xianfeng.care.enums import HonourLevel
from xianfeng.care.ledger import roll
from xianfeng.care.ledger.flat import Flat, Key, Values, spellings
from xianfeng.care.models import Honour
from xianfeng.care.queries import honours as reading
from xianfeng.ledgers import parsers
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Column, Importer
from xianfeng.units.models import Unit

_LEVELS = {
    "国家级": HonourLevel.NATIONAL.value,
    "省": HonourLevel.PROVINCE.value,
    "市": HonourLevel.CITY.value,
    "市直": HonourLevel.WORKING_COMMITTEE.value,
    "县级": HonourLevel.COUNTY.value,
    "区级": HonourLevel.COUNTY.value,
}


COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("name", "姓名", roll.name, example="张三", hint="授予党组织的荣誉，姓名留空"),
    Column("title", "荣誉名称", parsers.text(100), required=True, width=24,
           example="优秀共产党员"),
    Column("level", "级别", parsers.one_of(spellings(HonourLevel.choices), _LEVELS), required=True,
           listed=tuple(map(str, HonourLevel.labels)), example="市直机关"),
    Column("awarded_on", "授予日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 7, 1)),
    Column("awarded_by", "授予单位", parsers.text(100), width=24, example="市直机关工委"),
    Column("document", "文号", parsers.text(60), example="云直工〔2021〕8号"),
)  # fmt: skip


def _read(frame: Frame, importer: Importer, units: Mapping[str, Unit]) -> dict[int, Values]:
    paths = [unit.path for unit in units.values()]
    known = roll.roll_of((name for name in frame["name"] if name), paths)
    values: dict[int, Values] = {}
    for index in range(len(frame)):
        unit, on = units.get(frame["unit_code"][index]), frame["awarded_on"][index]
        if unit is None or on is None or not frame["title"][index] or not frame["level"][index]:
            continue
        member = roll.found(frame, index, "name", known, unit.path, on)
        if member is None and frame["name"][index]:
            continue
        values[index] = {
            "unit_id": unit.pk,
            "member_id": member,
            "title": frame["title"][index],
            "level": frame["level"][index],
            "awarded_on": on,
            "awarded_by": frame["awarded_by"][index] or "",
            "document": frame["document"][index] or "",
        }
    return values


def _key(values: Values) -> Key:
    whose = ("unit", values["unit_id"]) if values["member_id"] is None else values["member_id"]
    return whose, values["title"], values["awarded_on"]


def _row(honour: Any) -> Sequence[Any]:
    return (
        honour.unit.code, honour.member.name if honour.member else "", honour.title,
        honour.get_level_display(), honour.awarded_on, honour.awarded_by, honour.document,
    )  # fmt: skip


AWARDS = Flat(
    model=Honour,
    day="awarded_on",
    column="awarded_on",
    read=_read,
    key=_key,
    stated={"level": "level", "awarded_by": "awarded_by", "document": "document"},
    row=_row,
    visible=reading.visible_to,
    facts=("award.member", "award.unit"),
    related=("unit", "member"),
)
