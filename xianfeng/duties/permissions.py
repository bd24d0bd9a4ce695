"""Who sees duties, and who may say that there is nothing this time."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def require_declare(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of this unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_declare(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of this unit, or of one above it."""
    return viewer.reaches(unit.path, WRITERS)
