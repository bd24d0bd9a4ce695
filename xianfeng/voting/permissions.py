"""Who runs a poll, who votes in it, and who sees its totals."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF
from xianfeng.voting.enums import PollState, Purpose
from xianfeng.voting.models import Poll, Voter

RUNNERS = frozenset({*RECORDERS, OPERATOR_ROLE})
READERS = frozenset({*STAFF, OPERATOR_ROLE})


def require_run(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_run(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit."""
    return viewer.reaches(unit.path, RUNNERS)


def anonymous(actor: Viewer) -> Viewer:
    """Return the actor as the audit log may know them: nobody, with the right to vote."""
    return Viewer(None, "", (), member_id=actor.member_id)


def on_roll(viewer: Viewer, poll: Poll) -> bool:
    """True when the viewer's own member may vote in the poll."""
    if viewer.member_id is None:
        return False
    return Voter.objects.filter(poll=poll, member_id=viewer.member_id).exists()


def require_vote(actor: Viewer, poll: Poll) -> int:
    """Return the key of the actor's member, who is on the roll; raises Denied otherwise."""
    note_check()
    if actor.member_id is None or not on_roll(actor, poll):
        raise Denied
    return actor.member_id


def sees_totals(viewer: Viewer, poll: Poll) -> bool:
    """True once a poll is closed: nobody sees anything before, whatever they administer.

    What colleagues think of a member in the yearly review is for the committee.
    """
    if poll.state != PollState.CLOSED:
        return False
    return poll.purpose != Purpose.REVIEW or viewer.reaches(poll.unit.path, READERS)
