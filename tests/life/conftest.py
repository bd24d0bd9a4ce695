"""A small city: a committee with two branches, one group, five members and their officers."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from xianfeng.accounts.models import User
from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.life.rules import Record
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.units.models import Unit, UnitRole

AT = datetime(2021, 3, 20, 4, 0, tzinfo=UTC)
DAY = date(2021, 3, 5)


def make_unit(code, name, kind, path, parent=None, established_on=date(2019, 1, 1)):
    return Unit.objects.create(
        code=code, name=name, kind=kind, path=path, parent=parent, established_on=established_on
    )


def make_member(name, unit, confirmed_on=date(2011, 6, 1), from_on=date(2019, 1, 1), until_on=None):
    member = Member.objects.create(
        name=name, sex="1", born_on=date(1980, 1, 1), joined_on=date(2010, 6, 1),
        confirmed_on=confirmed_on,
    )  # fmt: skip
    Membership.objects.create(member=member, unit=unit, from_on=from_on, until_on=until_on)
    return member


def make_officer(username, name, role, unit):
    user = User.objects.create(username=username, name=name)
    UnitRole.objects.create(user=user, unit=unit, role=role, from_on=date(2019, 1, 1))
    return user, Viewer(user.pk, name, (Grant(role, unit.path, unit.pk),))


@pytest.fixture
def city(db):
    root = make_unit("G", "市直机关工委", "working_committee", "00001")
    office = make_unit("G1", "发改委机关党委", "committee", "0000100001", root)
    one = make_unit("G11", "第一支部", "branch", "000010000100001", office)
    two = make_unit("G12", "第二支部", "branch", "000010000100002", office)
    group = make_unit("G111", "第一小组", "group", "00001000010000100001", one)
    anna, bo, chen = (make_member(name, one) for name in ("安国", "薄冰", "陈晨"))
    new = make_member("丁宁", one, confirmed_on=None)
    gone = make_member("何去", one, until_on=date(2021, 1, 1))
    other = make_member("隔壁", two)
    Post.objects.create(member=anna, unit=one, title="secretary", from_on=date(2019, 1, 1))
    Post.objects.create(member=bo, unit=one, title="organisation", from_on=date(2019, 1, 1))
    Post.objects.create(member=chen, unit=group, title="group_leader", from_on=date(2019, 1, 1))
    for member in (chen, new):
        GroupMembership.objects.create(member=member, unit=group, from_on=date(2019, 1, 1))
    users = {
        "secretary": make_officer("shuji", "安国", "secretary", one),
        "sibling": make_officer("gebi", "隔壁", "secretary", two),
        "superior": make_officer("jiguan", "机关干事", "office", office),
        "member": make_officer("chenchen", "陈晨", "member", one),
        "leader": make_officer("lingdao", "分管领导", "leader", root),
        "outsider": (User.objects.create(username="guoke", name="过客"), Viewer(None, "过客")),
    }
    people = {"anna": anna, "bo": bo, "chen": chen, "new": new, "gone": gone, "other": other}
    units = {"root": root, "office": office, "one": one, "two": two, "group": group}
    viewers = {f"{role}_viewer": viewer for role, (_, viewer) in users.items()}
    accounts = {f"{role}_user": user for role, (user, _) in users.items()}
    return SimpleNamespace(**units, **people, **viewers, **accounts)


@pytest.fixture
def touched(monkeypatch):
    """Return what the actions of a test told whoever derives from facts."""
    heard = []
    monkeypatch.setattr(facts, "_listeners", [heard.append])
    return heard


def record(kind="general_meeting", held_on=DAY, **stated):
    return Record(kind, held_on, **stated)
