"""Which roles may see and change what about units."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require, require_office
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit

STAFF = frozenset({Role.COMMITTEE_OFFICER, Role.OFFICE, Role.SECRETARY, Role.LEADER})
MANAGERS = frozenset({Role.COMMITTEE_OFFICER, Role.OFFICE})
RECORDERS = frozenset({Role.COMMITTEE_OFFICER, Role.OFFICE, Role.SECRETARY})
EVERY_ROLE = frozenset(Role)


def require_manage(actor: Viewer, unit: Unit | None) -> None:
    """Check that the actor manages the tree at this unit (None: at the root)."""
    require(actor, MANAGERS, unit.path if unit else "")


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps records for this unit."""
    require(actor, RECORDERS, unit.path)


def is_security(viewer: Viewer) -> bool:
    """True for the security administrator, who gives and takes roles and reads nothing else."""
    return viewer.office == "security" or viewer.reaches("", {OPERATOR_ROLE})


def require_security(actor: Viewer) -> None:
    """Check that the actor is the security administrator."""
    require_office(actor, "security")


def may_manage(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the tree at this unit."""
    return viewer.reaches(unit.path, {*MANAGERS, OPERATOR_ROLE})


def is_staff(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer sees the roster of this unit."""
    return viewer.reaches(unit.path, {*STAFF, OPERATOR_ROLE})
