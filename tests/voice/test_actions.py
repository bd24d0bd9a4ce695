"""What a unit says and asks, and what it is told: right actor, sibling, outsider; every edge."""

from datetime import date, timedelta

import pytest

from tests.units.build import NOW, unit, user
from tests.voice.build import consultation, item, notice, opinion, thread
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of
from xianfeng.voice import actions, rules
from xianfeng.voice.enums import Stage
from xianfeng.voice.models import Notice, Opinion, Remark, Thread

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    return root, unit("A", root), unit("B", root)


@pytest.fixture
def people(city):
    root, a, b = city
    found = {
        "officer": user("officer", (Role.COMMITTEE_OFFICER, root)),
        "secretary": user("secretary", (Role.SECRETARY, a)),
        "member": user("member", (Role.MEMBER, a)),
        "leader": user("leader", (Role.LEADER, a)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
        "outsider": user("outsider"),
    }
    return {name: viewer_of(one, TODAY) for name, one in found.items()}


def published(actor, at_unit, **more):
    said = {"title": "开会", "text": "三点", "from_on": TODAY, "until_on": None, "below": True}
    return actions.publish_notice(actor=actor, at=NOW, unit=at_unit, **said | more)


def given(actor, at_unit, **more):
    said = {"subject": "work", "text": "少开会"} | more
    return actions.give_opinion(actor=actor, at=NOW, unit=at_unit, **said)


def test_a_notice_is_published_by_who_keeps_the_records(city, people):
    made = published(people["secretary"], city[1])
    assert (made.title, made.on_behalf, made.written_by_id) == (
        "开会", False, people["secretary"].user_id,
    )  # fmt: skip
    assert published(people["officer"], city[1]).on_behalf is True
    for name in ("member", "leader", "sibling", "outsider"):
        with pytest.raises(Denied):
            published(people[name], city[1])
    assert AuditEntry.objects.count() == Notice.objects.count() == 2


def test_a_notice_does_not_end_before_it_begins(city, people):
    with pytest.raises(Refused) as refusal:
        published(people["secretary"], city[1], until_on=TODAY - timedelta(days=1))
    assert refusal.value.field == "until_on"


def test_a_notice_is_withdrawn_once_with_a_reason(city, people):
    made = notice(city[1])
    secretary = people["secretary"]
    with pytest.raises(Refused):
        actions.withdraw_notice(actor=secretary, at=NOW, notice=made, reason=" ")
    actions.withdraw_notice(actor=secretary, at=NOW, notice=made, reason="时间改了")
    made.refresh_from_db()
    assert (made.withdrawn_on, made.withdrawn_reason, made.text) == (TODAY, "时间改了", "内容")
    with pytest.raises(Refused):
        actions.withdraw_notice(actor=secretary, at=NOW, notice=made, reason="再来")


def test_the_library_takes_a_text_or_a_link(city, people):
    add = {"actor": people["secretary"], "at": NOW, "unit": city[1], "title": "党章", "below": True}
    made = actions.add_to_library(**add, text="", link="https://example.com/")
    assert made.added_on == TODAY
    with pytest.raises(Refused) as refusal:
        actions.add_to_library(**add, text=" ", link="")
    assert refusal.value.field == "text"
    gone = item(city[1])
    actions.withdraw_library_item(actor=people["secretary"], at=NOW, item=gone, reason="旧了")
    gone.refresh_from_db()
    assert gone.withdrawn_reason == "旧了"


def test_an_opinion_goes_to_one_s_own_unit_or_the_one_above(city, people):
    root, a, b = city
    made = given(people["member"], a)
    assert (made.author_name, made.received_on, made.due_on) == (
        "member", TODAY, date(2021, 7, 15),
    )  # fmt: skip
    assert given(people["member"], root).unit == root
    for name, at_unit in (("member", b), ("sibling", a), ("outsider", a)):
        with pytest.raises(Denied):
            given(people[name], at_unit)
    assert Opinion.objects.count() == 2


def test_the_recorder_writes_down_what_was_said_and_nobody_else_does(city, people):
    made = given(people["secretary"], city[1], from_whom="老王")
    assert (made.author_name, made.on_behalf) == ("老王", True)
    with pytest.raises(Refused) as refusal:
        given(people["member"], city[1], from_whom="老王")
    assert refusal.value.field == "from_whom"


def test_an_answer_is_given_and_put_right_by_the_office(city, people):
    made = opinion(city[1], received_on=date(2021, 6, 1), due_on=date(2021, 6, 16))
    secretary = people["secretary"]
    for name in ("member", "leader", "sibling"):
        with pytest.raises(Denied):
            actions.answer_opinion(
                actor=people[name], at=NOW, opinion=made, outcome="taken", answer="好"
            )
    for outcome, answer in (("taken", " "), ("", "好"), ("great", "好")):
        with pytest.raises(Refused):
            actions.answer_opinion(
                actor=secretary, at=NOW, opinion=made, outcome=outcome, answer=answer
            )
    actions.answer_opinion(actor=secretary, at=NOW, opinion=made, outcome="taken", answer="照办")
    later = NOW + timedelta(days=3)
    actions.answer_opinion(
        actor=secretary, at=later, opinion=made, outcome="not_taken", answer="经费不够"
    )
    made.refresh_from_db()
    assert (made.answered_on, made.outcome, made.answer) == (TODAY, "not_taken", "经费不够")
    assert AuditEntry.objects.order_by("seq").last().old == {"outcome": "taken", "answer": "照办"}


def at_stage(a, stage):
    """Return a consultation that stands so on the day of the tests."""
    days = {
        Stage.COMING: (TODAY + timedelta(days=1), TODAY + timedelta(days=9)),
        Stage.OPEN: (TODAY, TODAY),
        Stage.CLOSED: (date(2021, 6, 1), TODAY - timedelta(days=1)),
        Stage.DECIDED: (date(2021, 6, 1), date(2021, 6, 2)),
        Stage.WITHDRAWN: (date(2021, 6, 1), TODAY),
    }[stage]
    more = {}
    if stage == Stage.DECIDED:
        more = {"decided_on": date(2021, 6, 3), "decision": "定了"}
    if stage == Stage.WITHDRAWN:
        more = {"withdrawn_on": TODAY, "withdrawn_reason": "不问了"}
    return consultation(a, asked_on=days[0], due_on=days[1], **more)


def go(verb, people, a, asked):
    secretary = people["secretary"]
    if verb == "give":
        given(people["member"], a, consultation=asked)
    elif verb == "decide":
        actions.decide(actor=secretary, at=NOW, consultation=asked, decision="定了")
    else:
        actions.withdraw_consultation(actor=secretary, at=NOW, consultation=asked, reason="不问了")


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("verb", ["give", "decide", "withdraw"])
def test_every_edge_of_a_consultation_and_no_other(city, people, stage, verb):
    asked = at_stage(city[1], stage)
    if rules.may(verb, stage):
        go(verb, people, city[1], asked)
        assert AuditEntry.objects.count() == 1
    else:
        with pytest.raises(Refused):
            go(verb, people, city[1], asked)
        assert AuditEntry.objects.count() == 0


def test_nothing_is_decided_before_every_opinion_is_answered(city, people):
    asked = at_stage(city[1], Stage.CLOSED)
    made = opinion(city[1], of=asked)
    with pytest.raises(Refused) as refusal:
        go("decide", people, city[1], asked)
    assert refusal.value.message == "还有 1 条意见没有答复，请先逐条答复"
    actions.answer_opinion(
        actor=people["secretary"], at=NOW, opinion=made, outcome="taken", answer="好"
    )
    go("decide", people, city[1], asked)
    asked.refresh_from_db()
    assert (asked.decided_on, asked.decision) == (TODAY, "定了")


def test_who_is_asked_takes_part_and_a_sibling_does_not(city, people):
    asked = at_stage(city[1], Stage.OPEN)
    for name in ("member", "leader", "secretary", "officer"):
        given(people[name], city[1], consultation=asked)
    for name in ("sibling", "outsider"):
        with pytest.raises(Denied):
            given(people[name], city[1], consultation=asked)


def test_a_superior_asks_everybody_below_or_only_its_own(city, people):
    root = city[0]
    asked = consultation(root, asked_on=TODAY, due_on=TODAY)
    assert given(people["member"], root, consultation=asked).consultation == asked
    own = consultation(root, asked_on=TODAY, due_on=TODAY, below=False)
    with pytest.raises(Denied):
        given(people["member"], root, consultation=own)


def test_a_discussion_is_opened_continued_and_closed(city, people):
    said = {"title": "怎么开党日", "text": "我先说"}
    made = actions.open_thread(actor=people["member"], at=NOW, unit=city[1], **said)
    actions.remark(actor=people["secretary"], at=NOW, thread=made, text="我也说")
    names = list(made.remarks.values_list("author_name", "text"))
    assert names == [("member", "我先说"), ("secretary", "我也说")]
    for name in ("member", "sibling"):
        with pytest.raises(Denied):
            actions.close_thread(actor=people[name], at=NOW, thread=made)
    with pytest.raises(Denied):
        actions.remark(actor=people["sibling"], at=NOW, thread=made, text="路过")
    actions.close_thread(actor=people["secretary"], at=NOW, thread=made)
    with pytest.raises(Refused):
        actions.remark(actor=people["member"], at=NOW, thread=made, text="还有")
    with pytest.raises(Refused):
        actions.close_thread(actor=people["secretary"], at=NOW, thread=made)
    assert Thread.objects.get().closed_on == TODAY


def test_a_discussion_under_a_notice_reaches_as_far_as_the_notice(city, people):
    over = notice(city[0], below=True)
    made = actions.open_thread(
        actor=people["member"], at=NOW, unit=city[1], title="问", text="几点", notice=over
    )
    assert (made.unit, made.below) == (city[0], True)


def test_one_takes_back_one_s_own_words_and_nobody_else_s(city, people):
    made = thread(city[1], text="说错了")
    words = made.remarks.get()
    with pytest.raises(Denied):
        actions.withdraw_remark(actor=people["secretary"], at=NOW, remark=words)
    own = actions.remark(actor=people["member"], at=NOW, thread=made, text="我的")
    actions.withdraw_remark(actor=people["member"], at=NOW, remark=own)
    assert Remark.objects.get(pk=own.pk).text == ""
    with pytest.raises(Refused):
        actions.withdraw_remark(actor=people["member"], at=NOW, remark=own)
