"""A committee with two branches; a leader who holds a post in the committee."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from tests.members.build import member, post
from tests.units.build import agency, unit, user
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
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    office = unit("O", root, UnitKind.COMMITTEE, agency=agency(), name="机关党委")
    a, b = unit("A", office, name="甲支部", agency=agency()), unit("B", office, name="乙支部")
    people = {
        "boss": member("方领导", b),
        "anguo": member("安国", a),
        "plain": member("普通党员", a),
    }
    post(people["boss"], office, "deputy_secretary")
    users = {
        "officer": user("officer", (Role.OFFICE, office)),
        "boss": user("boss", (Role.LEADER, office)),
        "secretary": user("secretary", (Role.SECRETARY, a)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
        "member": user("member", (Role.MEMBER, a)),
    }
    for name, key in (("boss", "boss"), ("secretary", "anguo"), ("member", "plain")):
        people[key].user = users[name]
        people[key].save(update_fields=["user"])
    viewers = {f"{name}_viewer": viewer_of(one, TODAY) for name, one in users.items()}
    accounts = {f"{name}_user": one for name, one in users.items()}
    return SimpleNamespace(root=root, office=office, a=a, b=b, **people, **viewers, **accounts)


@pytest.fixture
def enter(client):
    """Return a function that signs somebody in and gives the client."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
