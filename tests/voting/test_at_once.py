"""Two requests at once: one ballot is taken, and a close misses none that was acknowledged."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.voting.build import Branch, totals
from xianfeng.kernel.actions import Refused
from xianfeng.voting.models import Received

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run the acts at the same moment in threads of their own; return what each came to."""
    barrier, told = Barrier(len(acts)), {}

    def run(number, act):
        try:
            barrier.wait()
            act()
            told[number] = "taken"
        except Refused as refused:
            told[number] = refused.message
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told[number] for number in range(len(acts))]


def test_the_same_ballot_twice_at_once_is_taken_once():
    branch = Branch(6)
    poll = branch.poll()
    told = together(
        lambda: branch.cast(poll, 0, "for"),
        lambda: branch.cast(poll, 0, "against"),
    )
    assert sorted(told) == ["taken", "您的选票已经收到，一人只投一次。"]
    assert Received.objects.count() == 1


def test_everybody_at_once_is_counted():
    branch = Branch(6)
    poll = branch.poll()
    told = together(*[lambda place=place: branch.cast(poll, place, "for") for place in range(6)])
    assert told == ["taken"] * 6
    branch.close(poll)
    assert totals(poll) == {"同意": {"for": 6, "against": 0, "abstain": 0}}


def test_a_close_counts_every_ballot_that_was_acknowledged():
    branch = Branch(7)
    poll = branch.poll()
    for place in range(5):
        branch.cast(poll, place, "for")
    told = together(
        lambda: branch.cast(poll, 5, "for"),
        lambda: branch.close(poll),
        lambda: branch.cast(poll, 6, "for"),
    )
    assert told[1] == "taken"
    assert totals(poll)["同意"]["for"] == 5 + [told[0], told[2]].count("taken")
    assert not Received.objects.exists()
