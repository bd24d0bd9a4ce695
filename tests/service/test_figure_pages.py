"""The figures of service open, and lead on to the requests behind them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.service.build import NOW, ON, City, accepted, closed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.mark.parametrize(
    "figure", ["service.rating", "service.rated", "service.accepted", "service.done"]
)
def test_a_figure_opens_its_list(figure):
    city = City()
    request = closed(city, stars=4)
    accepted(city, text="还没有办完的", phone="13800000060")
    client = Client()
    client.force_login(city.users["clerk"])
    said = client.get(reverse("reports:figure", args=[figure])).content.decode()
    assert reverse("service:request", args=[request.pk]) in said
    assert ("还没有办完的" in said) is (figure == "service.accepted")
    assert "13800000060" not in said
    rival = Client()
    rival.force_login(city.users["rival"])
    said = rival.get(reverse("reports:figure", args=[figure])).content.decode()
    assert "水龙头漏水" not in said
