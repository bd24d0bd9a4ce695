"""How events, and places in them, show their tables of states."""

from decimal import Decimal

from django.urls import reverse

from tests.house.states import Driver
from tests.volunteering import build
from xianfeng.volunteering import actions, rules
from xianfeng.volunteering.models import Event, Signup

_city = {}


def _build():
    _city["now"] = build.City()
    return _city["now"].users


def _event(state):
    """Return an event of today at six in the morning, in a state; one member has a place."""
    city = _city["now"]
    if state == "held":
        return build.recorded(city, people=1)
    if state == "proposed":
        return build.proposed(city)
    made = build.event(city, at=build.at_clock(build.LAST), on=build.ON, opened=False)
    if state == "draft":
        return made
    verb = "open_event" if state == "open" else "cancel_event"
    made = _act(verb, made, city.secretary)
    if state == "open":
        place = build.at_clock(build.LAST)
        build.place(city, made, city.members[2], at=place)
    return made


SAID = {
    "open_event": {},
    "cancel_event": {"because": "下雨"},
    "take_event_back": {},
    "record_event": {"hours": Decimal(2)},
}


def _act(verb, row, viewer):
    return getattr(actions, verb)(
        actor=viewer, at=build.NOW, event=row, version=row.version, **SAID[verb]
    )


def _address(verb, row):
    if verb == "record_event":
        return reverse("volunteering:record", args=[row.pk])
    return reverse("volunteering:step", args=[row.pk, verb])


EVENT = Driver(
    table=rules.EVENT,
    build=_build,
    sides={
        rules.ORGANISER: ("secretary", "clerk", "officer"),
        rules.COMMUNITY: ("worker",),
    },
    make=_event,
    state=lambda row: Event.objects.get(pk=row.pk).state,
    page=lambda row: reverse("volunteering:event", args=[row.pk]),
    post=lambda verb, row: (_address(verb, row), {"version": row.version} | SAID[verb]),
    button=_address,
    act=_act,
)


def _signup(state):
    """Return the place of a member of the first branch in an event for one."""
    city = _city["now"]
    made = build.event(city, places=1)
    if state == "waiting":
        build.place(city, made, city.members[1])
    row = build.place(city, made, city.members[0])
    if state == "withdrawn":
        actions.withdraw_signup(actor=city.first, at=build.NOW, signup=row, version=1)
    return row


def _withdraw(row):
    return reverse("volunteering:withdraw", args=[row.pk])


SIGNUP = Driver(
    table=rules.SIGNUP,
    build=_build,
    sides={rules.MEMBER: ("first", "secretary", "clerk", "officer")},
    make=_signup,
    state=lambda row: Signup.objects.get(pk=row.pk).state,
    page=lambda row: reverse("volunteering:event", args=[row.event_id]),
    post=lambda verb, row: (_withdraw(row), {"version": row.version}),
    button=lambda verb, row: f'action="{_withdraw(row)}"',
    act=lambda verb, row, viewer: actions.withdraw_signup(
        actor=viewer, at=build.NOW, signup=row, version=row.version
    ),
)

DRIVERS = (EVENT, SIGNUP)
