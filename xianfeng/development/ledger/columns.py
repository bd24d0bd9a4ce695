"""The columns of the ledger of development, and how their cells are read."""

from datetime import date

from xianfeng.development.enums import Outcome
from xianfeng.development.rules import steps
from xianfeng.ledgers import cells, identity, parsers
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.registry import Column, Parsed
from xianfeng.members.enums import Sex

_MOST = 100_000
_TWICE = {steps.CONFIRM_CONGRESS, steps.CONFIRM_APPROVAL}
_NAMED = {step.name: step.number for step in steps.STEPS if step.number not in _TWICE} | {
    "讨论转正": steps.CONFIRM_CONGRESS,
    "支部大会讨论转正": steps.CONFIRM_CONGRESS,
    "审批转正": steps.CONFIRM_APPROVAL,
    "上级党委审批转正": steps.CONFIRM_APPROVAL,
    "确定入党积极分子": steps.ACTIVIST,
    "政治审查": steps.POLITICAL_REVIEW,
    "集中培训": steps.TRAINING,
    "预审": steps.PRE_REVIEW,
}
_OUTCOMES = {"完成": Outcome.DONE, "通过": Outcome.DONE, "同意": Outcome.DONE,
             "未通过": Outcome.RETURNED, "退回": Outcome.RETURNED,
             "延长审批": Outcome.POSTPONED}  # fmt: skip


def step(raw: object) -> Parsed:
    """Parse a step by its number (1 to 25), its name, or both (15 支部大会讨论)."""
    spelt = "".join(cells.written(raw).split())
    if not spelt:
        return None, None
    digits = "".join(char for char in spelt[:2] if char.isdecimal())
    number = int(digits) if digits else _NAMED.get(spelt)
    rest = spelt[len(digits) :].lstrip(".、")
    if number not in steps.BY_NUMBER or (
        digits and rest and _NAMED.get(rest, number) != number and number not in _TWICE
    ):
        return None, "choice_unknown"
    return number, None


def number(raw: object) -> Parsed:
    """Parse a number of people, days, hours or months."""
    value, problem = cells.integer(raw)
    if value is not None and not 0 <= value <= _MOST:
        return None, "number_invalid"
    return value, problem


def names(raw: object) -> Parsed:
    """Parse names with 、 between."""
    found, _code = cells.listed(raw)
    return tuple(dict.fromkeys(found)) or None, None


COLUMNS = (
    Column("name", "姓名", parsers.text(60), required=True, width=10, example="张三"),
    Column("id_number", "公民身份号码", identity.identity, distinct=True, sealed=True, width=22,
           hint="18 位，先把这一列设为文本格式再填写；可以不填"),
    Column("sex", "性别", parsers.one_of([(v, str(w)) for v, w in Sex.choices],
           {"男性": "1", "女性": "2"}), required=True, width=6, listed=("男", "女"), example="男"),
    Column("ethnicity", "民族", parsers.coded("ethnicity"), width=10,
           listed=choices("ethnicity").values, example="汉族"),
    Column("born_on", "出生日期", parsers.day, required=True, past=True, form="date",
           example=date(1995, 3, 8)),
    Column("education", "学历", parsers.table("education"), width=12,
           listed=choices("education").values, example="大学本科"),
    Column("unit_code", "所在党支部编码", parsers.text(40), required=True, example="HY00101"),
    Column("step", "步骤", step, required=True, width=24, example="2 党组织派人谈话",
           listed=tuple(f"{one.number} {one.name}" for one in steps.STEPS),
           hint="填 1 到 25 的序号，或者步骤名称"),
    Column("taken_on", "日期", parsers.day, required=True, past=True, form="date",
           example=date(2024, 3, 20)),
    Column("outcome", "结果", parsers.one_of([(v, str(w)) for v, w in Outcome.choices], _OUTCOMES),
           listed=tuple(map(str, Outcome.labels)), hint="不填就是完成"),
    Column("by", "谈话人", parsers.text(60), example="李四"),
    Column("contacts", "培养联系人", names, width=16),
    Column("sponsors", "入党介绍人", names, width=16),
    Column("publicity_from", "公示开始", parsers.day, past=True, form="date"),
    Column("publicity_until", "公示结束", parsers.day, past=True, form="date"),
    Column("days", "培训天数", number, form="integer", width=9),
    Column("hours", "培训学时", number, form="integer", width=9),
    Column("expected", "应到人数", number, form="integer", width=9),
    Column("present", "实到人数", number, form="integer", width=9),
    Column("in_favour", "赞成", number, form="integer", width=7),
    Column("against", "反对", number, form="integer", width=7),
    Column("abstained", "弃权", number, form="integer", width=7),
    Column("months", "延长月数", number, form="integer", width=9),
    Column("party_group_on", "报党组日期", parsers.day, past=True, form="date"),
    Column("reason", "原因", parsers.text(200), width=24),
)  # fmt: skip
DETAILS = ("by", "publicity_from", "publicity_until", "days", "hours", "expected", "present",
           "in_favour", "against", "abstained", "months", "party_group_on", "reason")  # fmt: skip
