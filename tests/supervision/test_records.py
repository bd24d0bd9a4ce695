"""The record of a visit: a draft, confirmed once with its problems, amended, voided."""

from datetime import date, timedelta

import pytest

from tests.supervision.build import NOW, THREE, confirmed, drawn, go, planned, record
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.rectification.models import Problem
from xianfeng.supervision.models import Visit
from xianfeng.supervision.rules import conflict

ON = date(2021, 6, 30)


def said(refused):
    return refused.value.message


def test_a_draft_is_kept_and_raises_nothing(city):
    visit = planned(city)
    go("save_record", city.officer, visit, record=record(*THREE))
    visit.refresh_from_db()
    assert (visit.state, visit.held_on, Problem.objects.count()) == ("draft", None, 0)
    assert visit.draft["findings"][1] == {
        "category": "organisation",
        "text": "支委会缺一次",
        "due_on": "2021-07-15",
        "severity": "serious",
    }


def test_confirming_raises_the_problems_under_one_audit_row(city):
    before = AuditEntry.objects.count()
    visit = planned(city)
    start = AuditEntry.objects.count()
    assert start > before
    confirmed(city, visit, *THREE)
    assert AuditEntry.objects.count() == start + 1
    visit.refresh_from_db()
    assert (visit.state, visit.held_on, visit.confirmed_on) == ("confirmed", date(2021, 6, 29), ON)
    rows = Problem.objects.values_list(
        "unit", "verifier", "source", "category", "severity", "text", "found_on", "due_on", "origin"
    )
    origin = f"supervision.visit:{visit.pk}"
    held, unit, root = date(2021, 6, 29), city.c.pk, city.root.pk
    assert sorted(rows, key=lambda row: row[7]) == [
        (unit, root, "inspection", "integrity", "ordinary", "公示不及时", held,
         date(2021, 7, 10), origin),
        (unit, root, "inspection", "organisation", "serious", "支委会缺一次", held,
         date(2021, 7, 15), origin),
        (unit, root, "inspection", "style", "ordinary", "会议记录不全", held,
         date(2021, 7, 30), origin),
    ]  # fmt: skip
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.unit_id) == ("supervision.confirm_visit", root)
    assert sorted(entry.new["problems"]) == sorted(Problem.objects.values_list("pk", flat=True))


def test_nothing_found_is_an_answer(city):
    visit = confirmed(city)
    assert (visit.state, Problem.objects.count(), visit.team_names) == (
        "confirmed",
        0,
        "工委办公室",
    )


@pytest.mark.parametrize(
    ("made", "words", "field"),
    [
        (record(none=False), "请写发现的问题；没有的，点“本次没有发现问题”", ""),
        (record(THREE[0], none=True), "已写了问题。确实没有问题的，请先清空问题再点", ""),
        (record(held_on=date(2021, 7, 1)), "督导日期在今天之后，请核对", "held_on"),
        (
            record(held_on=date(2020, 6, 28)),
            "督导日期在一年以前，请核对；往年的督导请从台账导入",
            "held_on",
        ),
        (record(names=" "), "没有抽取督导组，请写明去了哪些人", "team_names"),
        (record(*THREE * 11), "一次最多写 30 个问题，请分开记录", ""),
    ],
)
def test_what_cannot_be_is_refused_whole(city, made, words, field):
    visit = planned(city)
    with pytest.raises(Refused) as refused:
        go("confirm_visit", city.officer, visit, record=made)
    assert (said(refused), refused.value.field) == (words, field)
    visit.refresh_from_db()
    assert (visit.state, visit.version, Problem.objects.count()) == ("planned", 1, 0)


def test_a_visit_is_not_recorded_twice(city):
    visit = planned(city)
    confirmed(city, visit, THREE[0])
    with pytest.raises(Refused, match="已确认，现在不能这样办"):
        confirmed(city, visit, THREE[0])
    twin = planned(city)
    with pytest.raises(Refused, match="当天已有一次同样方式的督导记录"):
        confirmed(city, twin, THREE[0])
    assert Problem.objects.count() == 1


def test_somebody_on_the_team_records_and_nobody_else_of_their_unit(city):
    visit = planned(city)
    with pytest.raises(Denied):
        confirmed(city, visit, actor=city.mate)
    drawn(city, visit, number=4)
    confirmed(city, visit, THREE[0], actor=city.mate)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.actor_name, entry.verb) == ("mate", "supervision.confirm_visit")
    for who in ("rival", "clerk", "secretary", "leader", "member"):
        with pytest.raises(Denied):
            confirmed(city, planned(city, city.f), actor=getattr(city, who))


