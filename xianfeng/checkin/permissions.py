"""Who checks in whom, and who confirms: the community, never the one who checked in."""

from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check, require_place
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
MANAGERS = frozenset({*units_permissions.MANAGERS, OPERATOR_ROLE})


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_record(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit."""
    return viewer.reaches(unit.path, WRITERS)


def may_manage(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer assigns places to the unit."""
    return viewer.reaches(unit.path, MANAGERS)


def require_member(actor: Viewer, member_id: int, path: str) -> None:
    """Check that the actor is the member, or keeps the records of their branch (代录)."""
    note_check()
    if not may_act_for(actor, member_id, path):
        raise Denied


def may_act_for(viewer: Viewer, member_id: int, path: str) -> bool:
    """True for the member themselves, and for who keeps the records of their branch."""
    return viewer.member_id == member_id or viewer.reaches(path, WRITERS)


def require_confirm(actor: Viewer, row: UnitCheckin | MemberCheckin) -> None:
    """Check that the actor works for the community; raises Denied."""
    require_place(actor, row.community_id)


def may_confirm(viewer: Viewer, row: UnitCheckin | MemberCheckin) -> bool:
    """True when the viewer works for the community."""
    return viewer.serves(row.community_id)


def on_behalf(actor: Viewer, member_id: int) -> bool:
    """True when somebody else enters it for the member (代录)."""
    return actor.on_behalf or actor.member_id != member_id
