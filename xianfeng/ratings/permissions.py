"""Who organises a round, who reads its results, and what a slip allows."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, note_check
from xianfeng.ratings.models import Slip
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, STAFF

NOBODY = Viewer(None, "")
READERS = frozenset({*STAFF, OPERATOR_ROLE})
ORGANISERS = frozenset({*MANAGERS, OPERATOR_ROLE})


def require_organise(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages the unit that organises; raises Denied."""
    units_permissions.require_manage(actor, unit)


def may_organise(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the unit that organises."""
    return units_permissions.may_manage(viewer, unit)


def require_slip(slip: Slip) -> Slip:
    """Note that whoever acts holds a slip: it was found by its code, which stands on paper alone.

    What the slip is still worth the action finds out under its lock.
    """
    note_check()
    return slip
