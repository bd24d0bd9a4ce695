"""Who plans visits, who records them, and who sees them when."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.supervision.models import TeamMember, Visit
from xianfeng.supervision.rules import ISSUER, RECORDER
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def require_issue(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit that supervises; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_issue(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit that supervises."""
    return viewer.reaches(unit.path, WRITERS)


def require_write(actor: Viewer, visit: Visit) -> None:
    """Check that the actor supervises, or goes with the team; raises Denied."""
    note_check()
    if not may_write(actor, visit):
        raise Denied


def may_write(viewer: Viewer, visit: Visit) -> bool:
    """True for who supervises, and for those on the team."""
    return may_issue(viewer, visit.issuer) or on_team(viewer, visit)


def on_team(viewer: Viewer, visit: Visit) -> bool:
    """True for somebody of the team who holds a post's role elsewhere, none at the visited unit."""
    if viewer.member_id is None or not viewer.paths(STAFF):
        return False
    if viewer.reaches(visit.unit.path, READERS):
        return False
    return TeamMember.objects.filter(
        visit=visit, member_id=viewer.member_id, left_because=""
    ).exists()


def inside(viewer: Viewer, visit: Visit) -> bool:
    """True for who may see a visit before it is confirmed: staff of the issuer, and the team."""
    return viewer.reaches(visit.issuer.path, READERS) or on_team(viewer, visit)


def sides(viewer: Viewer, visit: Visit) -> set[str]:
    """Return the sides of the table of states for which the viewer speaks."""
    issues = may_issue(viewer, visit.issuer)
    writes = issues or on_team(viewer, visit)
    return ({ISSUER} if issues else set()) | ({RECORDER} if writes else set())
