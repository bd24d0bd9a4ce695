"""Who organises events, who signs up, and who does it for somebody else."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check, require_place
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF
from xianfeng.volunteering import rules
from xianfeng.volunteering.models import Event, Signup

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def require_organise(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_organise(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit."""
    return viewer.reaches(unit.path, WRITERS)


def require_community(actor: Viewer, community_id: int | None) -> None:
    """Check that the actor works for the community; raises Denied."""
    require_place(actor, community_id)


def sides(viewer: Viewer, event: Event) -> set[str]:
    """Return the sides of an event that the viewer speaks for."""
    found = {rules.ORGANISER} if may_organise(viewer, event.unit) else set()
    there = event.community_id is not None and viewer.serves(event.community_id)
    return found | ({rules.COMMUNITY} if there else set())


def require_member(actor: Viewer, member_id: int, path: str) -> None:
    """Check that the actor is the member, or keeps the records of their branch (代录)."""
    note_check()
    if not may_act_for(actor, member_id, path):
        raise Denied


def may_act_for(viewer: Viewer, member_id: int, path: str) -> bool:
    """True for the member themselves, and for who keeps the records of their branch."""
    return viewer.member_id == member_id or viewer.reaches(path, WRITERS)


def may_withdraw(viewer: Viewer, signup: Signup) -> bool:
    """True for who may give this place back: the member, or who keeps their branch's records."""
    return may_act_for(viewer, signup.member_id, signup.unit.path)


def on_behalf(actor: Viewer, member_id: int) -> bool:
    """True when somebody else does it for the member (代录)."""
    return actor.on_behalf or actor.member_id != member_id
