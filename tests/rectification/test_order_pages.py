"""The pages of orders: what each side finds there, and that an order takes few taps."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.rectification.build import ON, go, raised
from tests.rectification.ordered import address, drafted, fields_of, in_state, states, step
from xianfeng.rectification.models import Order, Problem
from xianfeng.rectification.queries import orders as queries
from xianfeng.rectification.queries.orders import Wanted

LIST = reverse("rectification:orders")


@pytest.fixture
def browse(city):
    def signed_in(name):
        client = Client()
        client.force_login(city.users[name])
        return client

    return signed_in


def page(order, name="order"):
    return reverse(f"rectification:{name}", args=[order.pk])


def test_an_order_goes_out_with_nothing_typed(city, browse):
    go("plan_problem", city.secretary, raised(city, text="台账不全"))
    raised(city, text="记录太略", due_on=date(2021, 7, 20))
    clerk, secretary = browse("clerk"), browse("secretary")
    listed = clerk.get(reverse("rectification:order_choose")).content.decode()
    new = reverse("rectification:order_new", args=["B1"])
    assert f'href="{new}"' in listed
    form = clerk.get(new).context["form"]
    assert [form[name].value() for name in ("title", "basis", "due_on")] == [
        "关于整改督查发现问题的交办单", "督查发现的问题", date(2021, 7, 20),
    ]  # fmt: skip
    proposed = {name: form[name].value() for name in form.fields if form[name].value()}
    answer = clerk.post(new, proposed)
    order = Order.objects.get()
    assert answer.headers["Location"] == page(order)
    assert sorted(order.problems.values_list("text", flat=True)) == ["台账不全", "记录太略"]
    assert secretary.get(page(order)).status_code == 404
    clerk.post(address("issue_order", order), {"version": 1})
    assert "督交办〔2021〕1号" in secretary.get(LIST).content.decode()
    secretary.post(address("receive_order", order), {"version": 2})
    reply = secretary.get(page(order, "order_reply")).context["form"]
    assert [reply[f"text_{one.pk}"].value() for one in order.problems.order_by("pk")] == [
        "补齐台账", "",
    ]  # fmt: skip
    order.refresh_from_db()
    secretary.post(page(order, "order_reply"), fields_of("reply_order", order))
    order.refresh_from_db()
    clerk.post(page(order, "order_verify"), fields_of("close_order", order))
    order.refresh_from_db()
    assert (order.state, order.version, states(order)) == ("closed", 5, ["closed", "closed"])


def test_new_problems_are_written_in_the_form_of_the_order(city, browse):
    clerk, new = browse("clerk"), reverse("rectification:order_new", args=["B1"])
    sent = {
        "issuer": city.office.pk, "title": "交办单", "due_on": "2021-08-01", "source": "provincial",
        "text_1": "会议少了", "category_1": "organisation", "severity_1": "serious",
        "text_3": "走访少了", "category_3": "style", "severity_3": "ordinary",
    }  # fmt: skip
    clerk.post(new, sent)
    assert list(
        Problem.objects.order_by("pk").values_list(
            "text", "category", "severity", "source", "found_on", "due_on", "verifier"
        )
    ) == [
        ("会议少了", "organisation", "serious", "provincial", ON, date(2021, 8, 1), city.office.pk),
        ("走访少了", "style", "ordinary", "provincial", ON, date(2021, 8, 1), city.office.pk),
    ]
    unsaid = clerk.post(new, {**sent, "category_1": ""})
    assert unsaid.context["form"].errors == {"category_1": ["请选问题的类别"]}
    kept = clerk.post(new, {**sent, "due_on": "2021-06-01"})
    assert kept.context["form"].errors == {"due_on": ["办结时限已经过去，请核对"]}
    assert kept.context["form"]["text_1"].value() == "会议少了"
    assert Order.objects.count() == 1


def test_a_draft_is_changed_until_it_goes_out(city, browse):
    problem = raised(city)
    order = drafted(city, new=["会议少了"])
    clerk = browse("clerk")
    form = clerk.get(page(order, "order_change")).context["form"]
    carried = order.problems.get()
    assert (form["picked"].value(), {*form.problems}) == ([carried.pk], {problem.pk, carried.pk})
    sent = {"version": 1, "issuer": city.office.pk, "picked": [problem.pk], "title": "新标题",
            "due_on": "2021-07-31"}  # fmt: skip
    clerk.post(page(order, "order_change"), sent)
    assert list(order.problems.values_list("pk", flat=True)) == [problem.pk]
    stale = clerk.post(page(order, "order_change"), sent)
    assert "别人刚刚改过这张交办单" in stale.content.decode()
    step(city, "issue_order", order)
    assert clerk.get(page(order, "order_change")).headers["Location"] == page(order)


def test_a_reply_keeps_what_was_typed_and_points_at_what_is_missing(city, browse):
    order = in_state(city, "received", new=["一", "二"])
    one, two = order.problems.order_by("pk")
    sent = fields_of("reply_order", order) | {f"text_{two.pk}": ""}
    answer = browse("secretary").post(page(order, "order_reply"), sent)
    form = answer.context["form"]
    assert list(form.errors) == [f"text_{two.pk}"]
    assert form[f"text_{one.pk}"].value() == "已补齐"
    future = fields_of("reply_order", order) | {f"on_{one.pk}": "2021-07-01"}
    answer = browse("secretary").post(page(order, "order_reply"), future)
    assert list(answer.context["form"].errors) == [f"on_{one.pk}"]
    assert states(order) == ["open", "open"]


def test_one_submit_closes_what_is_true_and_sends_back_the_rest(city, browse):
    order = in_state(city, "replied", new=["一", "二"])
    one, two = order.problems.order_by("pk")
    clerk = browse("clerk")
    sent = {"version": order.version, f"verdict_{one.pk}": "close", f"verdict_{two.pk}": "back"}
    answer = clerk.post(page(order, "order_verify"), sent)
    assert answer.status_code == 422
    assert answer.context["verifying"].errors == {f"opinion_{two.pk}": ["请写明退回的原因"]}
    clerk.post(page(order, "order_verify"), sent | {f"opinion_{two.pk}": "缺佐证"})
    assert states(order) == ["closed", "open"]
    shown = browse("secretary").get(page(order)).content.decode()
    assert "退回继续整改：二：缺佐证" in shown
    reply = browse("secretary").get(page(order, "order_reply"))
    assert [line.problem.pk for line in reply.context["form"].lines] == [two.pk]
    assert "上次：已补齐。退回：缺佐证" in reply.content.decode()


def test_what_somebody_else_did_meanwhile_is_said_and_nothing_is_lost(city, browse):
    order = in_state(city, "issued")
    answer = browse("secretary").post(address("receive_order", order), {"version": 1})
    assert (answer.status_code, Order.objects.get().state) == (422, "issued")
    assert "别人刚刚办理过这张交办单" in answer.content.decode()


OFFERED = {
    ("secretary", "issued"): ["receive_order"],
    ("secretary", "received"): ["reply_order"],
    ("secretary", "replied"): [],
    ("officer", "replied"): ["send_order_back", "close_order"],
    ("clerk", "draft"): ["issue_order", "recall_order"],
    ("clerk", "closed"): ["reopen_order"],
    ("leader", "issued"): [],
}


@pytest.mark.parametrize(("who", "state"), OFFERED)
def test_everybody_is_offered_what_is_theirs(city, browse, who, state):
    order = in_state(city, state)
    assert browse(who).get(page(order)).context["verbs"] == OFFERED[who, state]


def test_who_issued_it_receives_it_only_on_behalf(city, browse):
    order = in_state(city, "issued")
    shown = browse("officer").get(page(order))
    offered = {one.verb: (one.title, one.first) for one in shown.context["steps"]}
    assert offered["receive_order"] == ("代承办单位签收", False)
    assert shown.context["waits_for"] == order.unit.name
    (own,) = browse("secretary").get(page(order)).context["steps"]
    assert (own.verb, own.title, own.first) == ("receive_order", "签收", True)


def test_who_reads_does_not_write_and_who_is_elsewhere_finds_nothing(city, browse):
    order = in_state(city, "issued", new=["专属问题"])
    for verb in ("receive_order", "recall_order", "close_order", "reply_order"):
        assert browse("leader").post(address(verb, order), {"version": 2}).status_code == 403
    for who in ("rival", "second", "member", "groupie"):
        client = browse(who)
        assert client.get(page(order)).status_code == 404
        assert "专属问题" not in client.get(LIST).content.decode()
        for verb in ("receive_order", "recall_order", "close_order", "reply_order"):
            assert client.post(address(verb, order), {"version": 2}).status_code == 404
    for name in ("secretary", "leader"):
        assert browse(name).get(reverse("rectification:order_new", args=["B1"])).status_code == 403
    assert browse("rival").get(reverse("rectification:order_new", args=["B1"])).status_code == 404
    assert browse("clerk").get(f"{page(order)}papers/else.docx").status_code == 404
    assert browse("clerk").post(f"{page(order)}steps/else/", {"version": 2}).status_code == 404


@pytest.fixture
def orders(city):
    """One in each state to the first branch, one to the second, one between others."""
    for state in ("draft", "issued", "received", "replied", "closed", "recalled"):
        in_state(city, state, new=[state], title=state)
    in_state(city, "issued", new=["二"], unit=city.two, title="second", actor=city.clerk)
    of_root = drafted(
        city, new=["三"], unit=city.far, issuer=city.root, actor=city.officer, title="far"
    )
    step(city, "issue_order", of_root, city.officer)


def titles(viewer, day=ON, **wanted):
    return [row.title for row in queries.listed(viewer, Wanted(**wanted), day)]


def test_each_sees_their_part_and_a_draft_is_the_issuers_alone(city, orders):
    sent = ["second", "recalled", "closed", "replied", "received", "issued"]
    assert titles(city.clerk) == ["draft", *sent]
    assert titles(city.secretary) == ["recalled", "closed", "replied", "received", "issued"]
    assert titles(city.leader) == titles(city.secretary)
    assert titles(city.second) == ["second"]
    assert titles(city.rival) == ["far"]
    assert titles(city.officer) == ["draft", "far", *sent]
    assert titles(city.member) == []


def test_every_filter_narrows(city, orders):
    officer, late = city.officer, date(2021, 7, 6)
    assert titles(officer, state="replied") == ["replied"]
    assert titles(officer, state="late") == []
    assert titles(officer, late, state="late") == ["far", "second", "issued"]
    assert titles(officer, date(2021, 8, 1), state="late") == [
        "far", "second", "received", "issued",
    ]  # fmt: skip
    assert titles(officer, unit="B2") == ["second"]
    assert titles(officer, unit="D") == ["far"]
    assert titles(officer, issuer="R") == ["far"]
    assert titles(city.secretary, issuer="C", state="issued") == ["issued"]
    assert titles(officer, year=2020) == []
    assert titles(city.secretary, unit="E1") == []


def test_the_boxes_hold_what_waits_for_the_viewers_own_units(city, orders):
    assert queries.numbers(city.secretary) == {"receive": 1, "reply": 1, "verify": 0, "ours": 0}
    assert queries.numbers(city.clerk) == {"receive": 0, "reply": 0, "verify": 1, "ours": 7}
    assert queries.numbers(city.officer) == {"receive": 0, "reply": 0, "verify": 0, "ours": 1}
    assert titles(city.secretary, box="receive") == ["issued"]
    assert titles(city.clerk, box="verify") == ["replied"]


def test_what_waits_on_the_desk(city, orders):
    found = queries.orders_waiting(city.secretary, city.one, date(2021, 7, 6))
    assert [(one.order.title, one.verb, one.due_on, one.late) for one in found] == [
        ("issued", "receive_order", date(2021, 7, 5), True),
        ("received", "reply_order", date(2021, 7, 31), False),
    ]
    assert queries.orders_waiting(city.secretary, city.one, date(2021, 6, 29)) == []
    assert queries.orders_waiting(city.rival, city.one, ON) == []
    assert [one.title for one in queries.orders_to_verify(city.clerk, ON)] == ["replied"]
    assert not queries.orders_to_verify(city.secretary, ON).exists()


def test_the_list_goes_out_as_a_workbook(city, browse, orders):
    answer = browse("clerk").get(reverse("rectification:orders_export"), {"state": "closed"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    day = ON.isoformat()
    assert [str(value)[:10] for value in rows[-1]] == [
        "督交办〔2021〕4", "closed", "甲局机关党委", "第一支部", "半年督查", day, "2021-07-05", day,
        "2021-07-31", day, day, "1", "1", "已办结",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(
    city, browse, number, django_assert_num_queries
):
    client = browse("clerk")
    for each in range(number):
        in_state(city, "replied", new=["一", "二"], title=f"第{each}份")
    client.get(LIST)
    with django_assert_num_queries(10):
        assert len(client.get(LIST).context["lines"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_at_any_length(
    city, browse, number, django_assert_num_queries
):
    order = in_state(city, "replied", new=[f"问题{each}" for each in range(number)])
    client = browse("clerk")
    client.get(page(order))
    with django_assert_num_queries(9):
        assert len(client.get(page(order)).context["lines"]) == number


def test_issuers_are_the_viewers_own_units_above(city):
    assert queries.issuers(city.clerk, city.one) == [city.office]
    assert queries.issuers(city.officer, city.one) == [city.root]
    assert queries.issuers(city.secretary, city.one) == []
    assert queries.issuers(city.secretary, city.group) == [city.one]
    assert queries.issuers(city.rival, city.one) == []
    assert [unit.code for unit in queries.recipients(city.clerk)] == ["B1", "G1", "B2"]
    raised(city, city.two)
    assert [unit.code for unit in queries.recipients(city.clerk)] == ["B2", "B1", "G1"]
    assert [unit.code for unit in queries.recipients(city.clerk, "第一")] == ["B1", "G1"]
