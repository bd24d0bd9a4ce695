"""The chain of a request: who takes which step, what each leaves, and how it falls back."""

from datetime import date

import pytest
from django.db import connection

from tests.service.build import (
    ON,
    PHONE,
    RESIDENT,
    City,
    accepted,
    checked,
    closed,
    done,
    offered,
    part_of,
    placed,
    sent,
    wanted,
)
from tests.units.build import NOW
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.service import actions, queries, rules
from xianfeng.service.actions import Asked
from xianfeng.service.models import Request
from xianfeng.service.views import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return City()


def test_from_the_resident_to_the_resident(city):
    request = closed(city, stars=4)
    assert request.state == "closed"
    assert request.rating.stars == 4
    days = ("placed_on", "checked_on", "sent_on", "offered_on", "accepted_on", "done_on")
    assert {getattr(request, name) for name in days} == {ON}
    written = AuditEntry.objects.filter(verb__startswith="service.").order_by("seq")
    assert list(written.values_list("verb", flat=True)) == [
        "service.place_request", "service.check_request", "service.send_request",
        "service.dispatch_request", "service.accept_place", "service.finish_request",
        "service.rate_request",
    ]  # fmt: skip
    chosen = ("orders", "sent", "accepted", "done", "hours", "helpers")
    wanted_figures = [figures.get(f"service.{name}") for name in chosen]
    values = figures.compute_all(city.officer, wanted_figures, ON, ON)
    assert [value.value for value in values] == [1, 1, 1, 1, 1, 1]


def test_the_promise_follows_urgency_and_the_day_asked_for(city):
    # 30 June 2021 is a Wednesday; that year's holidays are not in the table, weekends are.
    assert placed(city).promised_on == date(2021, 7, 9)
    assert placed(city, urgency=3).promised_on == date(2021, 7, 1)
    assert placed(city, on_date=date(2021, 8, 1)).promised_on == date(2021, 8, 1)


def test_a_worker_places_one_that_needs_no_check(city):
    request = actions.place_request(actor=city.worker, at=NOW, wanted=wanted(city), source="worker")
    assert (request.state, request.checked_on, request.placed_by) == (
        "checked", ON, city.users["worker"],
    )  # fmt: skip
    with pytest.raises(Denied):
        actions.place_request(actor=city.neighbour, at=NOW, wanted=wanted(city), source="worker")


def test_the_last_place_goes_to_one_and_the_other_is_told_so(city):
    request = offered(city, members=city.members[:2])
    mine, theirs = (part_of(request, one) for one in city.members[:2])
    actions.accept_place(actor=city.first, at=NOW, dispatch=mine, version=1)
    with pytest.raises(Refused) as refused:
        actions.accept_place(actor=city.fellow, at=NOW, dispatch=theirs, version=1)
    assert refused.value.message == "这张服务单的人数刚刚已经接满，谢谢您。"
    assert Request.objects.get().state == "accepted"
    assert part_of(request, city.members[1]).state == "withdrawn"


def test_a_no_frees_the_place_and_the_request_falls_back(city):
    request = accepted(city)
    mine = part_of(request, city.members[0])
    with pytest.raises(Refused):
        actions.decline_place(
            actor=city.first, at=NOW, dispatch=mine, version=mine.version, because=" "
        )
    actions.decline_place(
        actor=city.first, at=NOW, dispatch=mine, version=mine.version, because="临时出差"
    )
    request = Request.objects.get()
    assert (request.state, request.accepted_on) == ("sent", None)
    again = actions.dispatch_request(
        actor=city.secretary, at=NOW, request=request, version=request.version,
        asked=[Asked(city.members[0].pk)],
    )  # fmt: skip
    assert again.dispatches.count() == 2


def test_who_came_is_not_unsaid_once_it_is_done(city):
    mine = part_of(done(city), city.members[0])
    said = "这张服务单已经办结或者收回，各人的答复不再改。"
    with pytest.raises(Refused) as refused:
        actions.withdraw_place(actor=city.secretary, at=NOW, dispatch=mine, version=mine.version)
    assert refused.value.message == said
    with pytest.raises(Refused) as refused:
        actions.decline_place(
            actor=city.first, at=NOW, dispatch=mine, version=mine.version, because="没去"
        )
    assert refused.value.message == said
    mine.refresh_from_db()
    assert (mine.state, mine.because) == ("accepted", "")
    assert [step.verb for step in steps.of_part(city.secretary, mine)] == []
    assert [step.verb for step in steps.of_part(city.first, mine)] == []


