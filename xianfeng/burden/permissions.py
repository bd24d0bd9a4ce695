"""Who designs collection tasks, who answers, who keeps the list of work groups."""

from xianfeng.burden import rules
from xianfeng.burden.models import Collection, Reply, WorkGroup
from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check, require
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
_ISSUERS = frozenset({*MANAGERS, OPERATOR_ROLE})
_ANSWERERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def may_collect(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the unit that asks."""
    return viewer.reaches(unit.path, _ISSUERS)


def require_collect(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages the unit that asks; raises Denied."""
    require(actor, MANAGERS, unit.path)


def may_answer(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit, or of one above it (代录)."""
    return viewer.reaches(unit.path, _ANSWERERS)


def require_answer(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    require(actor, RECORDERS, unit.path)


def require_close_expired(actor: Viewer) -> None:
    """Check that the daily round is at work; raises Denied."""
    note_check()
    if not actor.reaches("", {OPERATOR_ROLE}):
        raise Denied


def on_behalf(actor: Viewer, unit: Unit) -> bool:
    """True when a superior types for the unit (代录)."""
    return actor.on_behalf or unit.path not in actor.paths(RECORDERS)


def collection_sides(viewer: Viewer, collection: Collection) -> set[str]:
    """Return the sides of a task for which the viewer speaks."""
    return {rules.ISSUER} if may_collect(viewer, collection.unit) else set()


def reply_sides(viewer: Viewer, reply: Reply) -> set[str]:
    """Return the sides of an answer for which the viewer speaks."""
    sides = {rules.ISSUER} if may_collect(viewer, reply.collection.unit) else set()
    return sides | ({rules.UNIT} if may_answer(viewer, reply.unit) else set())


def group_sides(viewer: Viewer, group: WorkGroup) -> set[str]:
    """Return the sides of a work group for which the viewer speaks."""
    return {rules.OWNER} if may_answer(viewer, group.unit) else set()
