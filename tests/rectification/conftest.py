"""A city for the tests of problems and orders; today is 30 June 2021."""

import pytest

from tests.rectification.build import NOW, ON, City


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(db):
    return City()
