"""A sheet's rows as visits: which unit was visited, and in whose name."""

from typing import Any

from django.utils.translation import gettext as _

from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Importer
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.rules import ancestors

_PART = 500
type Values = dict[str, Any]


def check(frame: Frame, importer: Importer) -> None:
    """Reject rows of units or issuers the importer does not reach, and visits named twice."""
    units = _units(frame)
    values: dict[int, Values] = {}
    for index in range(len(frame)):
        unit = _visited(frame, importer, units, index)
        issuer = _issuer(frame, importer, units, index, unit) if unit else None
        known = frame["kind"][index] and frame["held_on"][index] and frame["theme"][index]
        if unit is None or issuer is None or not known:
            continue
        values[index] = {
            "unit_id": unit.pk,
            "issuer_id": issuer.pk,
            "kind": frame["kind"][index],
            "held_on": frame["held_on"][index],
            "theme": frame["theme"][index],
            "looked": frame["looked"][index] or "",
            "team_names": frame["team"][index] or "",
            "found": frame["found"][index],
        }
    frame.resolved["values"] = values
    sound = set(values) - frame.rejected
    frame.once("held_on", lambda index: key_of(values[index]) if index in sound else None)


def key_of(values: Values) -> tuple[Any, ...]:
    """Return what tells one visit from another."""
    return values["issuer_id"], values["unit_id"], values["kind"], values["held_on"]


def _units(frame: Frame) -> dict[str, Unit]:
    codes = sorted({code for name in ("unit_code", "issuer_code") for code in frame[name] if code})
    found: dict[str, Unit] = {}
    for start in range(0, len(codes), _PART):
        for unit in Unit.objects.filter(code__in=codes[start : start + _PART]):
            found[unit.code] = unit
    above = sorted({path for unit in found.values() for path in ancestors(unit.path)})
    for start in range(0, len(above), _PART):
        for unit in Unit.objects.filter(path__in=above[start : start + _PART]):
            found[f"at {unit.path}"] = unit
    return found


def _visited(frame: Frame, importer: Importer, units: dict[str, Unit], index: int) -> Unit | None:
    code = frame["unit_code"][index]
    unit = units.get(code) if code else None
    if code and (unit is None or not importer.reaches(unit.path)):
        frame.reject(index, "unit_code", "unit_not_found")
        return None
    if unit is not None and unit.kind == UnitKind.GROUP:
        said = _("督导的是党组织；党小组请写它所在的支部")
        frame.reject(index, "unit_code", "choice_unknown", said)
        return None
    return unit


def _issuer(
    frame: Frame, importer: Importer, units: dict[str, Unit], index: int, unit: Unit
) -> Unit | None:
    """Return the unit that visited: the one named, or the nearest the importer keeps above it."""
    code = frame["issuer_code"][index]
    if not code:
        above = [units[f"at {path}"] for path in ancestors(unit.path) if f"at {path}" in units]
        own = [each for each in above if importer.reaches(each.path)]
        if not own:
            said = _("被督导单位要在督导单位之下；请填写督导单位编码")
            frame.reject(index, "unit_code", "unit_not_found", said)
            return None
        return own[-1]
    named = units.get(code)
    if named is None or not importer.reaches(named.path):
        frame.reject(index, "issuer_code", "unit_not_found")
        return None
    if named.pk == unit.pk or not unit.path.startswith(named.path):
        said = _("被督导单位不在这个督导单位之下，请核对")
        frame.reject(index, "issuer_code", "choice_unknown", said)
        return None
    return named
