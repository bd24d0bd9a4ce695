"""Who publishes standards, who checks oneself, and who checks whom."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})


def require_publish(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages the unit that publishes; raises Denied."""
    units_permissions.require_manage(actor, unit)


def may_publish(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the unit that publishes."""
    return units_permissions.may_manage(viewer, unit)


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the branch; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_record(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the branch, or of a unit above it."""
    return viewer.reaches(unit.path, {*RECORDERS, OPERATOR_ROLE})


def require_superior(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages a unit above this one, not the unit itself; raises Denied."""
    note_check()
    if not is_superior(actor, unit):
        raise Denied


def is_superior(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages a unit above this one."""
    above = [path for path in viewer.paths({*MANAGERS, OPERATOR_ROLE}) if path != unit.path]
    return any(unit.path.startswith(path) for path in above)


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior's officer records for the branch (代录)."""
    return actor.on_behalf or unit.path not in actor.paths(RECORDERS)
