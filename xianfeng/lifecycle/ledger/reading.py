"""The columns of changes of units, and what is wrong with a row."""

from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.ledgers import parsers
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Column, Importer
from xianfeng.lifecycle.actions import changes
from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Agency, Unit


def _labels(choices: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices.choices]


def _listed(choices: Any) -> tuple[str, ...]:
    return tuple(label for _value, label in _labels(choices))


COLUMNS = (
    Column("kind", "变更", parsers.one_of(_labels(ChangeKind), {}), required=True,
           listed=_listed(ChangeKind), example="更名"),
    Column("unit_code", "组织编码", parsers.text(40), example="HY00101",
           hint="新设的不填，其余都要填"),
    Column("new_code", "新组织编码", parsers.text(40), hint="新设、分设时填"),
    Column("name", "新的名称", parsers.text(120), width=40, example="中共河阳市教育局第一支部"),
    Column("unit_kind", "组织类别", parsers.one_of(_labels(UnitKind), {}),
           listed=_listed(UnitKind), hint="新设、分设、改设时填"),
    Column("target_code", "上级或去向编码", parsers.text(40), hint="新设、移动、合并、撤销时填"),
    Column("agency", "所属单位", parsers.text(100), width=28),
    Column("effective_on", "生效日期", parsers.day, required=True, form="date",
           example="2030-03-01", hint="今天或以后；到日期才生效"),
    Column("decided_on", "批复日期", parsers.day, form="date"),
    Column("document_number", "批复文号", parsers.text(60), example="直工组〔2030〕3号"),
    Column("reason", "事由", parsers.text(300), width=30, example="机构改革"),
    Column("state", "状态", parsers.one_of(_labels(ChangeState), {}),
           listed=_listed(ChangeState), hint="导出时写明；导入的一律待生效"),
)  # fmt: skip
_FIELDS = {"unit_code": "unit", "target_code": "target", "new_code": "code"}


def check(frame: Frame, importer: Importer) -> None:
    """Find the units by code, and reject what could not be planned by hand either."""
    units = _units(frame, importer)
    agencies = {one.name: one for one in Agency.objects.filter(name__in=set(frame["agency"]))}
    stands = standing()
    frame.resolved["changes"] = found = {}
    for index in list(frame.live()):
        change = _change(frame, index, units, agencies)
        if change is None:
            continue
        found[index] = change
        if key(change) not in stands:
            _try(frame, index, change, importer)
    frame.once("effective_on", lambda index: key(found[index]) if index in found else None)


def standing() -> set[tuple[Any, ...]]:
    """Return the keys of the changes that are planned or done."""
    rows = UnitChange.objects.exclude(state=ChangeState.CANCELLED)
    return {key(change) for change in rows.select_related("unit")}


def key(change: UnitChange) -> tuple[Any, ...]:
    """Return what tells one change from another: its kind, its unit and its day."""
    new = change.kind == ChangeKind.ESTABLISH
    code = change.code if new or change.unit is None else change.unit.code
    return (change.kind, code, change.effective_on)


def _units(frame: Frame, importer: Importer) -> dict[str, Unit]:
    codes = {code for name in ("unit_code", "target_code") for code in frame[name] if code}
    rows = Unit.objects.filter(code__in=codes).select_related("parent", "agency")
    return {unit.code: unit for unit in rows if importer.reaches(unit.path)}


def _change(
    frame: Frame, index: int, units: dict[str, Unit], agencies: dict[str, Agency]
) -> UnitChange | None:
    for name in ("unit_code", "target_code"):
        code = frame[name][index]
        if code and code not in units:
            frame.reject(index, name, "unit_not_found")
            return None
    agency = frame["agency"][index]
    if agency and agency not in agencies:
        text = _("还没有登记这个单位，请核对名称")
        frame.reject(index, "agency", "choice_unknown", text)
        return None
    new = frame["kind"][index] == ChangeKind.ESTABLISH
    return UnitChange(
        kind=frame["kind"][index],
        unit=None if new else units.get(frame["unit_code"][index]),
        target=units.get(frame["target_code"][index]),
        code=frame["new_code"][index] or "",
        name=frame["name"][index] or "",
        unit_kind=frame["unit_kind"][index] or "",
        agency=agencies.get(agency),
        effective_on=frame["effective_on"][index],
        decided_on=frame["decided_on"][index],
        document_number=frame["document_number"][index] or "",
        reason=frame["reason"][index] or "",
    )


def _try(frame: Frame, index: int, change: UnitChange, importer: Importer) -> None:
    if change.kind == ChangeKind.SPLIT:
        text = _("分设要勾选转出的党员，请在这个支部的组织变更页办理")
        frame.reject(index, "kind", "choice_unknown", text)
        return
    try:
        changes.rehearse(importer.viewer, importer.today, change, ())
    except Refused as refused:
        columns = {field: column for column, field in _FIELDS.items()}
        column = columns.get(refused.field, refused.field) or "kind"
        frame.reject(index, column, "choice_unknown", refused.message)
    except Denied:
        frame.reject(index, "unit_code", "unit_not_found", _("这个组织的上级才能办理它的变更"))
