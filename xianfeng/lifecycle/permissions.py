"""Who may change units: whoever manages the tree above them."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require
from xianfeng.lifecycle.enums import ChangeKind
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, STAFF, may_manage


def paths(change: UnitChange) -> list[str]:
    """Return the places in the tree that must be managed: above the unit, and at the target.

    A root has nothing above it, so its own manager changes it.
    """
    found = [_above(change.unit)] if change.unit else []
    if change.target and change.kind != ChangeKind.SPLIT:
        found.append(change.target.path)
    return found


def require_change(actor: Viewer, change: UnitChange) -> None:
    """Check that the actor manages every place a change touches."""
    for path in paths(change):
        require(actor, MANAGERS, path)


def reads(viewer: Viewer) -> bool:
    """True when the viewer sees changes of some part of the tree."""
    return bool(viewer.paths({*STAFF, OPERATOR_ROLE}))


def may_change(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the tree above a unit."""
    return viewer.reaches(_above(unit), {*MANAGERS, OPERATOR_ROLE})


def may_plan(viewer: Viewer, unit: Unit, kind: str) -> bool:
    """True when the viewer manages where a change of this kind is planned for a unit."""
    here = kind == ChangeKind.ESTABLISH
    return may_manage(viewer, unit) if here else may_change(viewer, unit)


def may_finish(viewer: Viewer, change: UnitChange) -> bool:
    """True when the viewer may apply or cancel a change."""
    return all(viewer.reaches(path, {*MANAGERS, OPERATOR_ROLE}) for path in paths(change))


def _above(unit: Unit) -> str:
    return unit.parent.path if unit.parent else unit.path
