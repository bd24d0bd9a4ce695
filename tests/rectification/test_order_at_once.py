"""Two people at the same order, or at the same book of numbers, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.rectification.build import NOW, City
from tests.rectification.ordered import drafted, in_state, states
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.rectification import actions
from xianfeng.rectification.actions import Answered
from xianfeng.rectification.models import Order

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


def test_two_who_issue_at_once_get_two_numbers():
    city = City()
    orders = [drafted(city, new=[str(each)]) for each in range(2)]
    clerk = city.clerk
    calls = [
        lambda order=order: actions.issue_order(actor=clerk, at=NOW, order=order, version=1)
        for order in orders
    ]
    assert at_once(*calls) == ["done", "done"]
    assert sorted(Order.objects.values_list("seq", flat=True)) == [1, 2]


def test_of_two_who_receive_at_once_one_does():
    city = City()
    order, secretary = in_state(city, "issued"), city.secretary

    def receive():
        actions.receive_order(actor=secretary, at=NOW, order=order, version=2)

    assert at_once(receive, receive) == ["Conflict", "done"]
    order.refresh_from_db()
    assert (order.state, order.version) == ("received", 3)


def test_a_problem_is_put_on_one_order_however_many_pick_it():
    city = City()
    clerk, seen = city.clerk, drafted(city)
    problem = seen.problems.get()
    actions.recall_order(actor=clerk, at=NOW, order=seen, version=1, reason="重来")

    def pick():
        drafted(city, problem, actor=clerk)

    assert at_once(pick, pick) == ["Refused", "done"]
    assert Order.objects.filter(problems=problem).count() == 1


def test_closing_an_order_and_sending_its_problem_back_do_not_both_happen():
    city = City()
    order, clerk = in_state(city, "replied"), city.clerk
    problem = order.problems.get()

    def close():
        actions.close_order(actor=clerk, at=NOW, order=order, version=order.version)

    def back():
        actions.send_problem_back(
            actor=clerk, at=NOW, problem=problem, version=problem.version, opinion="缺佐证"
        )

    assert "done" in at_once(close, back)
    order.refresh_from_db()
    assert (order.state, states(order)) in [("closed", ["closed"]), ("replied", ["open"])]


def test_a_reply_and_an_answer_on_the_problems_page_do_not_both_happen():
    city = City()
    order, secretary = in_state(city, "received"), city.secretary
    problem = order.problems.get()

    def reply():
        said = {problem.pk: Answered("已补齐", NOW.date())}
        actions.reply_order(
            actor=secretary, at=NOW, order=order, version=order.version, answers=said
        )

    def answer():
        actions.answer_problem(
            actor=secretary, at=NOW, problem=problem, version=problem.version, text="已补",
            on=NOW.date(),
        )  # fmt: skip

    assert "done" in at_once(reply, answer)
    assert (states(order), problem.answers.count()) == (["answered"], 1)


def test_an_order_does_not_go_out_while_its_only_problem_is_withdrawn():
    city = City()
    order, clerk = drafted(city), city.clerk
    problem = order.problems.get()

    def issue():
        actions.issue_order(actor=clerk, at=NOW, order=order, version=1)

    def withdraw():
        actions.withdraw_problem(
            actor=clerk, at=NOW, problem=problem, version=problem.version, reason="提错了"
        )

    assert at_once(issue, withdraw) == ["Refused", "done"]
    order.refresh_from_db()
    problem.refresh_from_db()
    assert (order.state, problem.state) in [("issued", "open"), ("draft", "withdrawn")]


def test_a_problem_is_not_answered_and_withdrawn_at_once():
    city = City()
    problem, clerk, secretary = drafted(city).problems.get(), city.clerk, city.secretary

    def answer():
        actions.answer_problem(
            actor=secretary, at=NOW, problem=problem, version=1, text="已补", on=NOW.date()
        )

    def withdraw():
        actions.withdraw_problem(actor=clerk, at=NOW, problem=problem, version=1, reason="提错了")

    assert at_once(answer, withdraw) == ["Conflict", "done"]
    problem.refresh_from_db()
    stood = (problem.state, problem.answers.count(), problem.spells.filter(until_on=None).count())
    assert stood in [("answered", 1, 1), ("withdrawn", 0, 1)]
