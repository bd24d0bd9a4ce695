"""Who records care, who sees who is in need, and who may read what was said."""

from xianfeng.care.models import Talk
from xianfeng.kernel.viewer import OPERATOR_ROLE, STEP, Denied, Viewer, note_check
from xianfeng.units import permissions as units_permissions
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
READERS = frozenset({*STAFF, OPERATOR_ROLE})
KEEPERS = WRITERS
"""Who is in need is for party-affairs staff: no plain member, and no leader, sees the list."""


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of this unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def require_party(actor: Viewer, talk: Talk) -> int:
    """Return the actor's key as one of the two who talked; no role opens this. Raises Denied."""
    note_check()
    if actor.member_id is None or not is_party(actor, talk):
        raise Denied
    return actor.member_id


def is_party(viewer: Viewer, talk: Talk) -> bool:
    """True for the two who talked, and for nobody else."""
    return viewer.member_id is not None and viewer.member_id in {talk.first_id, talk.second_id}


def may_record(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of this unit, or of one above it."""
    return viewer.reaches(unit.path, WRITERS)


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior's officer records for the unit (代录)."""
    own = {unit.path}
    if unit.kind == UnitKind.GROUP:
        own.add(unit.path[:-STEP])
    return actor.on_behalf or not own.intersection(actor.paths(RECORDERS))
