"""Shortest ways to an event in any state, to places in it, and to what came of it."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from tests.service.build import City
from tests.units.build import NOW
from xianfeng.checkin.models import UnitCheckin
from xianfeng.volunteering import actions
from xianfeng.volunteering.actions import Planned
from xianfeng.volunteering.models import Event, Signup

ON = date(2021, 6, 30)
NEXT = date(2021, 7, 10)  # the day of events to come
LAST = date(2021, 6, 26)  # the day of events that were

__all__ = [
    "LAST",
    "NEXT",
    "NOW",
    "ON",
    "City",
    "at_clock",
    "event",
    "fresh",
    "place",
    "planned",
    "proposed",
    "recorded",
    "standing",
]


def at_clock(day, hour=9):
    """Return an hour of a day as a moment."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def planned(**more):
    """Return an event of two hours on a Saturday for two people."""
    chosen = {
        "title": "清洁家园", "category": "environment", "on": NEXT, "starts_at": time(9),
        "ends_at": time(11), "places": 2,
    }  # fmt: skip
    return Planned(**chosen | more)


def event(city, actor=None, unit=None, opened=True, at=NOW, **more):
    """Have the first branch, or another unit, plan an event."""
    return actions.plan_event(
        actor=actor or city.secretary, at=at, unit=unit or city.one, planned=planned(**more),
        opened=opened,
    )  # fmt: skip


def proposed(city, actor=None, unit=None, at=NOW, **more):
    """Have the worker of the east propose an event to the first branch, checked in there."""
    unit = unit or city.one
    if not UnitCheckin.objects.filter(unit=unit, community=city.east).exists():
        UnitCheckin.objects.create(unit=unit, community=city.east, from_on=date(2021, 3, 1))
    chosen = planned(**{"community": city.east} | more)
    return actions.propose_event(actor=actor or city.worker, at=at, unit=unit, planned=chosen)


def place(city, to, person, actor=None, at=NOW):
    """Have the secretary, or somebody else, sign a member up."""
    return actions.sign_up(actor=actor or city.secretary, at=at, event=to, member=person)


def recorded(city, people=2, on=LAST, **more):
    """Have an event held at which the first so many members of the first branch were."""
    early = at_clock(date(2021, 6, 1))
    made = event(city, at=early, on=on, **more)
    for person in city.members[:people]:
        place(city, made, person, at=early)
    return actions.record_event(
        actor=city.secretary, at=NOW, event=made, version=made.version, hours=Decimal(2)
    )


def standing(made):
    """Return (name, state) of everybody who ever had a place, in the fair order."""
    rows = Signup.objects.filter(event=made).order_by("seq")
    return list(rows.values_list("member__name", "state"))


def fresh(made):
    return Event.objects.get(pk=made.pk)
