"""Who takes which step: the unit itself, or those above it."""

from xianfeng.elections.rules import EDGES, SUPERIOR
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
RUNNERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def above(unit: Unit) -> str:
    """Return the path of the unit that approves: the one directly above."""
    return unit.parent.path if unit.parent else ""


def require_own(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def require_superior(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages the tree above the unit; raises Denied."""
    require(actor, MANAGERS, above(unit))


def require_step(actor: Viewer, unit: Unit, verb: str) -> None:
    """Check that the actor may take this step; raises Denied."""
    if EDGES[verb].by == SUPERIOR:
        require_superior(actor, unit)
    else:
        require_own(actor, unit)


def may_own(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit."""
    return viewer.reaches(unit.path, RUNNERS)


def may_answer(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the tree above the unit."""
    return viewer.reaches(above(unit), {*MANAGERS, OPERATOR_ROLE})


def may_step(viewer: Viewer, unit: Unit, verb: str) -> bool:
    """True when the viewer may take this step."""
    own = EDGES[verb].by != SUPERIOR
    return may_own(viewer, unit) if own else may_answer(viewer, unit)
