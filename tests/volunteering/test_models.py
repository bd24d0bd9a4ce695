"""What the database itself refuses, on both databases."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from tests.volunteering.build import NEXT, ON
from xianfeng.volunteering.models import Event, Signup, Team, TeamMember


def row(city, **more):
    """Make an event by its columns alone."""
    chosen = {
        "unit": city.one, "category": "care", "title": "义诊", "on": NEXT, "starts_at": time(9),
        "ends_at": time(11), "places": 2, "sign_up_by": NEXT, "record_by": NEXT, "state": "open",
    }  # fmt: skip
    return Event.objects.create(**chosen | more)


def seat(city, event, person=0, seq=1, **more):
    chosen = {"member": city.members[person], "unit": city.one, "state": "signed"}
    return Signup.objects.create(event=event, seq=seq, **chosen | more)


def refused(make, *args, **more):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(*args, **more)


@pytest.mark.parametrize(
    "more",
    [
        {"state": "closed"},
        {"category": "sport"},
        {"ends_at": time(9)},
        {"places": 0},
        {"places": 501},
        {"sign_up_by": date(2021, 7, 11)},
        {"state": "held"},
        {"state": "held", "recorded_on": ON},
        {"state": "held", "hours": 2},
        {"recorded_on": ON},
        {"hours": 2},
        {"state": "cancelled"},
    ],
    ids=str,
)
def test_an_event_that_cannot_be_is_no_row(city, more):
    refused(row, city, **more)


def test_an_event_held_or_called_off_says_what_belongs_to_it(city):
    row(city, state="held", recorded_on=ON, hours=2)
    row(city, state="cancelled", because="下雨")
    row(city, state="proposed")
    assert Event.objects.count() == 3


def test_a_member_has_one_place_and_a_number_is_given_once(city):
    event = row(city)
    seat(city, event)
    refused(seat, city, event, seq=2)
    refused(seat, city, event, seq=2, state="waiting")
    refused(seat, city, event, person=1, seq=1)
    seat(city, event, seq=2, state="withdrawn")
    seat(city, row(city))
    assert Signup.objects.count() == 3


@pytest.mark.parametrize("state", ["waiting", "withdrawn"])
def test_nobody_came_without_a_place(city, state):
    event = row(city)
    refused(seat, city, event, state=state, came=True)
    seat(city, event, state=state, came=False)
    refused(seat, city, event, person=1, seq=2, state="absent")


def test_a_standing_team_has_a_name_of_its_own_and_goes_forward(city):
    first = Team.objects.create(unit=city.one, name="先锋队", founded_on=ON)
    refused(Team.objects.create, unit=city.one, name="先锋队", founded_on=ON)
    refused(Team.objects.create, unit=city.one, name="二队", founded_on=ON, ended_on=ON)
    Team.objects.filter(pk=first.pk).update(ended_on=NEXT)
    Team.objects.create(unit=city.one, name="先锋队", founded_on=NEXT)
    Team.objects.create(unit=city.two, name="先锋队", founded_on=ON)
    assert Team.objects.count() == 3


def test_a_member_is_in_a_team_once(city):
    team = Team.objects.create(unit=city.one, name="先锋队", founded_on=ON)
    spell = {"team": team, "member": city.members[0]}
    TeamMember.objects.create(**spell, from_on=ON)
    refused(TeamMember.objects.create, **spell, from_on=NEXT)
    refused(TeamMember.objects.create, **spell, from_on=NEXT, until_on=ON)
    TeamMember.objects.create(**spell, from_on=ON, until_on=ON)
    assert TeamMember.objects.count() == 2
