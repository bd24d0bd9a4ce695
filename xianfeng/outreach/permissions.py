"""Who records events and contact points, and who reads them."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.outreach.models import Contact
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF

WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
READERS = frozenset({*STAFF, OPERATOR_ROLE})
ASSIGNERS = frozenset({*MANAGERS, OPERATOR_ROLE})


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of this unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def require_assign(actor: Viewer, unit: Unit) -> None:
    """Check that the actor gives leaders their contact points here; raises Denied."""
    units_permissions.require_manage(actor, unit)


def require_visit(actor: Viewer, contact: Contact) -> None:
    """Check that the actor records visits here: the leader, or who keeps the unit's records."""
    note_check()
    if not may_visit(actor, contact):
        raise Denied


def may_visit(viewer: Viewer, contact: Contact) -> bool:
    """True for the leader, and for who keeps the records of the unit or of one above it."""
    own = viewer.member_id is not None and viewer.member_id == contact.leader_id
    return own or viewer.reaches(contact.unit.path, WRITERS)


def may_record(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of this unit, or of one above it."""
    return viewer.reaches(unit.path, WRITERS)


def may_assign(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer gives leaders their contact points here."""
    return viewer.reaches(unit.path, ASSIGNERS)
