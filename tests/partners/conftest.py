"""A city for the tests of partners; today is 30 June 2021."""

import pytest

from tests.partners.build import NOW, ON, City


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(db):
    return City()


@pytest.fixture
def enter(client, city):
    """Sign somebody of the city in."""

    def signed_in(name):
        client.force_login(city.users[name])
        return client

    return signed_in
