"""Who runs a review, who sees whom in it, and who says what."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.reviews.models import Entry
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

RUNNERS = frozenset({*RECORDERS, OPERATOR_ROLE})
READERS = frozenset({*STAFF, OPERATOR_ROLE})


def require_run(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the branch; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_run(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the branch, or of a unit above it."""
    return viewer.reaches(unit.path, RUNNERS)


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior's officer records for the branch (代录)."""
    return actor.on_behalf or unit.path not in actor.paths(RECORDERS)


def reads(viewer: Viewer, unit: Unit) -> bool:
    """True for staff of the branch and above: they read grades and replies."""
    return viewer.reaches(unit.path, READERS)


def reads_words(viewer: Viewer, unit: Unit) -> bool:
    """True for the staff of the branch itself: a superior reads no self-review and no votes."""
    return unit.path in viewer.paths(STAFF) or viewer.reaches("", {OPERATOR_ROLE})


def is_own(viewer: Viewer, entry: Entry) -> bool:
    """True for the member the entry is about."""
    return viewer.member_id is not None and entry.member_id == viewer.member_id


def require_self(actor: Viewer, entry: Entry) -> None:
    """Check that it is the member's own, or that the actor keeps the records; raises Denied."""
    note_check()
    if not is_own(actor, entry) and not may_run(actor, entry.review.unit):
        raise Denied


def require_own(actor: Viewer, entry: Entry) -> None:
    """Check that nobody replies but the member, or the recorder for them; raises Denied."""
    require_self(actor, entry)
