"""What the daily round does: places nobody answered for fall free, old contacts are erased."""

from datetime import datetime

from django.utils import timezone

from xianfeng.kernel import audit
from xianfeng.kernel.actions import action
from xianfeng.kernel.viewer import Viewer
from xianfeng.service import permissions, queries
from xianfeng.service.actions.dispatching import fall_back
from xianfeng.service.actions.shared import locked
from xianfeng.service.enums import DispatchState
from xianfeng.service.models import Request


@action("service.free_places")
def free_places(*, actor: Viewer, at: datetime, request: Request) -> int:
    """Ask no more who has not answered by the day; the branch asks others. Return how many."""
    permissions.require_round(actor)
    request = locked(request, None)
    today = timezone.localdate(at)
    silent = request.dispatches.filter(state=DispatchState.OFFERED)
    if request.accept_by is None or request.accept_by >= today:
        silent = silent.none()
    keys = list(silent.values_list("pk", flat=True))
    silent.update(state=DispatchState.WITHDRAWN.value, answered_on=today)
    audit.record(request, new={"unanswered": keys}, unit_id=request.answerable_id)
    if keys:
        fall_back(request)
    return len(keys)


@action("service.erase_contacts")
def erase_contacts(*, actor: Viewer, at: datetime) -> int:
    """Erase who asked and where they live, thirty days after the end; return of how many.

    The blind index of the telephone stays with the record: it finds the same resident again, and
    nobody reads a telephone out of it.
    """
    permissions.require_round(actor)
    today = timezone.localdate(at)
    keys = list(queries.erasable(actor, today).values_list("pk", flat=True))
    Request.objects.filter(pk__in=keys).update(
        contact_sealed=b"", phone_sealed=b"", address_sealed=b"", erased_on=today
    )
    audit.record("service:contacts", new={"erased": len(keys)})
    return len(keys)
