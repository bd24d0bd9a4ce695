"""A committee with two branches and a group since September 2021; today is 21 November."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from tests.duties import book
from tests.units.build import unit, user
from xianfeng.duties import rulebook
from xianfeng.units.enums import Role, UnitKind

TODAY = date(2021, 11, 21)
NOW = datetime(2021, 11, 21, 9, 0, tzinfo=timezone.get_default_timezone())
SINCE = date(2021, 9, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: TODAY)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture(autouse=True)
def _in_use(settings):
    """The office has said since when it is in use: cards are given from there on."""
    settings.IN_USE_SINCE = SINCE


@pytest.fixture(autouse=True)
def _small_book(monkeypatch):
    """Read few rules: those of a context are that context's tests' matter."""
    monkeypatch.setattr(rulebook, "PLACE", book.place())


@pytest.fixture
def city(db):
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委", established_on=SINCE)
    office = unit("C", root, UnitKind.COMMITTEE, name="甲局机关党委", established_on=SINCE)
    one = unit("B1", office, name="第一支部", established_on=SINCE)
    two = unit("B2", office, name="第二支部", established_on=SINCE)
    group = unit("G1", one, UnitKind.GROUP, name="第一小组", established_on=SINCE)
    return SimpleNamespace(root=root, office=office, one=one, two=two, group=group)


@pytest.fixture
def enter(city):
    """Return a function that signs in somebody with (role, unit) grants."""

    def signed_in(*roles, office=""):
        name = "-".join(f"{role}.{at.code}" for role, at in roles) or office or "nobody"
        client = Client()
        client.force_login(user(name, *roles, office=office))
        return client

    return signed_in


@pytest.fixture
def secretary(city, enter):
    return enter((Role.SECRETARY, city.one))


@pytest.fixture
def officer(city, enter):
    return enter((Role.COMMITTEE_OFFICER, city.root))
