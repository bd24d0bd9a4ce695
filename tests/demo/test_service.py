"""The requests of the demonstration city: every state, nothing in the future, the same again."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import transaction
from django.db.models import Count, F, Q

from tests.demo.test_city import TODAY, made
from xianfeng.hours.models import Stint
from xianfeng.service.enums import RequestState
from xianfeng.service.models import Dispatch, Rating, Request
from xianfeng.units.models import PlaceRole, UnitRole

pytestmark = pytest.mark.django_db


def fingerprint(seed):
    """Return what a seed decides of the requests; the city is taken back."""
    with transaction.atomic():
        made(seed=seed)
        rows = Request.objects.order_by("pk").values_list(
            "number", "text", "state", "placed_on", "unit__code", "done_on", "minutes"
        )
        found = list(rows)
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_requests_and_another_others():
    first = fingerprint(7)
    assert first == fingerprint(7)
    assert first != fingerprint(8)


def test_every_step_is_there_and_nothing_lies_in_the_future():
    made()
    states = set(Request.objects.values_list("state", flat=True))
    steps = {"placed", "checked", "sent", "offered", "accepted", "done", "closed"}
    assert steps <= states <= set(RequestState.values)
    days = ("placed_on", "checked_on", "sent_on", "offered_on", "accepted_on", "done_on")
    for before, after in pairwise(days):
        assert not Request.objects.filter(**{f"{after}__lt": F(before)}).exists(), after
        assert not Request.objects.filter(**{f"{after}__gt": TODAY}).exists(), after
    assert not Request.objects.filter(placed_on__lt=date(2026, 1, 11)).exists()


def test_who_came_is_of_the_branch_that_was_asked_and_each_voice_is_of_a_closed_request():
    made()
    parts = Dispatch.objects.all()
    assert not parts.exclude(unit=F("request__unit")).exists()
    here = Q(member__memberships__unit=F("unit"))
    assert not parts.exclude(here).exists()
    accepted = Count("dispatches", filter=Q(dispatches__state="accepted"))
    came = Request.objects.annotate(coming=accepted).filter(done_on__isnull=False)
    assert set(came.values_list("coming", flat=True)) == {1}
    given = Stint.objects.filter(source="request").values_list("key", "on")
    assert sorted(given) == sorted(came.values_list("pk", "done_on"))
    assert Rating.objects.count() == Request.objects.filter(state="closed").count() > 0
    assert not Rating.objects.exclude(request__state="closed").exists()


def test_the_example_people_find_a_request_at_each_step():
    made()
    roles = UnitRole.objects.filter(user__username="example-secretary")
    sent = Request.objects.filter(state="sent", unit__in=roles.values("unit"))
    assert sent.exists()
    own = Dispatch.objects.filter(member__user__username="example-member")
    assert {"offered", "accepted"} <= set(own.values_list("request__state", flat=True))
    places = PlaceRole.objects.filter(user__username="example-worker").values("place")
    states = set(Request.objects.filter(community__in=places).values_list("state", flat=True))
    assert {"placed", "checked", "done"} <= states
