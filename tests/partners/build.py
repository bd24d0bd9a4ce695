"""Shortest ways to a pair of each kind, a checked-in branch, and a deed in any state."""

from datetime import date

from tests.service.build import ON, City, place
from tests.units.build import NOW
from xianfeng.checkin import actions as checkin_actions
from xianfeng.partners import actions
from xianfeng.partners.actions import Partner, Said
from xianfeng.partners.models import Deed
from xianfeng.units.enums import GridLevel

__all__ = ["NOW", "ON", "City"]
FIRST = date(2021, 2, 1)
GIVEN, RECEIVED = "given", "received"


def estate(city):
    """Return a housing estate in the east's grid; the east's worker speaks for it."""
    return place("和家小区", city.grid, GridLevel.ESTATE)


def pair(city, from_on=FIRST, actor=None, unit=None, aim="", **partner):
    """Pair the first branch with the east's grid, or with whom is named."""
    return actions.pair_up(
        actor=actor or city.secretary, at=NOW, unit=unit or city.one,
        partner=Partner(**partner or {"place": city.grid}), from_on=from_on, aim=aim,
    )  # fmt: skip


def named(city, **more):
    """Pair the first branch with somebody without an account."""
    return pair(city, named="东风物业公司", named_kind="new_organisation", **more)


def with_second(city, **more):
    """Pair the first branch with the second, whose secretary speaks for it."""
    return pair(city, other=city.two, **more)


def checked_in(city, community=None):
    """Check the first branch in at the east: the relation of what both do for each other."""
    return checkin_actions.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=community or city.east,
        from_on=FIRST,
    )  # fmt: skip


def said(direction=GIVEN, title="修路灯", **more):
    return Said(direction, title, **more)


def proposed(city, relation, direction=GIVEN, actor=None, due_on=None, **more):
    return actions.propose_deed(
        actor=actor or city.secretary, at=NOW, relation=relation, said=said(direction, **more),
        due_on=due_on,
    )  # fmt: skip


def recorded(city, relation, direction=GIVEN, done_on=ON, actor=None, confirmed_by="", **more):
    return actions.record_deed(
        actor=actor or city.secretary, at=NOW, relation=relation, said=said(direction, **more),
        done_on=done_on, confirmed_by=confirmed_by,
    )  # fmt: skip


def go(verb, actor, deed, at=NOW, **more):
    """Take one step of a deed as it stands now."""
    deed = Deed.objects.get(pk=deed.pk)
    return getattr(actions, verb)(actor=actor, at=at, deed=deed, version=deed.version, **more)
