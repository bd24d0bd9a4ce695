"""What waits for an answer, the cards beside it, and what an office watches."""

from datetime import date

import pytest
from django.test import Client

from tests.desk.conftest import NOW, TODAY
from tests.desk.reading import cards, links, read
from tests.members.build import member, post
from tests.plans.build import digest, plan, task
from tests.units.build import unit, user
from xianfeng.accounts.models import User
from xianfeng.burden.models import Collection, Reply
from xianfeng.desk import queries
from xianfeng.duties.models import Waiver
from xianfeng.plans.models import Change
from xianfeng.rectification import actions
from xianfeng.rectification.actions import Finding
from xianfeng.rectification.models import Order, Problem
from xianfeng.rectification.queries import orders as order_queries
from xianfeng.responsibility.models import DutyList
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db
SINCE = date(2021, 9, 1)


@pytest.fixture
def people(city):
    """Return viewers: the office above, the secretary of the branch, and the one beside."""
    roles = {
        "office": (Role.OFFICE, city.office),
        "secretary": (Role.SECRETARY, city.one),
        "sibling": (Role.SECRETARY, city.two),
    }
    users = {name: user(f"{name}-who", role) for name, role in roles.items()}
    return {name: viewer_of(one, TODAY) for name, one in users.items()}


def signed_in(people, who):
    client = Client()
    client.force_login(User.objects.get(pk=people[who].user_id))
    return client


def problem(city, people, text="台账不全", at=None, due_on=date(2021, 11, 30), order=None):
    found = Finding(
        text=text, source="inspection", category="organisation", found_on=date(2021, 10, 8),
        due_on=due_on,
    )  # fmt: skip
    made = actions.raise_problem(
        actor=people["office"], at=NOW, unit=at or city.one, verifier=city.office, found=found
    )
    if order:
        Problem.objects.filter(pk=made.pk).update(order=order)
    return made


def order(city, state="issued", title="督查交办", seq=1, to=None):
    steps = ("issued", "received", "replied")
    reached = {f"{step}_on": date(2021, 11, 10) for step in steps[: steps.index(state) + 1]}
    return Order.objects.create(
        issuer=city.office, unit=to or city.one, title=title, year=2021, seq=seq, state=state,
        due_on=date(2021, 11, 25), receive_by=date(2021, 11, 13), **reached,
    )  # fmt: skip


def collection(city, title="报送年度数据", due_on=date(2021, 11, 28)):
    made = Collection.objects.create(
        unit=city.office, title=title, purpose="年报", due_on=due_on, expires_on=date(2021, 12, 5),
        state="issued", issued_on=date(2021, 11, 1),
    )  # fmt: skip
    return Reply.objects.create(collection=made, unit=city.one)


def duty_list(city, who):
    return DutyList.objects.create(
        unit=city.one, issuer=city.office, member=who, title="secretary", kind="first", year=2021,
        state="issued", issued_on=date(2021, 11, 1), sign_by=date(2021, 11, 16),
        year_due_on=date(2022, 1, 31),
    )  # fmt: skip


def answers(page):
    """Return (what, when and who, button) of each line of 等我答复."""
    card = next(
        (one for one in page.all("section", c="card") if one.all("h2")[0].text == "等我答复"), None
    )
    return [] if card is None else [
        (
            line.all("p")[0].text,
            line.all("div", c="desk-mark")[0].text,
            [(one.text, one.attrs["href"]) for one in line.all("a", c="btn")],
        )
        for line in card.all("li")
    ]  # fmt: skip


def everything(city, people):
    """Ask one thing of each kind of the first branch."""
    carried = order(city)
    problem(city, people, "在交办单上的", order=carried)
    alone = problem(city, people)
    reply = collection(city)
    urged = digest(task(plan(city.root), city.one, 1, date(2021, 12, 1)), city.office, SINCE)
    return carried, alone, reply, urged


