"""Planning an event, changing it, opening it, and calling it off."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.checkin.models import UnitCheckin
from xianfeng.checkin.queries import LIVE
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place, Unit
from xianfeng.volunteering import permissions, rules
from xianfeng.volunteering.actions.shared import locked, move_up, save, taken, tell, turned
from xianfeng.volunteering.enums import EventState
from xianfeng.volunteering.models import Event, Team

_CHANGING = (EventState.DRAFT, EventState.PROPOSED, EventState.OPEN)


@dataclass(frozen=True)
class Planned:
    """What an organiser says of an event; without ``sign_up_by`` it is the day before."""

    title: str
    category: str
    on: date
    starts_at: time
    ends_at: time
    places: int = 20
    sign_up_by: date | None = None
    community: Place | None = None
    venue: str = ""
    team: Team | None = None
    for_all: bool = False


@action("volunteering.plan_event")
def plan_event(
    *, actor: Viewer, at: datetime, unit: Unit, planned: Planned, opened: bool = True
) -> Event:
    """Plan an event of a unit, and open it for names unless it stays a draft. Raises Refused."""
    permissions.require_organise(actor, unit)
    values = _checked(unit, planned)
    state = EventState.OPEN if opened else EventState.DRAFT
    event = Event.objects.create(unit=unit, state=state.value, **values)
    audit.record(event, new={"state": event.state, **_said(event)}, unit_id=unit.pk)
    tell(event)
    return event


@action("volunteering.propose_event")
def propose_event(*, actor: Viewer, at: datetime, unit: Unit, planned: Planned) -> Event:
    """Put an event forward, for a community, to a unit that checked in there. Raises Refused."""
    community = planned.community
    permissions.require_community(actor, community.pk if community else None)
    if not UnitCheckin.objects.filter(unit=unit, community=community, state__in=LIVE).exists():
        raise Refused(_("这个党组织没有到本社区报到，请选报到过的。"), "partner")
    if planned.on < timezone.localdate(at):
        raise Refused(_("活动日期已经过了，请核对。"), "on")
    values = _checked(unit, planned)
    event = Event.objects.create(unit=unit, state=EventState.PROPOSED.value, **values)
    audit.record(event, new={"state": event.state, **_said(event)}, unit_id=unit.pk)
    tell(event)
    return event


@action("volunteering.take_event_back")
def take_event_back(*, actor: Viewer, at: datetime, event: Event, version: int) -> Event:
    """Take back, for the community, what the unit has not answered yet."""
    permissions.require_community(actor, event.community_id)
    event = locked(event, version)
    before = turned(event, "take_event_back")
    event.because = _("社区收回")
    new = {"state": event.state, "because": event.because}
    audit.record(event, old={"state": before}, new=new, unit_id=event.unit_id)
    save(event)
    return event


@action("volunteering.amend_event")
def amend_event(
    *, actor: Viewer, at: datetime, event: Event, version: int, planned: Planned
) -> Event:
    """Change an event that was not held yet; who waits moves up into further places."""
    permissions.require_organise(actor, event.unit)
    event = locked(event, version)
    if event.state not in _CHANGING:
        raise Refused(_("活动已经举办或取消，不能再改。"))
    values = _checked(event.unit, planned)
    signed = taken(event)
    if planned.places < signed:
        text = _("已有 %(number)s 人报名，名额不能少于这个数。")
        raise Refused(text % {"number": signed}, "places")
    old, days = _said(event), {event.on, event.record_by}
    for name, value in values.items():
        setattr(event, name, value)
    moved = move_up(event)
    audit.record(event, old=old, new=_said(event) | {"moved_up": moved}, unit_id=event.unit_id)
    save(event, days)
    return event


@action("volunteering.open_event")
def open_event(*, actor: Viewer, at: datetime, event: Event, version: int) -> Event:
    """Open a draft for names."""
    permissions.require_organise(actor, event.unit)
    event = locked(event, version)
    before = turned(event, "open_event")
    audit.record(event, old={"state": before}, new={"state": event.state}, unit_id=event.unit_id)
    save(event)
    return event


@action("volunteering.cancel_event")
def cancel_event(*, actor: Viewer, at: datetime, event: Event, version: int, because: str) -> Event:
    """Call an event off, with the reason that those who signed up read."""
    permissions.require_organise(actor, event.unit)
    if not because.strip():
        raise Refused(_("请写明取消的原因，报名的人会看到。"), "because")
    event = locked(event, version)
    before = turned(event, "cancel_event")
    event.because = because.strip()
    new = {"state": event.state, "because": event.because}
    audit.record(event, old={"state": before}, new=new, unit_id=event.unit_id)
    save(event)
    return event


def _checked(unit: Unit, planned: Planned) -> dict[str, Any]:
    """Return the columns of what was planned. Raises Refused."""
    if not planned.title.strip():
        raise Refused(_("请写活动名称。"), "title")
    if planned.ends_at <= planned.starts_at:
        raise Refused(_("结束时间应在开始时间之后，请核对。"), "ends_at")
    if not 1 <= planned.places <= rules.MOST_PLACES:
        raise Refused(_("名额请填 1 到 500 之间的数。"), "places")
    last_day = rules.sign_up_by(planned.on, planned.sign_up_by)
    if last_day > planned.on:
        raise Refused(_("报名截止日期不能晚于活动当天，请核对。"), "sign_up_by")
    if planned.community is not None and planned.community.level != GridLevel.COMMUNITY:
        raise Refused(_("请选社区。"), "community")
    if planned.team is not None and not planned.team.unit.path.startswith(unit.path):
        raise Refused(_("这支服务队不属于本组织，请重选。"), "team")
    values = vars(planned) | {"title": planned.title.strip(), "venue": planned.venue.strip()}
    return values | {"sign_up_by": last_day, "record_by": rules.record_by(planned.on)}


def _said(event: Event) -> dict[str, Any]:
    """Return what an event says of itself, for the audit log."""
    plain = (
        "title", "category", "on", "places", "sign_up_by", "venue", "for_all", "team_id",
        "community_id",
    )  # fmt: skip
    times = {name: getattr(event, name).isoformat("minutes") for name in ("starts_at", "ends_at")}
    return {name: getattr(event, name) for name in plain} | times