def test_only_members_of_the_branch_are_asked_once_and_not_too_many(city):
    request = sent(city)

    def ask(*people):
        asked = [Asked(one.pk) for one in people]
        actions.dispatch_request(
            actor=city.secretary, at=NOW, request=request, version=request.version, asked=asked
        )

    for people in ((), (city.outsider,), (city.members[0], city.members[0])):
        with pytest.raises(Refused):
            ask(*people)
    assert Request.objects.get().state == "sent"
    assert rules.asked_at_most(request.places) == 3


def test_nobody_is_sent_to_their_own_request(city):
    request = sent(city, own_member_id=city.members[0].pk)
    with pytest.raises(Refused) as refused:
        actions.dispatch_request(
            actor=city.secretary, at=NOW, request=request, version=request.version,
            asked=[Asked(city.members[0].pk)],
        )  # fmt: skip
    assert refused.value.message == "不能把服务单派给点单的本人。"


def test_what_the_branch_returns_goes_back_to_the_community(city):
    request = offered(city)
    with pytest.raises(Refused):
        actions.return_request(
            actor=city.secretary, at=NOW, request=request, version=request.version, because="忙"
        )
    request = sent(city)
    back = actions.return_request(
        actor=city.secretary, at=NOW, request=request, version=request.version, because="没有会修的"
    )
    assert (back.state, back.unit, back.answerable) == ("checked", None, city.root)
    assert queries.visible_to(city.secretary).filter(pk=back.pk).exists() is False


def test_what_changed_meanwhile_is_told(city):
    request = checked(city)
    actions.send_request(
        actor=city.worker, at=NOW, request=request, version=request.version, unit=city.one
    )
    with pytest.raises(Conflict):
        actions.send_request(
            actor=city.worker, at=NOW, request=request, version=request.version, unit=city.two
        )


def test_the_contact_is_for_the_handler_while_the_request_is_open(city):
    known = {"contact": "住户", "phone": PHONE, "address": "1栋101"}
    request = placed(city)
    assert queries.contact(city.worker, request) == known
    for other in (city.neighbour, city.secretary, city.officer, city.first):
        assert queries.contact(other, request) == {}
    request = accepted(city)
    assert queries.contact(city.first, request) == known
    assert queries.contact(city.secretary, request) == known
    assert queries.contact(city.fellow, request) == {}
    request = done(city)
    for other in (city.worker, city.secretary, city.first):
        assert queries.contact(other, request) == {}


def test_who_sees_which_requests(city):
    here, there = placed(city), placed(city, community=city.west, grid=None)
    given = offered(city)

    def seen(viewer):
        return {one.pk for one in queries.visible_to(viewer)}

    assert seen(city.worker) == {here.pk, given.pk}
    assert seen(city.neighbour) == {there.pk}
    assert seen(city.officer) == {here.pk, there.pk, given.pk}
    assert seen(city.secretary) == {given.pk}
    assert seen(city.first) == {given.pk}
    assert seen(city.fellow) == seen(city.second) == seen(city.rival) == set()


def test_a_number_finds_its_request_however_it_is_typed(city):
    request = placed(city)
    spaced = f" {request.number[:4].lower()}-{request.number[4:8]} {request.number[8:]} "
    assert queries.by_number(RESIDENT, spaced) == request
    for wrong in ("", "1", "O" * 12, request.number[:-1], "'" * 12):
        assert queries.by_number(RESIDENT, wrong) is None


def test_the_number_is_the_key(city):
    request = placed(city)
    with pytest.raises(Denied):
        actions.cancel_request(actor=RESIDENT, at=NOW, request=request, number="")
    gone = actions.cancel_request(actor=RESIDENT, at=NOW, request=request, number=request.number)
    assert gone.state == "cancelled"


def test_similar_requests_are_shown_to_the_community(city):
    first = placed(city)
    same_phone = placed(city, text="水管又漏了")
    elsewhere = placed(city, text="水龙头漏水", phone="13800000010", grid=None)
    assert list(queries.similar(city.worker, same_phone)) == [first]
    assert list(queries.similar(city.worker, elsewhere)) == []
    merged = actions.merge_request(
        actor=city.worker, at=NOW, request=same_phone, version=1, into=first
    )
    assert (merged.state, merged.repeats) == ("refused", first)


def test_what_the_database_refuses(city):
    request = placed(city)
    with pytest.raises(Exception, match="request_sent_to_a_unit"), connection.cursor() as cursor:
        cursor.execute("UPDATE service_request SET state = 'sent' WHERE id = %s", [request.pk])
