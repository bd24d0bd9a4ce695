"""A city for the tests of supervision; today is 30 June 2021."""

import pytest

from tests.supervision.build import NOW, ON, City


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(db):
    return City()


@pytest.fixture
def browse(client, city):
    def act(who, path, **posted):
        client.force_login(city.users[who])
        return client.post(path, posted) if posted else client.get(path)

    return act
