"""What a resident does: ask, take back, say how it went. Nobody needs an account."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, crypto
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer, require_place
from xianfeng.service import permissions, rules
from xianfeng.service.actions.proposals import renew
from xianfeng.service.actions.shared import locked, root, save, tell, turned
from xianfeng.service.enums import RequestSource, RequestState, Urgency
from xianfeng.service.models import Rating, Request
from xianfeng.units.models import Place

_FURTHEST = 180


@dataclass(frozen=True)
class Wanted:
    """What is asked for: what, where, when, how many people, and how to be reached.

    ``on_date`` and ``part`` are empty where any time will do; ``phone`` in clear, digits only.
    """

    category: str
    text: str
    community: Place
    phone: str
    contact: str = ""
    grid: Place | None = None
    address: str = ""
    on_date: date | None = None
    part: str = ""
    places: int = 1
    skill: str = ""
    urgency: int = Urgency.ORDINARY.value
    own_member_id: int | None = None


@action("service.place_request")
def place_request(
    *, actor: Viewer, at: datetime, wanted: Wanted, source: str = RequestSource.RESIDENT.value
) -> Request:
    """Take a request in: by a resident, or by a community worker for one (then it is checked).

    Raises Refused with what to put right.
    """
    if source == RequestSource.RESIDENT:
        permissions.require_anybody()
    else:
        require_place(actor, wanted.community.pk)
    today = timezone.localdate(at)
    _check(wanted, today)
    checked = source != RequestSource.RESIDENT
    request = Request.objects.create(
        number=rules.new_number(),
        source=source,
        category=wanted.category,
        skill=wanted.skill,
        text=wanted.text.strip(),
        community=wanted.community,
        grid=wanted.grid,
        address_sealed=crypto.seal(wanted.address.strip()),
        on_date=wanted.on_date,
        part=wanted.part,
        places=wanted.places,
        urgency=wanted.urgency,
        contact_sealed=crypto.seal(wanted.contact.strip()),
        phone_sealed=crypto.seal(wanted.phone),
        phone_index=crypto.blind("phone", wanted.phone),
        own_member_id=wanted.own_member_id,
        state=RequestState.CHECKED.value if checked else RequestState.PLACED.value,
        placed_on=today,
        check_by=rules.check_by(today),
        checked_on=today if checked else None,
        promised_on=rules.promised(today, wanted.urgency, wanted.on_date),
        answerable=root(),
        placed_by_id=actor.user_id if checked else None,
    )
    said = {"category": request.category, "community": request.community_id, "source": source}
    audit.record(request, new=said, unit_id=request.answerable_id)
    tell(request)
    if checked:
        renew([request.pk], today)
    return request


@action("service.cancel_request")
def cancel_request(*, actor: Viewer, at: datetime, request: Request, number: str) -> Request:
    """Take a request back, by who knows its number; people who were asked are told by the state."""
    permissions.require_number(request, number)
    request = locked(request, None)
    before = turned(request, "cancel_request")
    request.closed_on = timezone.localdate(at)
    request.dispatches.filter(state__in=rules.LIVE).update(
        state="withdrawn", answered_on=request.closed_on
    )
    new = {"state": request.state}
    audit.record(request, old={"state": before}, new=new, unit_id=request.answerable_id)
    save(request)
    return request


@action("service.rate_request")
def rate_request(
    *, actor: Viewer, at: datetime, request: Request, number: str, stars: int, text: str = ""
) -> Rating:
    """Say how it went, once, by who knows the number. Raises Refused."""
    permissions.require_number(request, number)
    request = locked(request, None)
    before = turned(request, "rate_request")
    if not 1 <= stars <= 5:
        raise Refused(_("请在一到五里选一个。"), "stars")
    today = timezone.localdate(at)
    made = Rating.objects.create(request=request, stars=stars, text=text.strip(), on=today)
    request.closed_on = today
    new = {"state": request.state, "stars": stars}
    audit.record(request, old={"state": before}, new=new, unit_id=request.answerable_id)
    save(request)
    return made


def _check(wanted: Wanted, today: date) -> None:
    """Raise Refused for what cannot be asked for."""
    if not wanted.text.strip():
        raise Refused(_("请写一句话，说明要办什么。"), "text")
    if not wanted.phone:
        raise Refused(_("请留一个能联系到您的电话。"), "phone")
    if wanted.community.parent_id is not None:
        raise Refused(_("请选社区。"), "community")
    if wanted.grid is not None and wanted.grid.parent_id != wanted.community.pk:
        raise Refused(_("这个网格不在所选的社区里，请重选。"), "grid")
    if wanted.on_date is None:
        return
    if wanted.on_date < today:
        raise Refused(_("这一天已经过去，请另选一天。"), "on_date")
    if wanted.on_date > today + timedelta(days=_FURTHEST):
        raise Refused(_("请选半年以内的日期。"), "on_date")
