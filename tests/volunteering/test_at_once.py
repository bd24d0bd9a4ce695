"""Two at the last place at the same moment: one gets it, the other waits; and two organisers."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from tests.volunteering.build import LAST, NOW, City, at_clock, event, place, standing
from xianfeng.hours.models import Stint
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.volunteering import actions
from xianfeng.volunteering.models import Signup

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in as many threads; return what each came to, refusals by their words."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            return call()
        except Conflict:
            return "Conflict"
        except Refused as refused:
            return refused.message
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def signing(city, viewer, made, person):
    return lambda: place(city, made, person, actor=viewer).state


def test_of_two_who_take_the_last_place_one_has_it_and_the_other_waits():
    city = City()
    made = event(city, places=1)
    calls = [
        signing(city, city.first, made, city.members[0]),
        signing(city, city.fellow, made, city.members[1]),
    ]
    assert at_once(*calls) == ["signed", "waiting"]
    assert sorted(state for _name, state in standing(made)) == ["signed", "waiting"]
    assert sorted(Signup.objects.values_list("seq", flat=True)) == [1, 2]


def test_who_taps_twice_has_one_place():
    city = City()
    made = event(city)
    call = signing(city, city.first, made, city.members[0])
    assert at_once(call, call) == ["signed", "党员甲 已经报名了，不用再报。"]
    assert standing(made) == [("党员甲", "signed")]


def test_two_who_record_at_once_give_the_hours_once():
    city = City()
    early = at_clock(LAST, 8)
    made = event(city, at=early, on=LAST, sign_up_by=LAST)
    place(city, made, city.members[0], at=early)

    def recording(viewer):
        return lambda: (
            actions.record_event(
                actor=viewer, at=NOW, event=made, version=1, hours=Decimal(2)
            ).state
        )

    assert at_once(recording(city.secretary), recording(city.clerk)) == ["Conflict", "held"]
    assert list(Stint.objects.values_list("member__name", "hours")) == [("党员甲", 2)]
