"""Two branches: in A a secretary, an organiser, two members and a probationary one; in B one."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from tests.members.build import member, post
from tests.units.build import unit, user
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

AT = datetime(2021, 6, 20, 4, 0, tzinfo=UTC)
TODAY = date(2021, 6, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: TODAY)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: AT)


@pytest.fixture
def city(db):
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直机关工委")
    a, b = unit("A", root, name="甲支部"), unit("B", root, name="乙支部")
    people = {
        "anguo": member("安国", a, joined_on=date(1995, 6, 5)),
        "bobing": member("薄冰", a),
        "chenchen": member("陈晨", a, joined_on=date(2001, 6, 30), confirmed_on=date(2002, 6, 30)),
        "dingning": member("丁宁", a, joined_on=date(2021, 3, 1), confirmed_on=None),
        "gebi": member("隔壁", b),
    }
    post(people["anguo"], a, "secretary")
    post(people["bobing"], a, "organisation")
    users = {
        "secretary": user("secretary", (Role.SECRETARY, a)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
        "officer": user("officer", (Role.COMMITTEE_OFFICER, root)),
        "leader": user("leader", (Role.LEADER, root)),
        "member": user("member", (Role.MEMBER, a)),
        "system": user("system", office="system"),
    }
    for name, key in (("secretary", "anguo"), ("member", "chenchen"), ("sibling", "gebi")):
        people[key].user = users[name]
        people[key].save(update_fields=["user"])
    viewers = {f"{name}_viewer": viewer_of(one, TODAY) for name, one in users.items()}
    assert isinstance(viewers["member_viewer"], Viewer)
    accounts = {f"{name}_user": one for name, one in users.items()}
    return SimpleNamespace(root=root, a=a, b=b, **people, **viewers, **accounts)


@pytest.fixture
def enter(client):
    """Return a function that signs somebody in and gives the client."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
