"""Shortest ways to branches with members who gave hours."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from tests.members.build import member
from tests.units.build import unit, user
from xianfeng.hours.models import Stint
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)
NOW = datetime(2021, 6, 30, 9, 0, tzinfo=timezone.get_default_timezone())
YEAR = {"first": date(2021, 1, 1), "last": ON}


def gave(one, branch, key, on=ON, hours="1.5", source="event", what="清洁家园"):
    """Write down one service, as the action that finishes something does."""
    made = Stint.objects.create(
        member=one, unit=branch, source=source, key=key, what=what, on=on, hours=Decimal(hours)
    )
    made.refresh_from_db()
    return made


class City:
    """A root, an office with two branches, one branch elsewhere; 张三 alone has an account."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.office = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.one = unit("B1", self.office, name="第一支部")
        self.two = unit("B2", self.office, name="第二支部")
        self.far = unit("E1", self.root, name="外局支部")
        self.users = {
            name: user(name, (role, at))
            for name, role, at in (
                ("officer", Role.COMMITTEE_OFFICER, self.root),
                ("clerk", Role.OFFICE, self.office),
                ("secretary", Role.SECRETARY, self.one),
                ("second", Role.SECRETARY, self.two),
                ("leader", Role.LEADER, self.one),
                ("rival", Role.SECRETARY, self.far),
                ("own", Role.MEMBER, self.one),
            )
        }
        self.zhang = member("张三", self.one, user=self.users["own"])
        self.li = member("李四", self.one)
        self.wang = member("王五", self.two)
        self.away = member("赵六", self.far)

    def __getattr__(self, name):
        if name == "users":
            raise AttributeError(name)
        return viewer_of(self.users[name], ON)