def test_who_was_replaced_does_not_record(city):
    visit = planned(city)
    drawn(city, visit, number=3)
    mate = city.people["李丽"]
    if not visit.team.filter(member=mate).exists():
        visit.team.filter(leader=False).update(left_because="")
        other = visit.team.filter(leader=False).first()
        other.member = mate
        other.save()
    go("replace_member", city.officer, visit, member_id=mate.pk, reason="出差")
    with pytest.raises(Denied):
        confirmed(city, visit, actor=city.mate)
    assert conflict(city.c.path, {city.e1.path}, on_last_team=False) == ""


def test_an_amendment_keeps_what_was_said_and_may_add_findings(city):
    visit = confirmed(city, None, THREE[0])
    late = record(THREE[1], held_on=date(2021, 6, 28), looked="补：看了公示栏")
    go("amend_visit", city.officer, visit, record=late, reason="漏记一个问题")
    visit.refresh_from_db()
    assert (visit.held_on, visit.looked) == (date(2021, 6, 28), "补：看了公示栏")
    old = visit.amendments.get()
    assert (old.reason, old.old_held_on, old.old_looked, old.added) == (
        "漏记一个问题",
        date(2021, 6, 29),
        "查阅会议记录",
        1,
    )
    assert list(Problem.objects.order_by("pk").values_list("text", flat=True)) == [
        "会议记录不全",
        "支委会缺一次",
    ]
    with pytest.raises(Refused, match="请写明更正的原因"):
        go("amend_visit", city.officer, visit, record=record(looked="再改"), reason=" ")
    same = record(held_on=date(2021, 6, 28), looked="补：看了公示栏")
    with pytest.raises(Refused, match="没有改动任何内容"):
        go("amend_visit", city.officer, visit, record=same, reason="看看")


def test_voiding_waits_until_its_problems_are_withdrawn(city):
    visit = confirmed(city, None, *THREE)
    Problem.objects.filter(text="公示不及时").update(state="withdrawn")
    with pytest.raises(Refused) as refused:
        go("void_visit", city.officer, visit, reason="记错单位")
    assert said(refused) == ("本次发现的 2 个问题还在整改台账里，请先在台账撤回，再作废这次督导")
    Problem.objects.update(state="withdrawn")
    go("void_visit", city.officer, visit, reason="记错单位")
    visit.refresh_from_db()
    assert (visit.state, visit.ended_because) == ("voided", "记错单位")


def test_a_voided_day_may_be_recorded_again(city):
    visit = confirmed(city)
    go("void_visit", city.officer, visit, reason="记错")
    again = confirmed(city, planned(city))
    assert Visit.objects.get(state="confirmed") == again


def test_the_day_is_set_ahead_and_inside_the_year(city):
    visit = planned(city)
    for day, words in (
        (date(2021, 6, 29), "日期在今天之前；已经开展的，请直接记录"),
        (date(2022, 1, 4), "日期不在计划的年度里，请核对"),
    ):
        with pytest.raises(Refused) as refused:
            go("schedule_visit", city.officer, visit, planned_on=day)
        assert said(refused) == words
    go("schedule_visit", city.officer, visit, planned_on=date(2021, 7, 2))
    visit.refresh_from_db()
    assert visit.planned_on == date(2021, 7, 2)


def test_an_announcement_needs_day_and_team_and_an_unannounced_visit_has_none(city):
    visit = planned(city)
    with pytest.raises(Refused, match="请先定日期"):
        go("announce_visit", city.officer, visit)
    go("schedule_visit", city.officer, visit, planned_on=ON)
    with pytest.raises(Refused, match="请先抽取督导组"):
        go("announce_visit", city.officer, visit)
    drawn(city, visit)
    go("announce_visit", city.officer, visit)
    with pytest.raises(Refused, match="已经通知过"):
        go("announce_visit", city.officer, visit)
    quiet = planned(city, kind="unannounced")
    go("schedule_visit", city.officer, quiet, planned_on=ON)
    drawn(city, quiet)
    with pytest.raises(Refused, match="明察暗访不事先通知"):
        go("announce_visit", city.officer, quiet)


def test_cancelling_says_why(city):
    visit = planned(city)
    with pytest.raises(Refused, match="请写明取消的原因"):
        go("cancel_visit", city.officer, visit, reason="")
    go("cancel_visit", city.officer, visit, reason="合并到下季度")
    visit.refresh_from_db()
    assert (visit.state, visit.ended_because) == ("cancelled", "合并到下季度")


def test_an_amended_day_is_not_later_than_the_confirmation(city):
    visit = confirmed(city)
    later = NOW + timedelta(days=3)
    with pytest.raises(Refused) as refused:
        go(
            "amend_visit", city.officer, visit, at=later, reason="记错了",
            record=record(held_on=date(2021, 7, 2)),
        )  # fmt: skip
    assert refused.value.field == "held_on"
    visit.refresh_from_db()
    assert visit.held_on == date(2021, 6, 29)
