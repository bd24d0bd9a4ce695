"""Who sees and keeps the records of members."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check, require
from xianfeng.members.models import Member
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
KEEPERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def reads_rosters(viewer: Viewer) -> bool:
    """True when the viewer sees the roster of some unit."""
    return bool(viewer.paths(READERS))


def may_keep(viewer: Viewer, path: str) -> bool:
    """True when the viewer keeps records at this node of the tree."""
    return viewer.reaches(path, KEEPERS)


def may_reveal(viewer: Viewer, member: Member, path: str) -> bool:
    """True for who keeps the record, and for the person."""
    return member.pk == viewer.member_id or may_keep(viewer, path)


def require_keep(actor: Viewer, path: str) -> None:
    """Check that the actor keeps the records of members at this node."""
    require(actor, RECORDERS, path)


def require_reveal(actor: Viewer, member: Member, path: str) -> None:
    """Check that the actor may see a sealed field in clear."""
    note_check()
    if not may_reveal(actor, member, path):
        raise Denied
