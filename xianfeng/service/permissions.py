"""Who sees requests, who hands them on, and what a number allows."""

from xianfeng.kernel.viewer import (
    OPERATOR_ROLE,
    Denied,
    Viewer,
    note_check,
    require_place,
)
from xianfeng.service import rules
from xianfeng.service.models import Dispatch, Request
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


def require_round(actor: Viewer) -> None:
    """Check that the daily round is at work; raises Denied."""
    note_check()
    if not actor.reaches("", {OPERATOR_ROLE}):
        raise Denied


def require_anybody() -> None:
    """Note that the action is open to everybody: a request needs no account."""
    note_check()


def require_number(request: Request, number: str) -> None:
    """Check that whoever acts knows the number of the request; raises Denied."""
    note_check()
    if not number or number != request.number:
        raise Denied


def require_community(actor: Viewer, request: Request) -> None:
    """Check that the actor works for the community where the request is; raises Denied."""
    require_place(actor, request.community_id)


def may_handle(viewer: Viewer, request: Request) -> bool:
    """True when the viewer works for the community where the request is."""
    return viewer.serves(request.community_id)


def require_branch(actor: Viewer, request: Request) -> None:
    """Check that the actor keeps records for the branch that was asked; raises Denied."""
    note_check()
    if not may_dispatch(actor, request):
        raise Denied


def may_dispatch(viewer: Viewer, request: Request) -> bool:
    """True when the viewer keeps records for the branch that was asked, or above it."""
    return request.unit is not None and viewer.reaches(request.unit.path, WRITERS)


def may_match(viewer: Viewer) -> bool:
    """True for who hands requests on: keepers of records, and workers of a community."""
    return bool(viewer.places or viewer.paths(WRITERS))


def may_survey(viewer: Viewer) -> bool:
    """True for who sees what is needed over a part of the tree, or in a community."""
    return bool(viewer.places or viewer.paths(READERS))


def require_finish(actor: Viewer, request: Request) -> None:
    """Check that the actor may say that it is done: the branch, or who accepted it."""
    note_check()
    if not may_finish(actor, request):
        raise Denied


def may_finish(viewer: Viewer, request: Request) -> bool:
    """True for the branch that was asked and for a member who accepted."""
    if may_dispatch(viewer, request):
        return True
    return (
        viewer.member_id is not None
        and request.dispatches.filter(member_id=viewer.member_id, state="accepted").exists()
    )


def require_answer(actor: Viewer, dispatch: Dispatch) -> None:
    """Check that the actor is the member asked, or keeps records for their branch (代录)."""
    note_check()
    if not may_answer(actor, dispatch):
        raise Denied


def may_answer(viewer: Viewer, dispatch: Dispatch) -> bool:
    """True for the member asked, and for who keeps records for their branch."""
    own = viewer.member_id is not None and viewer.member_id == dispatch.member_id
    return own or viewer.reaches(dispatch.unit.path, WRITERS)


def on_behalf(actor: Viewer, dispatch: Dispatch) -> bool:
    """True when somebody else answers for the member (代录)."""
    return actor.on_behalf or actor.member_id != dispatch.member_id


def sides(viewer: Viewer, request: Request) -> set[str]:
    """Return the sides of a request that the viewer speaks for; who knows its number is another."""
    found = {rules.COMMUNITY} if may_handle(viewer, request) else set()
    return found | ({rules.BRANCH} if may_dispatch(viewer, request) else set())


def part_sides(viewer: Viewer, dispatch: Dispatch) -> set[str]:
    """Return the sides of one member's part that the viewer speaks for."""
    found = {rules.MEMBER} if may_answer(viewer, dispatch) else set()
    return found | ({rules.BRANCH} if may_dispatch(viewer, dispatch.request) else set())
