"""Who sees tasks, says that one is done, changes a plan, urges, and ties what was done."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, STEP, Denied, Viewer, note_check, require
from xianfeng.plans.models import Digest, Plan, Task
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
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


def require_issue(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps records for the unit that issues a plan; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_issue(viewer: Viewer, plan: Plan) -> bool:
    """True when the viewer keeps records for the unit that issued the plan, or one above it."""
    return viewer.reaches(plan.unit.path, WRITERS)


def urging_unit(viewer: Viewer, task: Task) -> int | None:
    """Return the unit for which the viewer may urge the lead: the nearest of theirs above it.

    The operator at the command line speaks for the unit that issued the plan.
    """
    above = [
        grant
        for grant in viewer.grants
        if grant.role in WRITERS
        and task.lead.path.startswith(grant.path)
        and task.lead.path != grant.path
    ]
    if not above:
        return None
    nearest = max(above, key=lambda grant: len(grant.path))
    return nearest.unit_id or task.plan.unit_id


def require_urge(actor: Viewer, task: Task) -> None:
    """Check that the actor keeps records for a unit above the lead; raises Denied."""
    require(actor, RECORDERS, task.lead.path[:-STEP])


def may_read(viewer: Viewer, digest: Digest) -> bool:
    """True for staff of the unit itself that the digest is for."""
    return digest.unit.path in viewer.paths(STAFF) or "" in viewer.paths({OPERATOR_ROLE})


def require_read(actor: Viewer, digest: Digest) -> None:
    """Check that the actor is staff of the digest's unit; raises Denied."""
    note_check()
    if not may_read(actor, digest):
        raise Denied


def may_tie(viewer: Viewer, task: Task) -> bool:
    """True when the viewer keeps records for a unit that leads, assists with or pushes the task."""
    return any(viewer.reaches(path, WRITERS) for path in concerned(task))


def require_tie(actor: Viewer, task: Task) -> None:
    """Check that the actor keeps records for one of the units concerned; raises Denied."""
    paths = [path for path in concerned(task) if actor.reaches(path, WRITERS)]
    require(actor, RECORDERS, paths[0] if paths else task.lead.path)


def concerned(task: Task) -> list[str]:
    """Return the paths of the units that lead, assist with or push a task."""
    others = [each.unit.path for each in task.assistants.all()]
    return [task.lead.path, *others, *(each.unit.path for each in task.pushers.all())]
