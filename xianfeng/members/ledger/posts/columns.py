"""The columns of the ledger of posts, and how their cells are read."""

import re
from datetime import date

from xianfeng.ledgers import cells, identity, parsers
from xianfeng.ledgers.registry import Column, Parsed
from xianfeng.members.enums import PostHow, PostTitle

_TITLES = [(str(value), str(label)) for value, label in PostTitle.choices]
_WAYS = [(str(value), str(label)) for value, label in PostHow.choices]
_ALIASES = {
    "支部书记": PostTitle.SECRETARY.value,
    "党支部书记": PostTitle.SECRETARY.value,
    "机关党委书记": PostTitle.SECRETARY.value,
    "党委书记": PostTitle.SECRETARY.value,
    "支部副书记": PostTitle.DEPUTY_SECRETARY.value,
    "支部委员": PostTitle.COMMITTEE_MEMBER.value,
    "支委": PostTitle.COMMITTEE_MEMBER.value,
    "纪律检查委员": PostTitle.DISCIPLINE.value,
    "组长": PostTitle.GROUP_LEADER.value,
    "党小组长": PostTitle.GROUP_LEADER.value,
}
_HOW = {"任命": PostHow.APPOINTED.value, "指派": PostHow.APPOINTED.value}
_TAIL = re.compile(r"\d{4,11}", re.ASCII)


def _name(raw: object) -> Parsed:
    value, code = cells.name(raw)
    return (None, code) if code else parsers.fitting(value, 60)


def _tail(raw: object) -> Parsed:
    """Parse the last four or more digits of a phone number."""
    written = re.sub(r"\D", "", cells.written(raw))
    if not written:
        return None, None
    return (written, None) if _TAIL.fullmatch(written) else (None, "phone_invalid")


COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("name", "姓名", _name, required=True, width=10, example="张三"),
    Column("id_number", "公民身份号码", identity.identity, distinct=True, sealed=True, width=22,
           hint="同名时填；先把这一列设为文本格式"),
    Column("phone_tail", "手机尾号", _tail, width=10, hint="同名时也可以只填手机后四位"),
    Column("title", "职务", parsers.one_of(_TITLES, _ALIASES), required=True,
           listed=tuple(label for _value, label in _TITLES), example="书记"),
    Column("full_time", "专职", cells.yes_no, width=8, listed=("是", "否"), example="否"),
    Column("from_on", "任职日期", parsers.day, required=True, past=True, form="date",
           example=date(2020, 3, 5)),
    Column("until_on", "离任日期", parsers.day, past=True, form="date"),
    Column("how", "产生方式", parsers.one_of(_WAYS, _HOW),
           listed=tuple(label for _value, label in _WAYS), example="选举"),
    Column("document", "批复文号", parsers.text(80), width=24),
)  # fmt: skip
