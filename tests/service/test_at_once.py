"""Two members at the last place at the same moment: one gets it, the other is told so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.service.build import NOW, City, offered, part_of
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.service import actions
from xianfeng.service.models import Dispatch, Request

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in as many threads; return what each came to, refusals by their words."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            call()
            return "done"
        except Conflict:
            return "Conflict"
        except Refused as refused:
            return refused.message
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def accepting(viewer, part):
    """Return how one member accepts."""
    return lambda: actions.accept_place(actor=viewer, at=NOW, dispatch=part, version=1)


def test_of_two_who_take_the_last_place_one_gets_it():
    city = City()
    request = offered(city, members=city.members[:2])
    people = [(city.first, city.members[0]), (city.fellow, city.members[1])]
    calls = [accepting(viewer, part_of(request, one)) for viewer, one in people]
    assert at_once(*calls) == ["done", "这张服务单的人数刚刚已经接满，谢谢您。"]
    assert Request.objects.get().state == "accepted"
    states = Dispatch.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["accepted", "withdrawn"]


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