def test_each_has_its_one_button_and_the_earliest_is_first(city, people):
    carried, alone, reply, _urged = everything(city, people)
    told = answers(read(signed_in(people, "secretary"), "/"))
    assert [(what, words, [label for label, _ in buttons]) for what, words, buttons in told] == [
        ("催办通知", "◐2021-09-01 甲局机关党委", ["查看"]),
        ("交办单：督查交办", "■逾期 8 天 甲局机关党委", ["签收"]),
        ("报送年度数据", "◐还有 7 天 甲局机关党委", ["填报"]),
        ("问题：台账不全", "◐还有 9 天 甲局机关党委", ["报整改"]),
    ]
    assert [buttons[0][1] for _what, _words, buttons in told[1:]] == [
        f"/rectification/orders/{carried.pk}/",
        f"/burden/replies/{reply.pk}/",
        f"/rectification/problems/{alone.pk}/",
    ]


def test_a_received_order_waits_for_its_reply(city, people):
    order(city, "received")
    found = queries.waiting(people["secretary"], city.one, TODAY).answers
    assert [(row.kind, row.state, row.due) for row in found] == [
        ("order", "received", date(2021, 11, 25))
    ]
    order(city, "replied", seq=2)
    assert len(queries.waiting(people["secretary"], city.one, TODAY).answers) == 1


def test_the_orders_are_those_of_the_ledger(city, people):
    for seq, state in enumerate(("issued", "received", "replied"), 1):
        order(city, state, seq=seq)
    listed = order_queries.orders_waiting(people["secretary"], city.one, TODAY)
    found = queries.waiting(people["secretary"], city.one, TODAY).answers
    assert [(row.key, row.due) for row in found] == [(one.order.pk, one.due_on) for one in listed]


def test_a_duty_list_waits_for_the_one_whose_it_is(city, people):
    who = member("周书记", city.one)
    post(who, city.one, "secretary")
    duty_list(city, who)
    assert answers(read(signed_in(people, "secretary"), "/")) == []
    who.user_id = people["secretary"].user_id
    who.save(update_fields=["user"])
    (told,) = answers(read(signed_in(people, "secretary"), "/"))
    assert (told[0], [label for label, _ in told[2]]) == ("2021年第一责任清单", ["签字"])


def test_nothing_of_it_shows_beside_or_before_its_day(city, people):
    everything(city, people)
    assert answers(read(signed_in(people, "sibling"), "/")) == []
    assert answers(read(signed_in(people, "secretary"), "/?as_of=2021-08-31")) == []
    text = signed_in(people, "sibling").get("/").content.decode()
    assert [word for word in ("台账不全", "督查交办", "报送年度数据") if word in text] == []


def test_a_reader_without_the_right_to_record_has_links_and_no_buttons(city, people, enter):
    everything(city, people)
    told = answers(read(enter((Role.LEADER, city.one)), "/"))
    assert [buttons for _what, _words, buttons in told] == [[], [], [], []]


def test_cards_in_force_say_what_for_and_how_they_are_lifted(city, people):
    page = read(signed_in(people, "secretary"), "/")
    card = next(one for one in page.all("section", c="card") if one.all("h2")[0].text == "在亮的牌")
    assert card.all("p")[0].text == "办完并记录，当天自动解除；有不同意见，点开可以申诉。"
    assert [line.text for line in card.all("li")] == [
        "红牌 党小组会 2021年9月 第一小组",
        "红牌 主题党日 2021年9月",
        "黄牌 党小组会 2021年10月 第一小组",
        "黄牌 主题党日 2021年10月",
    ]
    href = links(card, "主题党日")[0]
    assert href == "/duties/cards/of/branch.theme_day/B1/2021-09/0"
    assert signed_in(people, "secretary").get(href).status_code == 200
    assert signed_in(people, "sibling").get(href).status_code == 404


