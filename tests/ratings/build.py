"""Shortest ways to a city whose branches are rated, to slips, and to a round in any state."""

from datetime import date, datetime

from django.utils import timezone

from tests.units.build import DAY, NOW, unit, user
from xianfeng.ratings import actions, queries, rules
from xianfeng.ratings.models import Rated, Round
from xianfeng.ratings.permissions import NOBODY
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = DAY  # 2021-06-30
UNTIL = date(2021, 7, 30)


def at(day):
    """Return nine o'clock of a day."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())


class City:
    """A root, a committee with three branches and a group, another committee with a branch."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.office = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.other = unit("D", self.root, UnitKind.COMMITTEE, name="乙局机关党委")
        self.one = unit("B1", self.office, name="第一支部")
        self.two = unit("B2", self.office, name="第二支部")
        self.three = unit("B3", self.office, name="第三支部")
        self.group = unit("B1G", self.one, UnitKind.GROUP, name="第一小组")
        self.far = unit("E1", self.other, name="外局支部")
        self.users = {
            name: user(name, (role, at))
            for name, role, at in (
                ("officer", Role.COMMITTEE_OFFICER, self.root),
                ("clerk", Role.OFFICE, self.office),
                ("rival", Role.OFFICE, self.other),
                ("secretary", Role.SECRETARY, self.one),
                ("second", Role.SECRETARY, self.two),
                ("leader", Role.LEADER, self.one),
                ("fellow", Role.MEMBER, self.one),
                ("stranger", Role.SECRETARY, self.far),
            )
        }

    def __getattr__(self, name):
        if name == "users":
            raise AttributeError(name)
        return viewer_of(self.users[name], ON)


def prepared(city, units=(), unit=None, **more):
    """Prepare a round of the office for its three branches, or for those named."""
    said = {"title": "上半年群众评议", "from_on": ON, "until_on": UNTIL} | more
    return actions.prepare_round(
        actor=city.officer, at=NOW, unit=unit or city.office,
        units=list(units) or [city.one, city.two, city.three], **said,
    )  # fmt: skip


def slips(city, held, *numbers):
    """Make slips for the rated units in their order; return their codes by the unit's name."""
    rated = list(held.rated.select_related("unit").order_by("unit__path"))
    codes = {
        one.pk: [rules.new_code() for _ in range(number)]
        for one, number in zip(rated, numbers, strict=True)
        if number
    }
    actions.make_slips(actor=city.officer, at=NOW, held=held, codes=codes)
    return {one.unit.name: codes.get(one.pk, []) for one in rated}


def opened(city, *numbers, **more):
    """Open a round with so many slips for each branch; return it and the codes by unit's name."""
    held = prepared(city, **more)
    codes = slips(city, held, *(numbers or (12, 12, 12)))
    return now(actions.open_round(actor=city.officer, at=NOW, held=held, version=1)), codes


def give(code, stars=5, text="", day=ON):
    """Use a slip."""
    slip = queries.by_code(NOBODY, code)
    actions.give_voice(at=at(day), slip=slip, stars=stars, text=text)


def close(city, held):
    """Close a round as it stands."""
    held = now(held)
    return actions.close_round(actor=city.officer, at=NOW, held=held, version=held.version)


def cancel(city, held):
    held = now(held)
    return actions.cancel_round(
        actor=city.officer, at=NOW, held=held, version=held.version, reason="印错了"
    )


def now(held):
    """Read a round again."""
    return Round.objects.select_related("unit").get(pk=held.pk)


def rated(held, unit):
    return Rated.objects.get(round=held, unit=unit)
