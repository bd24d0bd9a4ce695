"""Two hands on the same post, place or member at the same moment: one is first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.service.build import ON, City, place
from tests.units.build import NOW
from xianfeng.checkin import actions
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import PlaceRole

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = date(2021, 6, 1)
ROUNDS = 8


def at_once(*calls):
    """Run the calls in as many threads; return how many were done, and how many told otherwise."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            call()
            return True
        except (Conflict, Refused):
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        done = list(pool.map(run, calls))
    return done.count(True), done.count(False)


def test_two_follow_one_first_secretary(live_server):
    city = City()
    viewer = city.clerk
    for number in range(ROUNDS):
        estate = place(f"和家小区{number}", city.grid, GridLevel.ESTATE)
        held = actions.appoint_secretary(
            actor=viewer, at=NOW, member=city.members[0], estate=estate, from_on=FIRST
        )
        calls = [
            lambda one=one, at=estate, before=held.pk: actions.appoint_secretary(
                actor=viewer, at=NOW, member=one, estate=at, from_on=ON, before=before
            )
            for one in city.members[1:]
        ]
        assert at_once(*calls) == (1, 1)
        assert Deployment.objects.filter(place=estate, until_on=None).count() == 1


def test_two_send_one_member_to_one_place(live_server):
    city = City()
    viewer = city.clerk
    for number in range(ROUNDS):
        grid = place(f"网格{number}", city.east, GridLevel.GRID)
        calls = [
            lambda at=grid, day=day: actions.deploy_members(
                actor=viewer, at=NOW, members=city.members[:2], place=at, from_on=day
            )
            for day in (FIRST, ON)
        ]
        assert at_once(*calls) == (1, 1)
        assert Deployment.objects.filter(place=grid).count() == 2


def test_two_assign_and_two_end_the_same(live_server):
    city = City()
    viewer = city.clerk
    for number in range(ROUNDS):
        grid = place(f"网格{number}", city.east, GridLevel.GRID)
        assigning = [
            lambda at=grid, day=day: actions.assign_places(
                actor=viewer, at=NOW, unit=city.one, places=[at], from_on=day
            )
            for day in (FIRST, date(2021, 6, 10))
        ]
        assert at_once(*assigning) == (1, 1)
        row = Assignment.objects.get(place=grid)
        ending = [
            lambda row=row: actions.end_assignment(actor=viewer, at=NOW, row=row, until_on=ON)
        ] * 2
        assert at_once(*ending) == (1, 1)


def test_two_workers_confirm_the_same_list_and_both_are_told_calmly(live_server):
    city = City()
    PlaceRole.objects.create(user=city.users["neighbour"], place=city.east, from_on=FIRST)
    people = []
    for name in ("worker", "neighbour"):
        people.append(Client())
        people[-1].force_login(city.users[name])
    for number in range(ROUNDS):
        row = actions.checkin_member(
            actor=city.secretary, at=NOW, member=city.members[0], community=city.east,
            grid=place(f"网格{number}", city.east, GridLevel.GRID), from_on=FIRST,
        )  # fmt: skip
        answers = []
        sent = {"row": [f"member-{row.pk}"]}
        calls = [
            lambda one=one, sent=sent, answers=answers: answers.append(
                one.post(reverse("checkin:confirm"), sent).status_code
            )
            for one in people
        ]
        assert at_once(*calls) == (2, 0)
        assert answers == [302, 302]
        assert MemberCheckin.objects.get(pk=row.pk).state == "confirmed"
