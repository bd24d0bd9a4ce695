"""Who sees and keeps the records of members."""

from datetime import date

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check, require
from xianfeng.members import rules
from xianfeng.members.models import Member, Transfer
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


def transfer_verbs(viewer: Viewer, transfer: Transfer, on: date) -> set[str]:
    """Return what the viewer may do with a letter as it stands on a day.

    The receiver receives or refuses; the sender withdraws, and declares void what ran out. The
    slip of an organisation outside is entered by the sender.
    """
    sends = transfer.from_unit is not None and may_keep(viewer, transfer.from_unit.path)
    takes = sends if transfer.to_unit is None else may_keep(viewer, transfer.to_unit.path)
    out = rules.transfers.has_run_out(transfer.runs_out_on, on)
    may = {"receive": takes, "refuse": takes, "withdraw": sends, "lapse": sends and out}
    return {
        verb
        for verb, allowed in may.items()
        if allowed and rules.transfers.following(transfer.state, verb)
    }


def suspended(member: Member) -> bool:
    """True for a member whose standing was suspended and may be restored."""
    return "restored" in rules.standings.decisions(member.standing, probationary=False)
