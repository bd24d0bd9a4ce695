"""Correcting what is written of a unit; changes that happened are the lifecycle's."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.actions import states
from xianfeng.units.actions.structure import locked
from xianfeng.units.facts import UNIT
from xianfeng.units.models import Agency, Unit
from xianfeng.units.permissions import require_manage


@action("units.amend_unit")
def amend_unit(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    version: int,
    name: str,
    agency: Agency | None,
    established_on: date,
) -> Unit:
    """Correct what is written of a unit, as of the day it was written for.

    Conflict when it changed since ``version``.
    """
    require_manage(actor, unit)
    current = locked(unit)
    if current.version != version:
        raise Conflict(current)
    if current.abolished_on is not None and established_on >= current.abolished_on:
        raise Refused(_("成立日期应早于撤销日期。"), "established_on")
    old = _snapshot(current)
    current.name, current.agency = name, agency
    current.established_on = established_on
    current.version += 1
    current.save()
    states.correct([current.pk])
    audit.record(current, old=old, new=_snapshot(current), unit_id=current.pk)
    facts.recorded(UNIT, unit_ids={current.pk})
    return current


def _snapshot(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent_id,
        "path": unit.path,
        "agency": unit.agency_id,
        "established_on": unit.established_on,
        "abolished_on": unit.abolished_on,
    }
