"""What the daily round does, and what is owed by whom when a step is late."""

from datetime import date

import pytest

from tests.service.build import (
    NOW,
    ON,
    City,
    accepted,
    checked,
    closed,
    later,
    offered,
    part_of,
    placed,
    sent,
)
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.kernel import schedule
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.service import actions, queries, tasks
from xianfeng.service.models import Dispatch, Request

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return City()


def owed(rule, unit):
    """Return (due, met) of what a unit owes in 2021 by a rule."""
    writing.ensure({(rule, 2021): rulebook.get(rule)})
    rows = Duty.objects.filter(rule=rule, unit=unit).order_by("due_on", "subject")
    return list(rows.values_list("due_on", "met_on"))


def fresh(request):
    return Request.objects.get(pk=request.pk)


def test_who_does_not_answer_by_the_day_is_asked_no_more(city):
    request = offered(city)
    assert request.accept_by == date(2021, 7, 1)
    tasks.free_places(date(2021, 7, 1))
    assert fresh(request).state == "offered"
    tasks.free_places(date(2021, 7, 2))
    assert fresh(request).state == "sent"
    part = Dispatch.objects.get()
    assert (part.state, part.answered_on) == ("withdrawn", date(2021, 7, 2))
    last = AuditEntry.objects.latest("seq")
    assert (last.verb, last.new) == ("service.free_places", {"unanswered": [part.pk]})
    written = AuditEntry.objects.count()
    tasks.free_places(date(2021, 7, 3))
    assert AuditEntry.objects.count() == written


def test_who_accepted_stays_when_the_others_places_fall_free(city):
    request = offered(city, members=city.members[:2], places=2)
    mine = part_of(request, city.members[0])
    actions.accept_place(actor=city.first, at=NOW, dispatch=mine, version=1)
    tasks.free_places(date(2021, 7, 2))
    assert fresh(request).state == "offered"
    states = [part_of(request, one).state for one in city.members[:2]]
    assert states == ["accepted", "withdrawn"]


def test_contacts_are_erased_thirty_days_after_the_end(city):
    ended, open_one = closed(city), accepted(city, phone="13800000015")
    refused = placed(city, phone="13800000016")
    actions.refuse_request(
        actor=city.worker, at=later(1), request=refused, version=1, because="不在范围"
    )
    unmet = checked(city, phone="13800000017")
    actions.give_request_up(
        actor=city.worker, at=NOW, request=unmet, version=2, because="没有会修的人"
    )
    tasks.erase_contacts(date(2021, 7, 29))
    assert not Request.objects.filter(erased_on__isnull=False).exists()
    tasks.erase_contacts(date(2021, 7, 30))
    gone = fresh(ended)
    assert gone.erased_on == date(2021, 7, 30)
    sealed = (gone.contact_sealed, gone.phone_sealed, gone.address_sealed)
    assert [bytes(one) for one in sealed] == [b"", b"", b""]
    assert Request.objects.filter(erased_on__isnull=False).count() == 1
    tasks.erase_contacts(date(2021, 7, 31))
    kept = Request.objects.filter(erased_on=None).order_by("pk")
    assert list(kept) == [open_one, unmet]
    assert queries.contact(city.worker, open_one)["phone"] == "13800000015"
    erased = AuditEntry.objects.filter(verb="service.erase_contacts").order_by("seq")
    assert list(erased.values_list("new", flat=True)) == [{"erased": 1}, {"erased": 1}]


@pytest.mark.parametrize("name", ["officer", "worker", "secretary", "first"])
def test_only_the_daily_round_does_this(city, name):
    request = offered(city)
    with pytest.raises(Denied):
        actions.free_places(actor=getattr(city, name), at=later(9), request=request)
    with pytest.raises(Denied):
        actions.erase_contacts(actor=getattr(city, name), at=later(60))


def test_both_are_on_the_daily_round():
    assert {"service.free_places", "service.erase_contacts"} <= set(schedule._daily)


def test_each_step_is_owed_by_its_day_and_met_by_the_step(city):
    placed(city)
    assert owed("service.check", city.root) == [(date(2021, 7, 1), None)]
    sent(city, phone="13800000018")
    assert owed("service.check", city.one) == [(date(2021, 7, 1), ON)]
    assert owed("service.dispatch", city.one) == [(date(2021, 7, 2), None)]
    assert owed("service.promise", city.one) == [(date(2021, 7, 9), None)]
    assert owed("service.accept", city.one) == []
    accepted(city, phone="13800000019")
    assert owed("service.dispatch", city.one) == [
        (date(2021, 7, 2), None), (date(2021, 7, 2), ON),
    ]  # fmt: skip
    assert owed("service.accept", city.one) == [(date(2021, 7, 1), ON)]
    closed(city, phone="13800000020")
    assert owed("service.promise", city.one)[-1] == (date(2021, 7, 9), ON)


def test_what_is_taken_back_is_owed_no_more(city):
    request = sent(city)
    actions.cancel_request(actor=city.worker, at=NOW, request=request, number=request.number)
    rules = ("service.check", "service.dispatch", "service.accept", "service.promise")
    assert [owed(rule, city.one) for rule in rules] == [[], [], [], []]


def test_the_rules_are_local_and_only_a_broken_promise_is_carded():
    ids = ("service.check", "service.dispatch", "service.accept", "service.promise")
    rules = [rulebook.get(rule) for rule in ids]
    assert [rule.level for rule in rules] == ["local"] * 4
    cards = [rule.versions[-1].cards for rule in rules]
    assert cards[:3] == [None, None, None]
    assert (cards[3].yellow_days, cards[3].red_days) == (3, 15)
