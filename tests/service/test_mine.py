"""A member's own page: one tap to accept, ticks to decline, the hours of the year."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.service.build import (
    NOW,
    ON,
    PHONE,
    RESIDENT,
    City,
    accepted,
    closed,
    done,
    offered,
    part_of,
)
from xianfeng.service import queries
from xianfeng.service.models import Request
from xianfeng.units.enums import Role
from xianfeng.units.models import UnitRole

pytestmark = pytest.mark.django_db
MINE = reverse("service:mine")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def browse(city, name="first"):
    client = Client()
    client.force_login(city.users[name])
    return client


def part(row, verb):
    return reverse("service:part", args=[row.pk, verb])


def test_what_i_am_asked_names_the_grid_and_not_the_door(city):
    mine = part_of(offered(city), city.members[0])
    said = browse(city).get(MINE).content.decode()
    assert f'action="{part(mine, "accept_place")}"' in said
    found = [word for word in ("第1网格", "水龙头漏水", "1栋101", PHONE, "住户") if word in said]
    assert found == ["第1网格", "水龙头漏水"]
    others = browse(city, "fellow").get(MINE)
    assert others.context["asked"] == []
    assert "水龙头漏水" not in others.content.decode()


def test_one_tap_accepts_and_shows_where_to_go(city):
    request = offered(city)
    mine, client = part_of(request, city.members[0]), browse(city)
    answer = client.post(part(mine, "accept_place"), {"version": 1, "back": "mine"})
    assert answer.headers["Location"] == MINE
    mine.refresh_from_db()
    assert (mine.state, mine.on_behalf) == ("accepted", False)
    said = client.get(MINE).content.decode()
    assert [word for word in ("1栋101", f"tel:{PHONE}", "住户") if word not in said] == []


def test_a_no_takes_a_tick_and_goes_back_to_the_branch(city):
    request = offered(city)
    mine, client = part_of(request, city.members[0]), browse(city)
    assert client.post(part(mine, "decline_place"), {"version": 1}).status_code == 422
    data = {"version": 1, "because": "不在本地", "back": "mine"}
    assert client.post(part(mine, "decline_place"), data).headers["Location"] == MINE
    mine.refresh_from_db()
    assert (mine.state, mine.because) == ("declined", "不在本地")
    assert Request.objects.get(pk=request.pk).state == "sent"
    assert client.get(MINE).context["asked"] == []


def test_done_by_buttons_counts_in_the_hours_of_the_year(city):
    request, client = accepted(city), browse(city)
    _one, _contact, finish, _own = client.get(MINE).context["accepted"][0]
    data = {"version": request.version, "done_on": "2021-06-30", "minutes": 90, "back": "mine"}
    assert client.post(finish.action, data).headers["Location"] == MINE
    said = client.get(MINE).content.decode()
    assert "2021 年已服务 1.5 小时" in said
    assert "不做" not in said
    assert "2020 年已服务 0 小时" in client.get(MINE, {"as_of": "2020-12-31"}).content.decode()
    assert "2021 年已服务 0 小时" in browse(city, "fellow").get(MINE).content.decode()


def test_a_secretary_accepts_for_a_member_without_an_account(city):
    request = offered(city, members=city.members[2:])
    mine = part_of(request, city.members[2])
    answer = browse(city, "secretary").post(part(mine, "accept_place"), {"version": 1})
    assert answer.headers["Location"] == reverse("service:request", args=[request.pk])
    mine.refresh_from_db()
    assert (mine.state, mine.on_behalf) == ("accepted", True)
    other = part_of(offered(city, members=city.members[1:2]), city.members[1])
    assert browse(city).post(part(other, "accept_place"), {"version": 1}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_asks_as_much_for_three_as_for_one(city, number, django_assert_num_queries):
    UnitRole.objects.create(
        user=city.users["first"], unit=city.one, role=Role.SECRETARY, from_on=date(2010, 1, 1)
    )  # who keeps the branch's records, too, is asked no more
    for each in range(number):
        offered(city, phone=f"1380000003{each}")
        accepted(city, phone=f"1380000005{each}")
        closed(city, phone=f"1380000004{each}")
    client = browse(city)
    client.get(MINE)
    with django_assert_num_queries(7):
        found = client.get(MINE).context
    assert [len(found[name]) for name in ("asked", "accepted", "done")] == [number] * 3


def test_how_to_reach_a_resident_is_read_from_ones_own_accepted_part_alone(city):
    waiting = part_of(offered(city), city.members[0])
    mine = part_of(accepted(city, phone="13800000010"), city.members[0])
    ended = part_of(done(city, phone="13800000011"), city.members[0])
    read = [queries.own_contact(city.first, one) for one in (waiting, mine, ended)]
    assert read == [{}, {"contact": "住户", "phone": "13800000010", "address": "1栋101"}, {}]
    others = (city.fellow, city.leader, RESIDENT)
    assert [queries.own_contact(one, mine) for one in others] == [{}, {}, {}]


def test_who_is_asked_nothing_is_led_on_to_events_and_to_their_hours(city):
    said = browse(city).get(MINE).content.decode()
    assert f'href="{reverse("volunteering:list")}">看可以报名的活动</a>' in said
    assert f'href="{reverse("hours:mine")}">服务时长和证明</a>' in said
    way = browse(city).get(reverse("hours:mine")).context["way"]
    assert way == [("我的服务", MINE), ("我的志愿服务", "")]


def test_who_is_no_member_is_led_to_no_hours_of_their_own(city):
    assert reverse("hours:mine") in browse(city).get(MINE).content.decode()
    assert reverse("hours:mine") not in browse(city, "officer").get(MINE).content.decode()
