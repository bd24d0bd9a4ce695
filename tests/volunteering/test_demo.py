"""The demonstration city's events: every state, the hours that were given, one to sign up for."""

from datetime import timedelta

import pytest
from django.db.models import F

from tests.demo.test_city import TODAY, made
from xianfeng.accounts.models import User
from xianfeng.hours.models import Stint
from xianfeng.units.queries import viewer_of
from xianfeng.volunteering import queries
from xianfeng.volunteering.models import Event, Signup, TeamMember

pytestmark = pytest.mark.django_db


def test_a_year_of_events_gives_the_hours_of_those_who_came():
    made()
    states = set(Event.objects.values_list("state", flat=True))
    assert states == {"proposed", "open", "held", "cancelled"}
    held = Event.objects.filter(state="held")
    assert not held.filter(on__gt=TODAY).exists()
    assert not held.filter(recorded_on__gt=TODAY).exists()
    came = Signup.objects.filter(came=True)
    assert not came.exclude(event__state="held").exists()
    given = Stint.objects.filter(source="event").values_list("key", "member", "unit", "on")
    rows = came.values_list("event", "member", "unit", "event__on")
    assert sorted(given) == sorted(rows)
    assert not Signup.objects.exclude(member__memberships__unit=F("unit")).exists()
    assert TeamMember.objects.exists()


def test_the_example_member_may_sign_up_and_takes_the_last_place():
    made()
    viewer = viewer_of(User.objects.get(username="example-member"), TODAY)
    offered = list(queries.offered(viewer, TODAY))
    assert offered[0].title == "全市清洁家园统一行动"
    own = offered[-1]
    assert (own.places - own.signed, own.waiting) == (1, 0)
    assert own.on > TODAY + timedelta(7)
