"""Two people at the same lists at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from tests.responsibility.build import NOW, City, first, templated
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.responsibility import actions
from xianfeng.responsibility.models import DutyItem, DutyList

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in as many threads; return what each came to, errors by their names."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait()
            call()
            return "done"
        except (Conflict, Refused) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_of_two_who_issue_to_the_same_part_one_does():
    city = City()
    templated(city)
    about = {"at": NOW, "unit": city.office, "year": 2021, "sign_by": date(2021, 7, 15)}
    people = (city.clerk, city.officer)
    calls = [lambda who=who: actions.issue_lists(actor=who, **about) for who in people]
    assert at_once(*calls) == ["Refused", "done"]
    assert (DutyList.objects.count(), DutyItem.objects.count()) == (4, 8)


def test_of_the_holder_and_the_keeper_who_sign_at_once_one_does():
    city = City()
    row = first(city)
    about = {"at": NOW, "duty_list": row, "version": row.version}
    holder, keeper = city.holder, city.keeper
    calls = (
        lambda: actions.sign_list(actor=holder, **about),
        lambda: actions.enter_signature(actor=keeper, signed_on=date(2021, 3, 5), **about),
    )
    assert at_once(*calls) == ["Conflict", "done"]
    assert DutyList.objects.get(pk=row.pk).version == row.version + 1


def test_of_two_who_change_one_list_at_once_one_does():
    city = City()
    row = first(city)
    about = {"at": NOW, "duty_list": row, "version": row.version, "actor": city.clerk}
    calls = (
        lambda: actions.recall_list(reason="发错了", **about),
        lambda: actions.hand_over(reason="调离", successor=None, **about),
    )
    assert at_once(*calls) == ["Conflict", "done"]
