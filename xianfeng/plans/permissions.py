"""Who sees tasks, and who says that one is done."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.plans.models import Task
from xianfeng.units import permissions as units_permissions
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def require_complete(actor: Viewer, task: Task) -> None:
    """Check that the actor keeps records for the lead unit or one above it; raises Denied.

    An assisting unit sees the task; whether it is done is the lead unit's word.
    """
    units_permissions.require_record(actor, task.lead)


def may_complete(viewer: Viewer, task: Task) -> bool:
    """True when the viewer keeps records for the lead unit or one above it."""
    return viewer.reaches(task.lead.path, WRITERS)
