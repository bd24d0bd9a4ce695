"""What volunteering leaves as facts: events held, who came, and records that are owed."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF
from xianfeng.volunteering.enums import EventState
from xianfeng.volunteering.models import Event, Signup


def held() -> QuerySet[Event]:
    """Return the events of which it is on record who came."""
    return Event.objects.filter(state=EventState.HELD)


def owed() -> QuerySet[Event]:
    """Return the events that were opened and not cancelled: each owes a record."""
    return Event.objects.filter(state__in=[EventState.OPEN, EventState.HELD])


def came() -> QuerySet[Signup]:
    """Return who came to an event that was held."""
    return Signup.objects.filter(came=True, event__state=EventState.HELD)


def _category(row: Any) -> str:
    return str((row.event if isinstance(row, Signup) else row).get_category_display())


_EVENT = (
    ("活动", "title"),
    ("类别", _category),
    ("主办党组织", "unit__name"),
    ("日期", "on"),
)
EVENT = FactKind(
    id="volunteering.event",
    title="志愿服务活动",
    rows=held,
    on="on",
    dims={"category": "category"},
    columns=(*_EVENT, ("每人小时", "hours")),
    page="volunteering:event",
    related=("unit",),
    roles=STAFF,
)
SIGNUP = FactKind(
    id="volunteering.signup",
    title="参加志愿服务活动",
    rows=came,
    on="event__on",
    subject="member_id",
    dims={"category": "event__category"},
    columns=(
        ("党员", "member__name"),
        ("党支部", "unit__name"),
        ("活动", "event__title"),
        ("类别", _category),
        ("日期", "event__on"),
    ),
    page="volunteering:event",
    page_key="event_id",
    related=("member", "unit", "event"),
    roles=STAFF,
)
RECORD = FactKind(
    id="volunteering.record",
    title="登记志愿服务活动",
    rows=owed,
    on="record_by",
    due="record_by",
    done="recorded_on",
    dims={"category": "category"},
    columns=(*_EVENT, ("应登记日期", "record_by"), ("登记日期", "recorded_on")),
    page="volunteering:event",
    related=("unit",),
    roles=STAFF,
)
KINDS = (EVENT, SIGNUP, RECORD)
