"""Who reads reports on participation, who speaks for a community, who signs."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require_place
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Place, Unit
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
SIGNERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def require_community(actor: Viewer, community: Place) -> None:
    """Check that the actor works for the community; raises Denied."""
    require_place(actor, community.pk)


def require_sign(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_sign(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit."""
    return viewer.reaches(unit.path, SIGNERS)


def reads(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer is staff of the unit, and reads its whole report."""
    return viewer.reaches(unit.path, READERS)
