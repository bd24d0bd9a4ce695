"""The ledger of talks (谈心谈话台账): that they were held, never what was said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.care import rules
from xianfeng.care.enums import TalkForm, TalkPurpose
from xianfeng.care.ledger import roll
from xianfeng.care.ledger.flat import Flat, Key, Values, spellings
from xianfeng.care.models import Talk
from xianfeng.care.queries import talks as reading
from xianfeng.ledgers import parsers
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Column, Importer
from xianfeng.units.models import Unit

_FORMS = {"面谈": TalkForm.IN_PERSON.value, "上门走访": TalkForm.AT_HOME.value}
_PURPOSES = {"谈心谈话": TalkPurpose.ROUTINE.value, "谈心": TalkPurpose.ROUTINE.value}

COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("talked_on", "谈话日期", parsers.day, required=True, past=True, form="date",
           example=date(2021, 5, 10)),
    Column("first_name", "谈话人", roll.name, required=True, example="张三"),
    Column("second_name", "谈话对象", roll.name, required=True, example="李四"),
    Column("form", "方式", parsers.one_of(spellings(TalkForm.choices), _FORMS),
           listed=tuple(map(str, TalkForm.labels)), example="当面"),
    Column("purpose", "谈话类型", parsers.one_of(spellings(TalkPurpose.choices), _PURPOSES),
           listed=tuple(map(str, TalkPurpose.labels)), example="日常谈心"),
)  # fmt: skip


def _read(frame: Frame, importer: Importer, units: Mapping[str, Unit]) -> dict[int, Values]:
    paths = [unit.path for unit in units.values()]
    named = (name for field in ("first_name", "second_name") for name in frame[field] if name)
    known = roll.roll_of(named, paths)
    pairs: dict[int, tuple[Unit, int, int]] = {}
    for index in range(len(frame)):
        unit, on = units.get(frame["unit_code"][index]), frame["talked_on"][index]
        if unit is None or on is None:
            continue
        one = roll.found(frame, index, "first_name", known, unit.path, on)
        other = roll.found(frame, index, "second_name", known, unit.path, on)
        if one is not None and one == other:
            text = _("谈话人和谈话对象是同一个人，请核对")
            frame.reject(index, "second_name", "choice_unknown", text)
        elif one is not None and other is not None:
            pairs[index] = unit, one, other
    officers = roll.officers_of(key for _unit, *two in pairs.values() for key in two)
    return {index: _values(frame, index, officers, *pair) for index, pair in pairs.items()}


def _values(
    frame: Frame, index: int, officers: roll.Officers, unit: Unit, one: int, other: int
) -> Values:
    on = frame["talked_on"][index]
    kind, first, second = rules.paired(one, other, *officers.heights((one, other), unit.path, on))
    return {
        "unit_id": unit.pk,
        "first_id": first,
        "second_id": second,
        "kind": kind,
        "on": on,
        "form": frame["form"][index] or TalkForm.IN_PERSON.value,
        "purpose": frame["purpose"][index] or TalkPurpose.ROUTINE.value,
    }


def _key(values: Values) -> Key:
    pair = rules.ordered(values["first_id"], values["second_id"])
    return (*pair, values["on"], values["purpose"])


def _row(talk: Any) -> Sequence[Any]:
    return (
        talk.unit.code, talk.on, talk.first.name, talk.second.name,
        talk.get_form_display(), talk.get_purpose_display(),
    )  # fmt: skip


TALKS = Flat(
    model=Talk,
    day="on",
    column="talked_on",
    read=_read,
    key=_key,
    stated={"form": "form"},
    row=_row,
    visible=reading.visible_to,
    facts=("care.talk",),
    related=("unit", "first", "second"),
)
