"""Each step of an order: who may, what it leaves, what is refused, and that nothing falls out."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.rectification.build import NOW, ON, go, raised
from tests.rectification.ordered import DUE, contents, drafted, in_state, states, step
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.rectification import actions
from xianfeng.rectification.actions import Answered
from xianfeng.rectification.facts import OF_ORDERS
from xianfeng.rectification.models import Order, Problem
from xianfeng.units.models import Unit


def moment(year, month, day):
    return datetime(year, month, day, 9, 0, tzinfo=timezone.get_default_timezone())


def fields(order, *names):
    return Order.objects.values_list(*names).get(pk=order.pk)


def test_a_draft_takes_problems_on_no_order_and_new_ones(city):
    one, two = raised(city), raised(city, text="记录太略")
    order = drafted(city, one, new=["会议少了"])
    assert fields(order, "issuer", "unit", "title", "basis", "year", "seq", "state", "due_on") == (
        city.office.pk, city.one.pk, "关于整改督查发现问题的交办单", "半年督查", 2021, None,
        "draft", DUE,
    )  # fmt: skip
    carried = list(order.problems.order_by("pk").values_list("text", "unit", "verifier", "state"))
    assert carried == [
        ("台账不全", city.one.pk, city.office.pk, "open"),
        ("会议少了", city.one.pk, city.office.pk, "open"),
    ]
    assert Problem.objects.get(pk=two.pk).order is None
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.new["problems"], entry.new["state"]) == (
        "rectification.draft_order", list(order.problems.order_by("pk").values_list("pk", flat=1)),
        "draft",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": " "}, "title"), ({"due_on": date(2021, 6, 29)}, "due_on")],
)
def test_what_a_draft_lacks(city, wrong, field):
    with pytest.raises(Refused) as refused:
        drafted(city, **wrong)
    assert (refused.value.field, Order.objects.count(), Problem.objects.count()) == (field, 0, 0)


def test_an_order_without_problems_is_none(city):
    with pytest.raises(Refused) as refused:
        actions.draft_order(
            actor=city.clerk, at=NOW, issuer=city.office, unit=city.one, contents=contents()
        )
    assert refused.value.field == "picked"


def test_only_open_problems_of_that_unit_that_the_issuer_raised_and_on_no_order(city):
    of_another = raised(city, city.two)
    by_another = raised(city, actor=city.officer, verifier=city.root)
    taken = raised(city)
    drafted(city, taken)
    answered = go("answer_problem", city.secretary, raised(city))
    for each in (of_another, by_another, taken, answered):
        with pytest.raises(Refused) as refused:
            drafted(city, each)
        assert refused.value.field == "picked"
    assert Order.objects.count() == 1


def test_a_unit_that_is_gone_gets_no_order(city):
    Unit.objects.filter(pk=city.one.pk).update(abolished_on=date(2021, 6, 1))
    city.one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        drafted(city)
    assert refused.value.field == "unit"


@pytest.mark.parametrize("who", ["secretary", "leader", "member", "rival", "second", "groupie"])
def test_who_is_not_above_orders_nothing(city, who):
    with pytest.raises(Denied):
        drafted(city, actor=getattr(city, who))
    assert not Order.objects.exists()


def test_a_draft_is_changed_and_what_is_not_named_comes_off(city):
    one, two = raised(city), raised(city, text="记录太略")
    order = drafted(city, one)
    changed = actions.change_order(
        actor=city.clerk, at=NOW, order=order, version=1,
        contents=contents(two, new=["会议少了"], title="新标题", due_on=date(2021, 8, 1)),
    )  # fmt: skip
    assert fields(order, "title", "due_on", "version") == ("新标题", date(2021, 8, 1), 2)
    assert set(changed.problems.values_list("text", flat=True)) == {"记录太略", "会议少了"}
    assert Problem.objects.get(pk=one.pk).order is None
    step(city, "issue_order", order)
    with pytest.raises(Refused):
        actions.change_order(
            actor=city.clerk, at=NOW, order=order, version=3, contents=contents(two)
        )


def test_an_order_is_numbered_by_issuer_and_year_and_received_within_three_working_days(city):
    first, second = drafted(city), drafted(city, new=["二"], unit=city.two)
    step(city, "issue_order", second)
    step(city, "issue_order", first)
    of_root = drafted(city, new=["三"], actor=city.officer, issuer=city.root)
    of_root = step(city, "issue_order", of_root, city.officer)
    next_year = drafted(city, new=["四"], due_on=date(2022, 3, 1))
    next_year = step(city, "issue_order", next_year, at=moment(2022, 1, 4))
    assert [Order.objects.get(pk=one.pk).number for one in (first, second)] == [
        "督交办〔2021〕2号", "督交办〔2021〕1号",
    ]  # fmt: skip
    assert (of_root.number, next_year.number) == ("督交办〔2021〕1号", "督交办〔2022〕1号")
    # 30 June 2021 is a Wednesday.
    assert fields(first, "issued_on", "receive_by") == (ON, date(2021, 7, 5))


def test_a_recalled_order_keeps_its_number_and_no_other_gets_it(city):
    gone = in_state(city, "recalled")
    assert (gone.number, gone.state) == ("督交办〔2021〕1号", "recalled")
    assert in_state(city, "issued", new=["二"]).number == "督交办〔2021〕2号"


def test_recalled_problems_stand_and_may_be_ordered_again(city):
    problem = raised(city)
    order = in_state(city, "issued", problem)
    step(city, "recall_order", order)
    problem.refresh_from_db()
    assert (problem.state, problem.order) == ("open", None)
    assert states(in_state(city, "issued", problem)) == ["open"]


def test_what_was_answered_meanwhile_is_not_sent_out_alone(city):
    problem = raised(city)
    order = drafted(city, problem)
    go("answer_problem", city.secretary, problem)
    with pytest.raises(Refused):
        step(city, "issue_order", order)
    late = drafted(city, new=["二"], due_on=ON)
    with pytest.raises(Refused):
        step(city, "issue_order", late, at=moment(2021, 7, 1))
    assert not Order.objects.filter(issued_on__isnull=False).exists()


def test_a_reply_answers_every_open_problem_in_one_action(city):
    order = in_state(city, "received", new=["一", "二", "三"])
    one, two, three = order.problems.order_by("pk")
    go("answer_problem", city.secretary, three)
    before = AuditEntry.objects.count()
    answers = {
        one.pk: Answered("已补齐", ON, "见台账第三页"),
        two.pk: Answered("已重记", date(2021, 6, 20)),
    }
    step(city, "reply_order", order, answers=answers, reply=" 都改好了 ")
    assert AuditEntry.objects.count() == before + 1
    assert states(order) == ["answered"] * 3
    assert fields(order, "state", "replied_on", "reply") == ("replied", ON, "都改好了")
    assert one.answers.values_list("text", "on", "evidence").get() == (
        "已补齐", ON, "见台账第三页",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (None, "text"),
        (Answered(" ", ON), "text"),
        (Answered("好", date(2021, 7, 1)), "on"),
        (Answered("好", date(2021, 5, 1)), "on"),
    ],
)
def test_a_reply_that_leaves_something_out_is_none(city, answer, field):
    order = in_state(city, "received", new=["一", "二"])
    one, two = order.problems.order_by("pk")
    answers = {one.pk: Answered("好", ON)} | ({two.pk: answer} if answer else {})
    with pytest.raises(Refused) as refused:
        step(city, "reply_order", order, answers=answers)
    assert refused.value.field == f"{field}_{two.pk}"
    assert (states(order), fields(order, "state")) == (["open"] * 2, ("received",))


def test_an_order_is_closed_with_every_problem_verified(city):
    order = in_state(city, "replied", new=["一", "二"])
    one, _two = order.problems.order_by("pk")
    before = AuditEntry.objects.count()
    step(city, "close_order", order, opinions={one.pk: "属实"})
    assert AuditEntry.objects.count() == before + 1
    assert (states(order), fields(order, "state", "closed_on")) == (
        ["closed"] * 2, ("closed", ON),
    )  # fmt: skip
    assert one.answers.values_list("accepted", "opinion", "decided_on").get() == (True, "属实", ON)


def test_an_order_with_an_open_problem_is_not_closed(city):
    order = in_state(city, "replied", new=["一", "二"])
    go("send_problem_back", city.clerk, order.problems.first())
    with pytest.raises(Refused):
        step(city, "close_order", order)
    assert (states(order), fields(order, "state")) == (["open", "answered"], ("replied",))


def test_what_is_lacking_goes_back_and_the_rest_is_closed(city):
    order = in_state(city, "replied", new=["一", "二"])
    one, two = order.problems.order_by("pk")
    step(city, "send_order_back", order, lacking={two.pk: "缺佐证"})
    assert states(order) == ["closed", "open"]
    assert fields(order, "state", "replied_on", "sent_back_because") == (
        "received", None, "二：缺佐证",
    )  # fmt: skip
    step(city, "reply_order", order, answers={two.pk: Answered("已补佐证", ON)})
    step(city, "close_order", order)
    assert states(order) == ["closed", "closed"]
    assert list(two.answers.values_list("text", "accepted", "opinion")) == [
        ("已补齐", False, "缺佐证"), ("已补佐证", True, ""),
    ]  # fmt: skip
    assert one.answers.count() == 1


def test_nothing_is_sent_back_without_a_reason_or_without_a_problem(city):
    order = in_state(city, "replied")
    problem = order.problems.get()
    with pytest.raises(Refused) as refused:
        step(city, "send_order_back", order, lacking={problem.pk: " "})
    assert refused.value.field == f"opinion_{problem.pk}"
    with pytest.raises(Refused):
        step(city, "send_order_back", order, lacking={})
    assert (states(order), fields(order, "state")) == (["answered"], ("replied",))


def test_what_was_sent_back_on_its_own_page_says_why_the_order_goes_back(city):
    order = in_state(city, "replied", new=["一", "二"])
    go("send_problem_back", city.clerk, order.problems.first())
    step(city, "send_order_back", order, lacking={})
    assert (states(order), fields(order, "sent_back_because")) == (
        ["open", "closed"], ("一：缺佐证",),
    )  # fmt: skip


def test_an_order_is_opened_again_with_the_problems_chosen(city):
    order = in_state(city, "closed", new=["一", "二"])
    one = order.problems.order_by("pk").first()
    step(city, "reopen_order", order, problems=[one], reason="复查发现又缺了")
    assert states(order) == ["open", "closed"]
    assert fields(order, "state", "closed_on", "replied_on", "sent_back_because") == (
        "received", None, None, "复查发现又缺了",
    )  # fmt: skip


@pytest.mark.parametrize(("chosen", "reason"), [("", "又缺了"), ("own", " "), ("other", "又缺了")])
def test_an_order_is_not_opened_again_without_a_problem_and_a_reason(city, chosen, reason):
    order = in_state(city, "closed")
    other = go("verify_problem", city.clerk, go("answer_problem", city.secretary, raised(city)))
    problems = {"own": list(order.problems.all()), "other": [other]}.get(chosen, [])
    with pytest.raises(Refused):
        step(city, "reopen_order", order, problems=problems, reason=reason)
    assert (states(order), fields(order, "state")) == (["closed"], ("closed",))


def test_a_problem_opened_again_opens_its_closed_order_in_the_same_action(city):
    order = in_state(city, "closed", new=["一", "二"])
    before = AuditEntry.objects.count()
    go("reopen_problem", city.clerk, order.problems.order_by("pk").last())
    assert AuditEntry.objects.count() == before + 1
    assert (states(order), fields(order, "state", "closed_on", "sent_back_because")) == (
        ["closed", "open"], ("received", None, "又缺了"),
    )  # fmt: skip


def test_a_problem_opened_again_on_a_running_order_leaves_it_as_it_is(city):
    order = in_state(city, "replied", new=["一", "二"])
    one = order.problems.order_by("pk").first()
    go("reopen_problem", city.clerk, go("verify_problem", city.clerk, one))
    assert fields(order, "state", "version") == ("replied", 4)


def test_nothing_closes_itself_however_late(city):
    order = in_state(city, "received")
    problem = order.problems.get()
    assert (order.state, problem.state) == ("received", "open")
    late = step(
        city, "reply_order", order, at=moment(2031, 1, 1), answers={problem.pk: Answered("好", ON)}
    )
    assert (late.state, states(order)) == ("replied", ["answered"])


def test_whoever_looked_at_an_earlier_state_is_told(city):
    order = in_state(city, "issued")
    with pytest.raises(Conflict) as conflict:
        actions.receive_order(actor=city.secretary, at=NOW, order=order, version=1)
    assert conflict.value.current == order


def test_every_kind_of_fact_is_told_with_the_old_day_and_the_new(city, monkeypatch):
    order = in_state(city, "closed")
    heard = []
    monkeypatch.setattr(facts, "_listeners", [heard.append])
    step(city, "reopen_order", order)
    told = [one for one in heard if one.kind in {kind.id for kind in OF_ORDERS}]
    assert [(one.kind, one.unit_ids, one.days) for one in told] == [
        (kind.id, frozenset({city.one.pk}), frozenset({ON, date(2021, 7, 5)})) for kind in OF_ORDERS
    ]
    assert any(one.kind == "rectification.problem" for one in heard)
