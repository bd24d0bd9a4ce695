"""A city whose year is nearly over: check-ins, one request done, one grid assigned."""

from datetime import date, datetime

from django.utils import timezone

from tests.service.build import City, done, place
from tests.units.build import NOW
from xianfeng.checkin import actions as checkin
from xianfeng.participation import actions
from xianfeng.participation.enums import Verdict
from xianfeng.units.enums import GridLevel

ON = date(2021, 12, 20)
AT = datetime(2021, 12, 20, 9, 0, tzinfo=timezone.get_default_timezone())
MARCH = date(2021, 3, 5)


def at(year, month, day):
    return datetime(year, month, day, 9, 0, tzinfo=timezone.get_default_timezone())


class Year(City):
    """The first branch is in the east, the second has a grid of it, another office is in the west.

    The first two members live in the east, the outsider in the west.
    """

    def __init__(self):
        super().__init__()
        self.checked_in = self._checked("secretary", self.one, self.east)
        self._checked("rival", self.far, self.west)
        for actor, person, where in (
            ("secretary", self.members[0], self.east),
            ("secretary", self.members[1], self.east),
            ("rival", self.outsider, self.west),
        ):
            checkin.checkin_member(
                actor=getattr(self, actor), at=NOW, member=person, community=where, from_on=MARCH
            )
        checkin.assign_places(
            actor=self.clerk, at=NOW, unit=self.two, places=[self.grid], from_on=MARCH
        )
        self.estate = place("和家小区", self.grid, GridLevel.ESTATE)

    def _checked(self, actor, unit, where):
        return checkin.checkin_unit(
            actor=getattr(self, actor), at=NOW, unit=unit, community=where, from_on=MARCH
        )

    def served(self):
        """Have a request done in the east by the first branch."""
        return done(self)

    def sent(self):
        """Send the first member to an estate in the east."""
        return checkin.deploy_members(
            actor=self.secretary, at=NOW, members=self.members[:1], place=self.estate,
            from_on=date(2021, 5, 1),
        )  # fmt: skip


def said(city, about=None, actor="worker", where=None, when=AT, **more):
    """Have a community say that it is so: the east of the first branch, unless told otherwise."""
    word = {"year": 2021, "verdict": Verdict.TRUE} | more
    return actions.give_opinion(
        actor=getattr(city, actor), at=when, about=about or city.one,
        community=where or city.east, **word,
    )  # fmt: skip


def signed(city, unit=None, actor="secretary", when=AT, **more):
    word = {"year": 2021} | more
    return actions.sign_report(actor=getattr(city, actor), at=when, unit=unit or city.one, **word)
