"""Making up for an earlier period: named by the address, kept only where it can be made up for."""

from datetime import date

import pytest
from django.test import Client

from tests.life.conftest import AT
from tests.life.test_pages import confirmed, posted
from xianfeng.life.models import Meeting


@pytest.fixture
def secretary(city, monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 3, 20))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: AT)
    client = Client()
    client.force_login(city.secretary_user)
    return client


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("kind=theme_day&made_up=2021-01", "2021-01"),
        ("kind=general_meeting&made_up=2020-Q4", "2020-Q4"),
        ("kind=general_meeting&made_up=2021-01", ""),
        ("kind=theme_day&made_up=2019-01", ""),
        ("kind=theme_day&made_up=2021-02", ""),
        ("kind=theme_day&made_up=garbage", ""),
        ("kind=theme_day", ""),
    ],
)
def test_the_address_names_the_period(city, secretary, query, named):
    confirmed(city, held_on=date(2021, 2, 3), kind="theme_day")
    form = secretary.get(f"/life/record/?unit=G11&{query}").context["form"]
    assert form["made_up"].value() == named


def test_a_meeting_of_the_period_itself_makes_up_for_nothing(city, secretary):
    url = "/life/record/?unit=G11&kind=theme_day&made_up=2021-02"
    own = posted(city, kind="theme_day", held_on="2021-02-20", made_up="2021-02", title="参观")
    later = {**own, "submission": "", "held_on": "2021-03-05", "made_up": "2021-01", "title": "补"}
    for form in (own, later):
        assert secretary.post(url, form).status_code == 302
    stated = Meeting.objects.order_by("held_on").values_list("title", "made_up")
    assert list(stated) == [("参观", ""), ("补", "2021-01")]
