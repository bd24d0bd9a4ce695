"""The states of a check-in, of a member and of a unit, as the house's test walks them."""

from datetime import date

from tests.house.states import Driver
from tests.service.build import ON, City
from tests.units.build import NOW
from xianfeng.checkin import actions, rules
from xianfeng.checkin.models import MemberCheckin, UnitCheckin

FIRST = date(2021, 6, 1)
CITY = {}


def build():
    CITY["made"] = city = City()
    return city.users


def _stood(row, state):
    row.state = state
    row.until_on = ON if state == "ended" else None
    row.refused_because = "不住这里" if state == "refused" else ""
    row.save()
    return row


def make_member(state):
    city = CITY["made"]
    row = MemberCheckin(member=city.members[0], community=city.east, from_on=FIRST)
    return _stood(row, state)


def make_unit(state):
    city = CITY["made"]
    return _stood(UnitCheckin(unit=city.one, community=city.east, from_on=FIRST), state)


def state(row):
    return type(row).objects.get(pk=row.pk).state


def page(row):
    sort = "units" if isinstance(row, UnitCheckin) else "members"
    return f"/checkin/{sort}/{row.pk}/"


def post(verb, row):
    told = {"version": row.version, "because": "不住这里", "until_on": "2021-06-30"}
    return f"{page(row)}{verb}/", told


def button(verb, row):
    return f"{page(row)}{verb}/"


def act(verb, row, viewer):
    more = {"refuse_checkin": {"because": "不住这里"}, "end_checkin": {"until_on": ON}}
    getattr(actions, verb)(actor=viewer, at=NOW, row=row, version=row.version, **more.get(verb, {}))


def driver(make, *unit):
    return Driver(
        table=rules.CHECKIN,
        build=build,
        sides={"unit": unit, "community": ("worker",)},
        make=make,
        state=state,
        page=page,
        post=post,
        button=button,
        act=act,
    )


RECORDERS = ("officer", "clerk", "secretary")
DRIVERS = (driver(make_member, "first", *RECORDERS), driver(make_unit, *RECORDERS))
