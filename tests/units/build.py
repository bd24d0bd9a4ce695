"""Shortest ways to a unit, a user and a viewer, each said literally where it matters."""

from datetime import date, datetime

from django.utils import timezone

from xianfeng.accounts.models import User
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.units.actions import states
from xianfeng.units.enums import Role, Sector, UnitKind
from xianfeng.units.models import Agency, Unit, UnitRole

DAY = date(2021, 6, 30)
NOW = datetime(2021, 6, 30, 9, 0, tzinfo=timezone.get_default_timezone())


def agency(name="市发展和改革委员会", sector=Sector.ADMINISTRATION):
    return Agency.objects.get_or_create(name=name, defaults={"sector": sector})[0]


def unit(code, parent=None, kind=UnitKind.BRANCH, **fields):
    """Make a unit as the last child of its parent."""
    number = Unit.objects.filter(parent=parent).count() + 1
    path = (parent.path if parent else "") + f"{number:05d}"
    chosen = {"name": f"{code}党组织", "established_on": date(2010, 1, 1)} | fields
    made = Unit.objects.create(code=code, parent=parent, path=path, kind=kind, **chosen)
    states.begin.__wrapped__([made])
    return made


def user(username, *roles, office="", since=date(2010, 1, 1)):
    """Make a user; ``roles`` are (role, unit) pairs. An office's holder owes no second factor."""
    made = User.objects.create(username=username, name=username, office=office, example=office)
    for role, at in roles:
        UnitRole.objects.create(user=made, unit=at, role=role, from_on=since)
    return made


def viewer(*roles, office="", member=None):
    """Return a viewer; ``roles`` are (role, unit) pairs."""
    grants = tuple(Grant(role, at.path, at.pk) for role, at in roles)
    return Viewer(None, "测试", grants, office, member.pk if member else None)


def officer(root):
    return viewer((Role.COMMITTEE_OFFICER, root))
