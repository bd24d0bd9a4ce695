"""Today is 20 December 2021."""

import pytest

from tests.participation.build import AT, ON, Year


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: AT)


@pytest.fixture
def city(db):
    return Year()


@pytest.fixture
def enter(client, city):
    """Sign somebody of the city in."""

    def signed_in(name):
        client.force_login(city.users[name])
        return client

    return signed_in
