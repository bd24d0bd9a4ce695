"""A city for the tests of volunteering; today is 30 June 2021, a Wednesday."""

import pytest
from django.test import Client

from tests.volunteering.build import NOW, ON, City


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(db):
    return City()


@pytest.fixture
def browse(city):
    """Return a browser in which somebody of the city is signed in."""

    def signed_in(name):
        client = Client()
        client.force_login(city.users[name])
        return client

    return signed_in
