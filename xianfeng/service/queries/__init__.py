"""Reading requests: what lies in the viewer's part of the tree, or in the places they serve."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.members.enums import Standing
from xianfeng.service import permissions, rules
from xianfeng.service.enums import DispatchState, RequestState
from xianfeng.service.models import Dispatch, Proposal, Request

OPEN = frozenset(
    {
        RequestState.PLACED,
        RequestState.CHECKED,
        RequestState.SENT,
        RequestState.OFFERED,
        RequestState.ACCEPTED,
    }
)
_SIMILAR_DAYS = 14
_KEPT_DAYS = 30


def visible_to(viewer: Viewer) -> QuerySet[Request]:
    """Return the requests of the viewer's communities, of their units, and their own parts."""
    found = Request.objects.select_related("community", "grid", "unit", "answerable")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.in_places("community_id")
    seen |= viewer.within("answerable__path", permissions.READERS)
    if viewer.member_id is not None:
        own = Dispatch.objects.filter(request=OuterRef("pk"), member_id=viewer.member_id)
        seen |= Q(Exists(own.exclude(state="withdrawn")))
    return found.filter(seen)


def dispatches_visible_to(viewer: Viewer) -> QuerySet[Dispatch]:
    """Return the parts of people in visible requests; a member sees their own."""
    found = Dispatch.objects.select_related("request", "request__community", "member", "unit")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.within("unit__path", permissions.READERS)
    seen |= viewer.within("request__answerable__path", permissions.READERS)
    seen |= viewer.in_places("request__community_id")
    if viewer.member_id is not None:
        seen |= Q(member_id=viewer.member_id)
    return found.filter(seen)


def by_number(viewer: Viewer, text: str) -> Request | None:
    """Return the request of a number as somebody typed it, whoever looks: the number is the key."""
    number = rules.normal_number(text)
    found = Request.objects.select_related("community", "unit").filter(number=number)
    return found.first() if number else None


def contact(viewer: Viewer, request: Request) -> dict[str, str]:
    """Return name, phone and address in clear for who handles an open request, else nothing.

    Source: principles.md, a resident's contact is visible only to the handler while it is open.
    """
    return _in_clear(request) if _handles(viewer, request) else {}


def own_contact(viewer: Viewer, part: Dispatch) -> dict[str, str]:
    """Return the same for the viewer's own part that they accepted, without asking who they are."""
    own = viewer.member_id is not None and part.member_id == viewer.member_id
    shown = own and part.state == DispatchState.ACCEPTED and _reachable(part.request)
    return _in_clear(part.request) if shown else {}


def _in_clear(request: Request) -> dict[str, str]:
    """Return name, phone and address as they were typed; whoever calls has asked who may read."""
    return {
        "contact": crypto.unseal(request.contact_sealed),
        "phone": crypto.unseal(request.phone_sealed),
        "address": crypto.unseal(request.address_sealed),
    }


def similar(viewer: Viewer, request: Request) -> QuerySet[Request]:
    """Return earlier open requests that may be the same: same telephone, or same kind and place."""
    since = request.placed_on - timedelta(days=_SIMILAR_DAYS)
    alike = Q(category=request.category, community=request.community_id, grid=request.grid_id)
    if request.phone_index is not None:
        alike &= Q(text=request.text) | Q(phone_index=request.phone_index)
        alike |= Q(phone_index=request.phone_index, category=request.category)
    found = visible_to(viewer).filter(alike, placed_on__gte=since, pk__lt=request.pk)
    return found.filter(state__in=OPEN).order_by("-pk")


def unanswered(viewer: Viewer, on: date) -> QuerySet[Request]:
    """Return the requests with somebody who was asked and has not answered by the day."""
    silent = Dispatch.objects.filter(request=OuterRef("pk"), state="offered")
    return visible_to(viewer).filter(Exists(silent), state=RequestState.OFFERED, accept_by__lt=on)


def erasable(viewer: Viewer, on: date) -> QuerySet[Request]:
    """Return the requests that ended thirty days ago or more, whose contacts still stand.

    One for which nobody was found is still on the list of needs, and may be taken up again.
    """
    ended = [RequestState.DONE, RequestState.CLOSED, RequestState.CANCELLED, RequestState.REFUSED]
    since = on - timedelta(days=_KEPT_DAYS)
    over = Q(done_on__lte=since) | Q(done_on=None, closed_on__lte=since)
    return visible_to(viewer).filter(over, state__in=ended, erased_on=None)


def gone(viewer: Viewer) -> QuerySet[Dispatch]:
    """Return the live parts in open requests of members who are no members now."""
    found = dispatches_visible_to(viewer).filter(state__in=rules.LIVE, request__state__in=OPEN)
    return found.exclude(member__standing=Standing.NORMAL).order_by("pk")


def orphaned(viewer: Viewer, on: date) -> QuerySet[Request]:
    """Return the requests that wait at a branch which was abolished, with nobody asked."""
    waiting = visible_to(viewer).filter(state=RequestState.SENT)
    return waiting.filter(unit__abolished_on__lte=on).order_by("pk")


def proposed(viewer: Viewer) -> QuerySet[Request]:
    """Return the requests for which a match is kept, whatever became of them since."""
    kept = Exists(Proposal.objects.filter(request=OuterRef("pk")))
    return visible_to(viewer).filter(kept | Q(shortage__isnull=False))


def overdue(viewer: Viewer, on: date) -> QuerySet[Request]:
    """Return open requests whose promised day has passed."""
    return visible_to(viewer).filter(state__in=OPEN, promised_on__lt=on)


def _reachable(request: Request) -> bool:
    return request.erased_on is None and request.state in OPEN


def _handles(viewer: Viewer, request: Request) -> bool:
    if not _reachable(request):
        return False
    if permissions.may_handle(viewer, request):
        return True
    if request.state not in {RequestState.SENT, RequestState.OFFERED, RequestState.ACCEPTED}:
        return False
    return permissions.may_dispatch(viewer, request) or permissions.may_finish(viewer, request)
