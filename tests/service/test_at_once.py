"""Two hands on one request at the same moment: one is first, the other is told so.

Every race is run many times, on requests of one city, so that either may be first.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from tests.service.build import (
    NOW,
    ON,
    RESIDENT,
    City,
    accepted,
    done,
    offered,
    part_of,
    sent,
)
from tests.service.resident import fill
from xianfeng.hours.models import Stint
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.service import actions
from xianfeng.service.models import Dispatch, Rating, Request

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20
FULL = "这张服务单的人数刚刚已经接满，谢谢您。"
TAKEN_BACK = "居民刚刚取消了这张服务单，不用去了，谢谢您。"
MOVED_ON = "这张服务单现在不能这样办，请刷新页面看看最新情况。"


def at_once(*calls):
    """Run the calls in as many threads; return what each came to, refusals by their words."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            call()
            return "done"
        except (Conflict, Denied) as refused:
            return type(refused).__name__
        except Refused as refused:
            return refused.message
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def accepting(viewer, part):
    """Return how one member accepts."""
    return lambda: actions.accept_place(actor=viewer, at=NOW, dispatch=part, version=1)


def cancelling(request):
    return lambda: actions.cancel_request(
        actor=RESIDENT, at=NOW, request=request, number=request.number
    )


def rating(request, stars=5):
    return lambda: actions.rate_request(
        actor=RESIDENT, at=NOW, request=request, number=request.number, stars=stars
    )


def raced(make, *racers):
    """Run the racers over as many requests as there are rounds; yield each with what came."""
    city = City()
    for number in range(ROUNDS):
        request = make(city, phone=f"138000002{number:02}")
        outcome = at_once(*(racer(city, request) for racer in racers))
        request.refresh_from_db()
        yield request, outcome


def live(request):
    return request.dispatches.filter(state__in=["offered", "accepted"]).count()


def test_of_two_who_take_the_last_place_one_gets_it():
    city = City()
    people = [(city.first, city.members[0]), (city.fellow, city.members[1])]
    for number in range(ROUNDS):
        request = offered(city, members=city.members[:2], phone=f"138000001{number:02}")
        calls = [accepting(viewer, part_of(request, one)) for viewer, one in people]
        assert at_once(*calls) == ["done", FULL]
        request.refresh_from_db()
        states = request.dispatches.order_by("state").values_list("state", flat=True)
        assert (request.state, list(states)) == ("accepted", ["accepted", "withdrawn"])


def test_asking_people_while_the_resident_takes_it_back_leaves_nobody_asked():
    def asking(city, request):
        asked = [actions.Asked(city.members[0].pk)]
        return lambda: actions.dispatch_request(
            actor=city.secretary, at=NOW, request=request, version=request.version, asked=asked
        )

    for request, outcome in raced(sent, asking, lambda _city, request: cancelling(request)):
        assert outcome in (["done", "done"], ["Conflict", "done"])
        assert (request.state, live(request)) == ("cancelled", 0)


def test_accepting_while_the_resident_takes_it_back_leaves_nobody_going():
    def saying_yes(city, request):
        return accepting(city.first, part_of(request, city.members[0]))

    for request, outcome in raced(offered, saying_yes, lambda _city, one: cancelling(one)):
        assert outcome in (["done", "done"], ["done", TAKEN_BACK])
        assert (request.state, live(request)) == ("cancelled", 0)


def test_it_is_closed_once_by_the_resident_or_by_the_community():
    def confirming(city, request):
        return lambda: actions.confirm_request(
            actor=city.worker, at=NOW, request=request, version=request.version
        )

    voices = 0
    for request, outcome in raced(done, confirming, lambda _city, one: rating(one)):
        assert outcome in (["Conflict", "done"], ["done", MOVED_ON])
        voices += outcome == ["Conflict", "done"]
        assert (request.state, Rating.objects.count()) == ("closed", voices)


def test_hours_are_given_for_what_was_done_and_not_for_what_was_taken_back():
    def finishing(city, request):
        return lambda: actions.finish_request(
            actor=city.first, at=NOW, request=request, version=request.version,
            done_on=ON, minutes=60,
        )  # fmt: skip

    for request, outcome in raced(accepted, finishing, lambda _city, one: cancelling(one)):
        given = Stint.objects.filter(key=request.pk).count()
        came = (request.state, given, outcome)
        # Who is no longer asked has no part in it any more, as if they had never been asked.
        assert came in (("done", 1, ["done", MOVED_ON]), ("cancelled", 0, ["Denied", "done"]),
                        ("cancelled", 0, ["Conflict", "done"]))  # fmt: skip


def test_of_two_voices_one_counts():
    for request, outcome in raced(
        done, lambda _city, one: rating(one), lambda _city, one: rating(one, 1)
    ):
        assert outcome == ["done", MOVED_ON]
        assert Rating.objects.filter(request=request).count() == 1


def test_one_draft_sent_twice_at_once_is_one_request(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)
    city = City()
    for number in range(5):
        first, second = Client(), Client()
        fill(first, city.east, contact={"phone": f"138000003{number:02}"})
        second.cookies["ask"] = first.cookies["ask"].value
        assert at_once(*(lambda one=one: one.post("/ask/check/") for one in (first, second))) == [
            "done", "done",
        ]  # fmt: skip
        assert Request.objects.count() == number + 1
        assert first.get("/ask/done/").context["asked"] == second.get("/ask/done/").context["asked"]


def test_two_secretaries_do_not_ask_the_same_member_twice():
    city = City()
    request = offered(city, members=city.members[:1], places=2)
    clerk, secretary = city.clerk, city.secretary
    calls = [
        lambda viewer=viewer: actions.dispatch_request(
            actor=viewer, at=NOW, request=request, version=request.version,
            asked=[actions.Asked(city.members[1].pk)],
        )
        for viewer in (clerk, secretary)
    ]  # fmt: skip
    assert at_once(*calls) == ["Conflict", "done"]
    assert Dispatch.objects.filter(member=city.members[1]).count() == 1
