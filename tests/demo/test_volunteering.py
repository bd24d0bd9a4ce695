"""Volunteering in the demonstration city: what the example people find on their own pages."""

from datetime import date

import pytest
from django.db.models import Sum

from tests.demo.test_city import TODAY, made
from xianfeng.hours.models import Certificate, Stint
from xianfeng.volunteering.models import Signup

pytestmark = pytest.mark.django_db


def test_the_example_member_has_hours_and_the_paper_that_lists_them():
    made()
    own = Stint.objects.filter(member__user__username="example-member").order_by("on", "pk")
    assert own.filter(source="event").count() >= 3
    paper = Certificate.objects.get()
    assert paper.member.user.username == "example-member"
    assert (paper.first_on, paper.last_on, paper.made_on) == (date(2026, 1, 1), TODAY, TODAY)
    assert paper.hours == own.aggregate(Sum("hours"))["hours__sum"]
    assert [(line.key, line.on) for line in paper.listed] == list(own.values_list("key", "on"))


def test_nobody_signed_up_twice_for_one_event_and_hours_are_of_who_came():
    made()
    places = Signup.objects.filter(state="signed")
    pairs = list(places.values_list("event", "member"))
    assert len(pairs) == len(set(pairs))
    came = places.filter(came=True, event__state="held").values_list("event", "member")
    given = Stint.objects.filter(source="event").values_list("key", "member")
    assert sorted(came) == sorted(given)