def test_the_office_verifies_and_sees_the_cards(city, people):
    order(city, "replied")
    answered = problem(city, people)
    actions.answer_problem(
        actor=people["secretary"], at=NOW, problem=answered, version=answered.version,
        text="已补齐", on=TODAY,
    )  # fmt: skip
    page = read(signed_in(people, "office"), "/")
    told = cards(page)
    assert told["待核实的交办单"] == [("◐2021-11-10 报来", "督查交办 第一支部", [])]
    assert told["待核实的问题"] == [("◐2021-11-21 报来", "台账不全 第一支部", [])]
    assert told["黄牌红牌"] == [
        ("红牌", "主题党日 2021年9月 第一支部", []),
        ("黄牌", "主题党日 2021年10月 第一支部", []),
        ("红牌", "党小组会 2021年9月 第一小组", []),
    ]
    titles = [one.all("h2")[0].text for one in page.all("div", c="page-content")[0].all("section")]
    assert titles[:3] == ["黄牌红牌", "待核实的交办单", "待核实的问题"]


def test_what_units_ask_waits_for_who_decides_it(city, people):
    Waiver.objects.create(
        unit=city.one, rule="branch.theme_day", period="2021-11",
        asked_on=date(2021, 11, 19), reason="集中抗洪", asked_by_id=people["secretary"].user_id,
    )  # fmt: skip
    told = cards(read(signed_in(people, "office"), "/"))
    assert told["等您答复的免办和申诉"] == [
        ("◐等了 2 天", "申请免办：主题党日 2021年11月 第一支部", [])
    ]


def test_a_change_asked_for_waits_for_the_office_that_issued_the_plan(city, people):
    ours = task(plan(city.office), city.one, 1, date(2021, 12, 1), title="开展轮训")
    theirs = task(plan(city.root), city.one, 1, date(2021, 12, 1), title="别的计划")
    for row in (ours, theirs):
        Change.objects.create(
            task=row, old_title=row.title, new_title=row.title, old_due=row.due_on,
            new_due=date(2021, 12, 20), reason="等上级部署", asked_on=date(2021, 11, 20),
        )  # fmt: skip
    page = read(signed_in(people, "office"), "/")
    assert cards(page)["等您答复的任务调整"] == [("◐2021-11-20 提出", "开展轮训 第一支部", [])]
    assert "等您答复的任务调整" not in cards(read(signed_in(people, "sibling"), "/"))
    change = Change.objects.get(task=ours)
    change.state, change.closed_on = "approved", TODAY
    change.save()
    assert "等您答复的任务调整" not in cards(read(signed_in(people, "office"), "/"))


def test_an_office_beside_sees_nothing_of_it(city, people, enter):
    order(city, "replied")
    problem(city, people, due_on=date(2021, 11, 1))
    beside = unit("D", city.root, UnitKind.COMMITTEE, name="乙局机关党委", established_on=SINCE)
    assert list(cards(read(enter((Role.OFFICE, beside)), "/"))) == ["需要过问", "接下来三个月换届"]


def test_a_number_opens_the_list_of_exactly_those(city, people):
    for number in range(4):
        made = problem(city, people, f"问题{number}")
        actions.answer_problem(
            actor=people["secretary"], at=NOW, problem=made, version=made.version, text="已改",
            on=TODAY,
        )  # fmt: skip
    client = signed_in(people, "office")
    card = next(
        one
        for one in read(client, "/").all("section", c="card")
        if one.all("h2")[0].text == "待核实的问题"
    )
    assert card.all("p")[0].text == "4个按组织顺序先列 3 个"
    listed = client.get(card.all("p")[0].all("a")[0].attrs["href"]).content.decode()
    assert [f"问题{number}" in listed for number in range(4)] == [True] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_do_not_grow(city, people, rows, django_assert_num_queries):
    for number in range(rows):
        everything_of = order(city, seq=number + 1)
        problem(city, people, f"甲{number}", order=everything_of)
        problem(city, people, f"乙{number}", due_on=date(2021, 11, 1 + number))
        collection(city, f"征集{number}")
    branch, office = signed_in(people, "secretary"), signed_in(people, "office")
    for client in (branch, office):
        client.get("/")
    with django_assert_num_queries(13):
        branch.get("/")
    with django_assert_num_queries(17):
        office.get("/")
