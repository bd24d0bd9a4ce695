"""What the actions on requests do alike: lock, take the edge, tell who derives from it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, part
from xianfeng.service import facts, rules
from xianfeng.service.models import Request
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Asked:
    """One member who is asked to come; ``proposed`` is why the system proposed them, if it did."""

    member_id: int
    proposed: str = ""


def locked(request: Request, version: int | None) -> Request:
    """Return the request as it stands, held until the end. Raises Conflict when it changed.

    ``version`` None is for who only knows the number: the state alone decides.
    """
    found = Request.objects.select_for_update(of=("self",)).select_related("unit", "answerable")
    row = found.get(pk=request.pk)
    if version is not None and row.version != version:
        raise Conflict(row)
    return row


def turned(request: Request, verb: str) -> str:
    """Take the edge of a verb, and return the state it left. Raises Refused."""
    if not rules.REQUEST.may(verb, request.state):
        raise Refused(_("这张服务单现在不能这样办，请刷新页面看看最新情况。"))
    before = request.state
    request.state = rules.REQUEST.edge(verb).to
    return before


@part
def save(request: Request) -> None:
    """Save the request with its next version, and tell of the facts it touches and touched."""
    before = Request.objects.get(pk=request.pk)
    request.version += 1
    request.save()
    tell(request, before)


@part
def tell(request: Request, before: Request | None = None) -> None:
    """Tell of every fact of a request, on all its days, for all who answered or answer for it.

    ``before`` is the request as it was: its branch and its days have a fact less now.
    """
    rows = [request, before or request]
    unit_ids = {root().pk, *(row.answerable_id for row in rows)}
    unit_ids |= set(request.dispatches.values_list("unit_id", flat=True))
    days = {day for row in rows for day in _days(row) if day is not None}
    for kind in facts.KINDS:
        kernel_facts.recorded(kind, unit_ids=unit_ids, days=days)


def _days(request: Request) -> tuple[date | None, ...]:
    return (
        request.placed_on,
        request.promised_on,
        request.check_by,
        request.sent_on,
        request.dispatch_by,
        request.accept_by,
        request.accepted_on,
        request.done_on,
        request.closed_on,
    )


def root() -> Unit:
    """Return the root of the tree, which answers for what no branch was asked for yet."""
    found = Unit.objects.filter(parent=None).order_by("path").first()
    if found is None:
        raise Refused(_("系统里还没有党组织，请先建立组织体系。"))
    return found
