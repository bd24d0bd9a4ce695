"""Who sees duties, who speaks for a unit, and who decides what it asks."""

from xianfeng.duties.rules import SUPERIOR, UNIT
from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
DECIDERS = frozenset({*MANAGERS, OPERATOR_ROLE})


def require_declare(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of this unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_declare(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of this unit, or of one above it."""
    return viewer.reaches(unit.path, WRITERS)


def is_superior(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages a unit above this one: no unit decides what it asks itself."""
    return any(path != unit.path and unit.path.startswith(path) for path in viewer.paths(DECIDERS))


def sides(viewer: Viewer, unit: Unit) -> list[str]:
    """Return for which sides of what a unit asks the viewer may speak."""
    found = [UNIT] if may_declare(viewer, unit) else []
    return [*found, SUPERIOR] if is_superior(viewer, unit) else found


def require_side(actor: Viewer, unit: Unit, side: str) -> None:
    """Check that the actor speaks for a side; raises Denied."""
    note_check()
    if side not in sides(actor, unit):
        raise Denied


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior's officer asks for the unit (代录)."""
    return actor.on_behalf or unit.path not in actor.paths(RECORDERS)
