"""What the community does with a request, and the branch that cannot take it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.service import permissions, rules
from xianfeng.service.actions.proposals import renew
from xianfeng.service.actions.shared import locked, root, save, turned
from xianfeng.service.enums import RequestState
from xianfeng.service.models import Request
from xianfeng.units.models import Unit


@action("service.check_request")
def check_request(
    *,
    actor: Viewer,
    at: datetime,
    request: Request,
    version: int,
    skill: str = "",
    places: int | None = None,
    urgency: int | None = None,
) -> Request:
    """Say that the request is real, perhaps with the skill, number of people and urgency it needs.

    The promised day is worked out again from the day it was placed.
    """
    permissions.require_community(actor, request)
    request = locked(request, version)
    before = turned(request, "check_request")
    request.skill = skill or request.skill
    request.places = places or request.places
    request.urgency = urgency or request.urgency
    request.promised_on = rules.promised(request.placed_on, request.urgency, request.on_date)
    request.checked_on = timezone.localdate(at)
    return _gone(request, before, request.checked_on)


@action("service.refuse_request")
def refuse_request(
    *, actor: Viewer, at: datetime, request: Request, version: int, because: str
) -> Request:
    """Say that it cannot be done, and why: the resident reads the reason."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    before = turned(request, "refuse_request")
    return _ended(request, before, because, timezone.localdate(at))


@action("service.merge_request")
def merge_request(
    *, actor: Viewer, at: datetime, request: Request, version: int, into: Request
) -> Request:
    """Say that it was asked for before: the earlier request stands."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    if into.pk == request.pk or into.community_id != request.community_id or into.pk > request.pk:
        raise Refused(_("请选同一个社区里更早的一张服务单。"), "into")
    before = turned(request, "merge_request")
    request.repeats = into
    said = _("与更早的一张服务单是同一件事，已合并办理。")
    return _ended(request, before, said, timezone.localdate(at))


@action("service.send_request")
def send_request(
    *, actor: Viewer, at: datetime, request: Request, version: int, unit: Unit
) -> Request:
    """Ask a branch to find people for it."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    today = timezone.localdate(at)
    if unit.abolished_on is not None and unit.abolished_on <= today:
        raise Refused(_("这个党组织已经撤销，请另选一个。"), "unit")
    before = turned(request, "send_request")
    request.unit = request.answerable = unit
    request.sent_on = today
    request.dispatch_by = rules.dispatch_by(today, request.promised_on)
    return _gone(request, before, today)


@action("service.return_request")
def return_request(
    *, actor: Viewer, at: datetime, request: Request, version: int, because: str
) -> Request:
    """Hand it back to the community, with the reason why the branch cannot take it."""
    permissions.require_branch(actor, request)
    if not because.strip():
        raise Refused(_("请写明退回的原因，社区好另派。"), "because")
    request = locked(request, version)
    before = turned(request, "return_request")
    return _taken_from(request, before, because.strip(), timezone.localdate(at))


@action("service.call_request_back")
def call_request_back(
    *, actor: Viewer, at: datetime, request: Request, version: int, because: str
) -> Request:
    """Take it back from the branch, to ask another."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    before = turned(request, "call_request_back")
    return _taken_from(request, before, because.strip(), timezone.localdate(at))


@action("service.give_request_up")
def give_request_up(
    *, actor: Viewer, at: datetime, request: Request, version: int, because: str
) -> Request:
    """Say openly that nobody can be found for now; it stays on the list of unmet needs."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    before = turned(request, "give_request_up")
    request.unit, request.answerable = None, root()
    request.sent_on = request.dispatch_by = None
    return _ended(request, before, because, timezone.localdate(at))


@action("service.take_request_up")
def take_request_up(*, actor: Viewer, at: datetime, request: Request, version: int) -> Request:
    """Try again with a request for which nobody was found."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    before = turned(request, "take_request_up")
    request.closed_on, request.because = None, ""
    return _gone(request, before, timezone.localdate(at))


@action("service.confirm_request")
def confirm_request(
    *, actor: Viewer, at: datetime, request: Request, version: int, because: str = ""
) -> Request:
    """Close what was done, where the resident does not rate it themselves."""
    permissions.require_community(actor, request)
    request = locked(request, version)
    before = turned(request, "confirm_request")
    request.closed_on = timezone.localdate(at)
    request.because = because.strip()
    return _gone(request, before, request.closed_on)


@part
def _ended(request: Request, before: str, because: str, on: date) -> Request:
    if not because.strip():
        raise Refused(_("请写明原因，居民查询时看得到。"), "because")
    request.because = because.strip()
    request.closed_on = on
    return _gone(request, before, on)


@part
def _taken_from(request: Request, before: str, because: str, on: date) -> Request:
    """Take a request from its branch; who was asked is asked no more."""
    request.dispatches.filter(state__in=rules.LIVE).update(state="withdrawn")
    request.because = because
    request.unit, request.answerable = None, root()
    request.sent_on = request.dispatch_by = None
    request.offered_on = request.accept_by = None
    return _gone(request, before, on)


@part
def _gone(request: Request, before: str, on: date) -> Request:
    """Write down where a request went; where people are looked for, look again."""
    new = {"state": request.state, "unit": request.unit_id, "because": request.because}
    unit_id = request.answerable_id
    audit.record(request, old={"state": RequestState(before).value}, new=new, unit_id=unit_id)
    save(request)
    if request.state in {RequestState.CHECKED, RequestState.SENT}:
        renew([request.pk], on)
    return request
