"""Who speaks for a unit, and who is spoken to."""

from django.db.models import Q

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.units import permissions as units_permissions
from xianfeng.units import rules
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF
from xianfeng.voice.models import Addressed, Thread

WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
READERS = frozenset({*STAFF, OPERATOR_ROLE})


def require_write(actor: Viewer, unit: Unit) -> None:
    """Check that the actor speaks and answers for this unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_write(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer speaks and answers for this unit, or for one above it."""
    return viewer.reaches(unit.path, WRITERS)


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior's officer writes for the unit (代录)."""
    return actor.on_behalf or unit.path not in actor.paths(RECORDERS)


def belongs(viewer: Viewer, unit: Unit, below: bool) -> bool:
    """True for who holds a role on the unit itself, or, when ``below``, on one below it."""
    paths = viewer.paths()
    return unit.path in paths or (below and any(path.startswith(unit.path) for path in paths))


def said_to(unit: Unit) -> Q:
    """Return the condition for what is said to a unit: by itself, and down to it."""
    return Q(unit=unit) | Q(below=True, unit__path__in=rules.ancestors(unit.path))


def may_take_part(viewer: Viewer, row: Addressed | Thread) -> bool:
    """True for who is spoken to, and for who keeps the unit's records (paper, by phone)."""
    return belongs(viewer, row.unit, row.below) or may_write(viewer, row.unit)


def require_take_part(actor: Viewer, row: Addressed | Thread) -> None:
    """Check that the actor is spoken to or keeps the unit's records; raises Denied."""
    note_check()
    if not may_take_part(actor, row):
        raise Denied


def require_belong(actor: Viewer, unit: Unit, among: set[str]) -> None:
    """Check that an opinion goes to one of the units the actor may turn to; raises Denied."""
    note_check()
    if unit.path not in among:
        raise Denied


def require_own(actor: Viewer, user_id: int | None) -> None:
    """Check that the actor takes back nobody's words but their own; raises Denied."""
    note_check()
    if user_id is None or actor.user_id != user_id:
        raise Denied
