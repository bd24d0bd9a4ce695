"""Shortest ways to a city with communities, people who act, and a request in any state."""

from datetime import date, datetime

from django.utils import timezone

from tests.members.build import member
from tests.units.build import NOW, unit, user
from xianfeng.kernel.viewer import Viewer
from xianfeng.service import actions
from xianfeng.service.actions import Asked, Wanted
from xianfeng.service.models import Dispatch, Request
from xianfeng.units.enums import GridLevel, Role, UnitKind
from xianfeng.units.models import Place, PlaceRole
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)  # a Wednesday
RESIDENT = Viewer(None, "")
PHONE = "13800000009"


def later(days):
    """Return nine o'clock so many days after the day of the tests."""
    day = date.fromordinal(ON.toordinal() + days)
    return datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())


def place(name, parent=None, level=GridLevel.COMMUNITY):
    return Place.objects.create(name=name, parent=parent, level=level)


class City:
    """A root, two offices with branches, two communities with a worker each, four members."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.office = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.other = unit("D", self.root, UnitKind.COMMITTEE, name="乙局机关党委")
        self.one = unit("B1", self.office, name="第一支部")
        self.two = unit("B2", self.office, name="第二支部")
        self.far = unit("E1", self.other, name="外局支部")
        self.east = place("东街社区")
        self.west = place("西街社区")
        self.grid = place("第1网格", self.east, GridLevel.GRID)
        self.users = {
            name: user(name, (role, at))
            for name, role, at in (
                ("officer", Role.COMMITTEE_OFFICER, self.root),
                ("clerk", Role.OFFICE, self.office),
                ("rival", Role.OFFICE, self.other),
                ("secretary", Role.SECRETARY, self.one),
                ("second", Role.SECRETARY, self.two),
                ("leader", Role.LEADER, self.one),
                ("first", Role.MEMBER, self.one),
                ("fellow", Role.MEMBER, self.one),
            )
        }
        self.users |= {"worker": user("worker"), "neighbour": user("neighbour")}
        for name, at in (("worker", self.east), ("neighbour", self.west)):
            PlaceRole.objects.create(user=self.users[name], place=at, from_on=date(2010, 1, 1))
        self.members = [
            member(name, self.one, **({"user": self.users[login]} if login else {}))
            for name, login in (("党员甲", "first"), ("党员乙", "fellow"), ("党员丙", ""))
        ]
        self.outsider = member("外局党员", self.far)

    def __getattr__(self, name):
        if name == "users":
            raise AttributeError(name)
        return viewer_of(self.users[name], ON)


def wanted(city, **more):
    """Return a request for somebody to mend a tap in the east."""
    chosen = {
        "category": "repair", "text": "水龙头漏水", "community": city.east, "phone": PHONE,
        "contact": "住户", "grid": city.grid, "address": "1栋101",
    }  # fmt: skip
    return Wanted(**chosen | more)


def placed(city, at=NOW, **more):
    """Place a request as a resident."""
    return actions.place_request(actor=RESIDENT, at=at, wanted=wanted(city, **more))


def checked(city, at=NOW, **more):
    request = placed(city, at, **more)
    return actions.check_request(actor=city.worker, at=at, request=request, version=1)


def sent(city, at=NOW, **more):
    """Have the first branch asked."""
    request = checked(city, at, **more)
    return actions.send_request(
        actor=city.worker, at=at, request=request, version=request.version, unit=city.one
    )


def offered(city, at=NOW, members=None, **more):
    """Ask members of the first branch: the first of them, or those named."""
    request = sent(city, at, **more)
    asked = [Asked(one.pk) for one in members or city.members[:1]]
    return actions.dispatch_request(
        actor=city.secretary, at=at, request=request, version=request.version, asked=asked
    )


def part_of(request, person):
    """Return a person's latest part in a request."""
    return Dispatch.objects.filter(request=request, member=person).latest("pk")


def accepted(city, at=NOW, **more):
    """Have the first member accept."""
    request = offered(city, at, **more)
    mine = part_of(request, city.members[0])
    actions.accept_place(actor=city.first, at=at, dispatch=mine, version=mine.version)
    return Request.objects.get(pk=request.pk)


def done(city, at=NOW, minutes=60, **more):
    request = accepted(city, at, **more)
    return actions.finish_request(
        actor=city.first, at=at, request=request, version=request.version,
        done_on=timezone.localdate(at), minutes=minutes, result="换了垫片",
    )  # fmt: skip


def closed(city, at=NOW, stars=5, **more):
    request = done(city, at, **more)
    actions.rate_request(actor=RESIDENT, at=at, request=request, number=request.number, stars=stars)
    return Request.objects.get(pk=request.pk)
