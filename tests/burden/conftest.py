"""A city for the tests of the meter; today is 30 June 2021."""

import pytest

from tests.burden.build import ON, City
from tests.units.build import NOW


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city(db):
    return City()
