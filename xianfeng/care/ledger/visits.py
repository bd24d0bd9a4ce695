"""The ledger of visits (慰问台账)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.care.actions.visits import MOST
from xianfeng.care.enums import Fund, Occasion
from xianfeng.care.ledger import roll
from xianfeng.care.ledger.flat import Flat, Key, Values, spellings
from xianfeng.care.models import Visit
from xianfeng.care.queries import visits as reading
from xianfeng.ledgers import cells, parsers
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Column, Importer, Parsed
from xianfeng.units.models import Unit

_OCCASIONS = {
    "春节": Occasion.NEW_YEAR.value,
    "元旦": Occasion.NEW_YEAR.value,
    "两节": Occasion.NEW_YEAR.value,
    "七一慰问": Occasion.FIRST_OF_JULY.value,
    "患病": Occasion.ILLNESS.value,
    "住院": Occasion.ILLNESS.value,
    "困难": Occasion.HARDSHIP.value,
    "困难慰问": Occasion.HARDSHIP.value,
}
_FUNDS = {"工会经费": Fund.UNION.value, "财政经费": Fund.BUDGET.value, "无": Fund.NONE.value}


def _amount(raw: object) -> Parsed:
    value, problem = cells.money(raw)
    if value is not None and not 0 <= value < MOST:
        return None, "number_invalid"
    return value, problem


COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("name", "姓名", roll.name, required=True, example="张三"),
    Column("visited_on", "慰问日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 7, 1)),
    Column("occasion", "缘由", parsers.one_of(spellings(Occasion.choices), _OCCASIONS),
           required=True, listed=tuple(map(str, Occasion.labels)), example="七一"),
    Column("amount", "慰问金（元）", _amount, form="money", example=Decimal(500),
           hint="没有慰问金的留空"),
    Column("fund", "经费来源", parsers.one_of(spellings(Fund.choices), _FUNDS),
           listed=tuple(map(str, Fund.labels)), example="党费"),
    Column("visitors", "慰问人", parsers.text(100), example="李四、王五"),
    Column("note", "备注", parsers.text(300), width=30),
)  # fmt: skip


def _read(frame: Frame, importer: Importer, units: Mapping[str, Unit]) -> dict[int, Values]:
    paths = [unit.path for unit in units.values()]
    known = roll.roll_of((name for name in frame["name"] if name), paths)
    values: dict[int, Values] = {}
    for index in range(len(frame)):
        unit, on = units.get(frame["unit_code"][index]), frame["visited_on"][index]
        if unit is None or on is None or not frame["occasion"][index]:
            continue
        member = roll.found(frame, index, "name", known, unit.path, on)
        if member is not None:
            values[index] = _values(frame, index, unit, member)
    return values


def _values(frame: Frame, index: int, unit: Unit, member: int) -> Values:
    amount, fund = frame["amount"][index] or Decimal(0), frame["fund"][index]
    if amount and fund in {None, Fund.NONE} and not frame.faulty(index, "fund"):
        frame.reject(index, "fund", "required", _("有慰问金时，请填经费来源"))
    return {
        "unit_id": unit.pk,
        "member_id": member,
        "on": frame["visited_on"][index],
        "occasion": frame["occasion"][index],
        "amount": amount.quantize(Decimal("0.01")),
        "fund": fund if amount and fund else Fund.NONE.value,
        "visitors": frame["visitors"][index] or "",
        "note": frame["note"][index] or "",
    }


def _key(values: Values) -> Key:
    return values["unit_id"], values["member_id"], values["on"], values["occasion"]


def _row(visit: Any) -> Sequence[Any]:
    return (
        visit.unit.code, visit.member.name, visit.on, visit.get_occasion_display(),
        visit.amount or None, visit.get_fund_display(), visit.visitors, visit.note,
    )  # fmt: skip


VISITS = Flat(
    model=Visit,
    day="on",
    column="visited_on",
    read=_read,
    key=_key,
    stated={"amount": "amount", "fund": "fund", "visitors": "visitors", "note": "note"},
    row=_row,
    visible=reading.visible_to,
    facts=("care.visit",),
    related=("unit", "member"),
)
