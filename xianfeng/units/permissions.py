"""Which roles may see and change what about units."""

from xianfeng.kernel.viewer import Viewer, require
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
