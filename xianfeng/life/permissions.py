"""Who may record and read organisational life."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, STEP, Viewer
from xianfeng.units import permissions as units_permissions
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
READERS_OF_ABSENCES = frozenset({*STAFF, OPERATOR_ROLE})


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of this unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def require_publish(actor: Viewer, unit: Unit) -> None:
    """Check that the actor offers themes to what is below this unit; raises Denied."""
    units_permissions.require_manage(actor, unit)


def may_publish(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer offers themes to what is below this unit."""
    return units_permissions.may_manage(viewer, unit)


def may_record(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of this unit, or of one above it."""
    return viewer.reaches(unit.path, WRITERS)


def sees_absences(viewer: Viewer, unit: Unit) -> bool:
    """True for staff; to other members of a branch a colleague's sick leave is not shown."""
    return viewer.reaches(unit.path, READERS_OF_ABSENCES)


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior's officer records for the unit (代录).

    The secretary of a branch records for its groups in their own right.
    """
    own = {unit.path}
    if unit.kind == UnitKind.GROUP:
        own.add(unit.path[:-STEP])
    return actor.on_behalf or not own.intersection(actor.paths(RECORDERS))
