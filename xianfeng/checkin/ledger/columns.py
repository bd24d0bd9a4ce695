"""The columns of the ledger of check-ins, and how their cells are read."""

from datetime import date

from xianfeng.checkin import rules
from xianfeng.checkin.enums import Skill, Wish
from xianfeng.ledgers import cells, identity, parsers
from xianfeng.ledgers.registry import Column, Parsed

_MOST_A_MONTH = 31


def _name(raw: object) -> Parsed:
    value, code = cells.name(raw)
    return (None, code) if code else parsers.fitting(value, 60)


def _skills(raw: object) -> Parsed:
    written = cells.written(raw)
    return rules.bits(rules.named(written, Skill.choices), Skill.values) if written else None, None


def _wishes(raw: object) -> Parsed:
    written = cells.written(raw)
    return rules.bits(rules.named(written, Wish.choices), Wish.values) if written else None, None


def _times(raw: object) -> Parsed:
    written = cells.written(raw)
    return rules.times(written) if written else None, None


def _limit(raw: object) -> Parsed:
    written = cells.written(raw)
    if not written:
        return None, None
    sound = written.isascii() and written.isdigit() and len(written) < 3
    if not sound or int(written) > _MOST_A_MONTH:
        return None, "number_invalid"
    return int(written), None


COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("name", "姓名", _name, width=10, example="张三", hint="单位报到，姓名留空"),
    Column("id_number", "公民身份号码", identity.identity, distinct=True, sealed=True, width=22,
           hint="同名时填；先把这一列设为文本格式"),
    Column("community", "报到社区", parsers.text(80), required=True, width=20,
           example="东街社区"),
    Column("grid", "网格", parsers.text(80), example="第1网格"),
    Column("reported_on", "报到日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 3, 5)),
    Column("skills", "特长", _skills, width=20, example="法律咨询、文艺辅导"),
    Column("wishes", "服务意向", _wishes, width=20, example="扶老助残"),
    Column("times", "可服务时间", _times, width=20, example="周六上午"),
    Column("monthly_limit", "每月单数", _limit, form="integer", example=2),
    Column("agreement", "共建约定", parsers.text(500), width=30, hint="单位报到时填"),
)  # fmt: skip
