"""A step that takes a day or a branch away tells of it: what was derived from it is made anew."""

from datetime import date

import pytest

from tests.service.build import ON, City, accepted, later, offered, part_of, placed, sent
from tests.units.build import NOW
from xianfeng.kernel import facts
from xianfeng.service import actions
from xianfeng.service.facts import KINDS

pytestmark = pytest.mark.django_db
EVERY = {kind.id for kind in KINDS}


@pytest.fixture
def city():
    return City()


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setattr(facts, "_listeners", [found.append])
    return found


def told(heard, unit, day):
    """Return the kinds of which a unit was told for a day."""
    return {one.kind for one in heard if unit.pk in one.unit_ids and day in one.days}


@pytest.mark.parametrize("verb", ["return_request", "call_request_back"])
def test_the_branch_that_is_asked_no_more_is_told(city, heard, verb):
    request = sent(city)
    owed = request.dispatch_by
    actor = city.secretary if verb == "return_request" else city.worker
    heard.clear()
    getattr(actions, verb)(
        actor=actor, at=later(5), request=request, version=request.version, because="没有人会修"
    )
    assert told(heard, city.one, ON) == EVERY  # the day it was sent
    assert told(heard, city.one, owed) == EVERY
    assert told(heard, city.root, owed) == EVERY


def test_what_is_given_up_is_told_to_the_branch(city, heard):
    request = sent(city)
    owed = request.dispatch_by
    heard.clear()
    actions.give_request_up(
        actor=city.worker, at=later(5), request=request, version=request.version, because="找不到人"
    )
    assert told(heard, city.one, owed) == EVERY


def test_a_promise_that_moves_is_told_for_both_days(city, heard):
    request = placed(city)
    before = request.promised_on
    heard.clear()
    moved = actions.check_request(actor=city.worker, at=NOW, request=request, version=1, urgency=3)
    assert moved.promised_on < before
    assert told(heard, city.root, before) == EVERY
    assert told(heard, city.root, moved.promised_on) == EVERY


def test_a_day_to_answer_by_that_moves_is_told_for_both_days(city, heard):
    request = offered(city)
    before = request.accept_by
    heard.clear()
    moved = actions.dispatch_request(
        actor=city.secretary, at=later(1), request=request, version=request.version,
        asked=[actions.Asked(city.members[1].pk)],
    )  # fmt: skip
    assert (before, moved.accept_by) == (date(2021, 7, 1), date(2021, 7, 2))
    assert told(heard, city.one, before) == EVERY
    assert told(heard, city.one, moved.accept_by) == EVERY


def test_who_cannot_come_after_all_is_told_on_the_day_they_had_accepted(city, heard):
    request = accepted(city)
    part = part_of(request, city.members[0])
    heard.clear()
    actions.decline_place(
        actor=city.first, at=later(2), dispatch=part, version=part.version, because="出差"
    )
    assert told(heard, city.one, ON) == EVERY
