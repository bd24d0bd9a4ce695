"""The columns of the ledger of requests, and how their cells are read."""

from datetime import date

from xianfeng.checkin.enums import Part, Skill, Wish
from xianfeng.ledgers import cells, parsers
from xianfeng.ledgers.registry import Column, Parsed
from xianfeng.service.enums import Urgency

_MOST = 50


def _phone(raw: object) -> Parsed:
    """Read a mobile or a landline as digits alone: as it is written on every other page."""
    value, code = cells.phone(raw, landline=True)
    return ("".join(filter(str.isdigit, value)) if value else None), code


def _places(raw: object) -> Parsed:
    written = cells.written(raw).removesuffix("人").strip()
    if not written:
        return None, None
    sound = written.isascii() and written.isdigit() and len(written) < 3
    return (
        (int(written), None) if sound and 1 <= int(written) <= _MOST else (None, "number_invalid")
    )


_category = parsers.one_of([(value, str(label)) for value, label in Wish.choices])
_skill = parsers.one_of(
    [(value, str(label)) for value, label in Skill.choices], {"不限": "", "无": ""}
)
_part = parsers.one_of(
    [(value, str(label)) for value, label in Part.choices],
    {"早上": "morning", "晚间": "evening", "都行": "", "不限": "", "什么时候都行": ""},
)
_URGENCY = {"紧急": 3, "较急": 2, "一般": 1, "急": 2, "不急": 1, "特急": 3}


def _urgency(raw: object) -> Parsed:
    written = cells.written(raw)
    if not written:
        return None, None
    found = _URGENCY.get(written)
    return found, None if found else "choice_unknown"


COLUMNS = (
    Column("community", "社区", parsers.text(80), width=16, example="东街社区",
           hint="只负责一个社区的，可以不填"),
    Column("grid", "网格", parsers.text(80), example="第1网格"),
    Column("text", "要办的事", parsers.text(300), required=True, width=36,
           example="厨房水龙头漏水"),
    Column("category", "类别", _category, required=True, listed=tuple(map(str, Wish.labels)),
           example="便民维修"),
    Column("on_date", "希望日期", parsers.day, form="date", example=date(2021, 7, 3),
           hint="哪天都行的，不填"),
    Column("part", "时段", _part, listed=tuple(map(str, Part.labels)), example="上午"),
    Column("places", "人数", _places, form="integer", example=1, hint="不填是 1 人"),
    Column("skill", "特长", _skill, listed=tuple(map(str, Skill.labels)), example="水电维修"),
    Column("urgency", "紧急程度", _urgency, listed=tuple(map(str, Urgency.labels)), example="一般",
           hint="不填是一般"),
    Column("resident", "联系人", parsers.text(40), sealed=True, example="张阿姨"),
    Column("phone", "电话", _phone, required=True, sealed=True, width=16, example="13800000000"),
    Column("door", "地址", parsers.text(120), sealed=True, width=24, example="3栋201"),
)  # fmt: skip
