"""Who reads hours, and who may have them certified: staff of a unit, and each member their own."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def is_own(viewer: Viewer, member_id: int) -> bool:
    """True when the viewer is this member."""
    return viewer.member_id is not None and viewer.member_id == member_id


def may_certify(viewer: Viewer, member_id: int) -> bool:
    """True for the member, and for who keeps records somewhere: of what they gave there."""
    return is_own(viewer, member_id) or bool(viewer.paths(WRITERS))


def require_certify(actor: Viewer, member_id: int) -> None:
    """Check that the actor is the member, or keeps records; the lines are of their part alone."""
    note_check()
    if not may_certify(actor, member_id):
        raise Denied
