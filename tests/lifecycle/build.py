"""A small city with everything that a change touches, and the shortest way to a change."""

from datetime import date, datetime

from django.utils import timezone

from tests.members.build import member, post
from tests.plans.build import plan, task
from tests.units.build import agency, officer, unit, user
from xianfeng.lifecycle.actions import changes
from xianfeng.lifecycle.models import UnitChange
from xianfeng.members.models import GroupMembership
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit

TODAY = date(2021, 6, 30)


def moment(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())


class City:
    """R over committee A (branches A1 with group G, A2) and committee B (branch B1)."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, agency=agency("工委"))
        first, second = agency("甲局"), agency("乙局")
        self.a = unit("A", self.root, UnitKind.COMMITTEE, agency=first)
        self.a1, self.a2 = (unit(code, self.a, agency=first) for code in ("A1", "A2"))
        self.group = unit("G", self.a1, UnitKind.GROUP, agency=first)
        self.b = unit("B", self.root, UnitKind.COMMITTEE, agency=second)
        self.b1 = unit("B1", self.b, agency=second)
        self.zhang, self.li = member("张一", self.a1), member("李二", self.a1)
        self.wang, self.zhao = member("王三", self.a2), member("赵四", self.b1)
        self.post = post(self.zhang, self.a1, "secretary")
        GroupMembership.objects.create(member=self.li, unit=self.group, from_on=date(2015, 1, 1))
        self.reader = user("党员李", (Role.MEMBER, self.a1))
        self.secretary = user("书记张", (Role.SECRETARY, self.a1))
        self.plan = plan(self.root)
        self.late = task(self.plan, self.a1, 1, date(2021, 6, 1))
        self.open = task(self.plan, self.a1, 2, date(2021, 12, 1))
        self.officer = officer(self.root)

    def do(self, kind, where, /, *, day=TODAY, today=TODAY, target="", members=(), **said):
        """Plan a change as the officer of the root does; one of today takes effect."""
        change = UnitChange(
            kind=kind,
            unit=at(where) if kind != "establish" else None,
            target=at(target or where) if target or kind == "establish" else None,
            effective_on=day,
            **said,
        )
        return changes.plan_change(
            actor=self.officer, at=moment(today), change=change, members=members
        )


def at(code):
    return Unit.objects.select_related("parent", "agency").get(code=code)
