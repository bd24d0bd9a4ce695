"""Who designs, issues, answers and closes what; what is asked twice is refused."""

from datetime import date, timedelta

import pytest

from tests.burden.build import (
    DESKS,
    MEMBERS,
    ON,
    answered,
    at,
    drafted,
    issued,
    listed,
    reopened,
    reply_of,
    step,
    turn,
)
from tests.units.build import NOW, unit
from xianfeng.burden import actions, queries
from xianfeng.burden.actions.collections import Field
from xianfeng.burden.models import Collection, Reply
from xianfeng.burden.tasks import close_expired
from xianfeng.duties import queries as duties
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator


def duty(city, unit, on):
    """Return the states of what a unit owes under burden.collection by a day."""
    found = duties.duties(city.officer, as_of=on, rule="burden.collection", unit=unit)
    return [(each.due_on, each.state) for each in found]


def refused(call, *args, **more):
    with pytest.raises(Refused) as said:
        call(*args, **more)
    return said.value.message


@pytest.mark.parametrize("who", ["secretary", "rival", "leader", "member"])
def test_only_who_manages_the_asking_unit_designs_and_issues(city, who):
    task = drafted(city)
    with pytest.raises(Denied):
        drafted(city, actor=getattr(city, who))
    with pytest.raises(Denied):
        turn("issue_collection", getattr(city, who), task)
    assert Collection.objects.get().state == "draft"


def test_a_task_goes_to_units_in_being_below_of_its_kinds(city):
    unit("B3", city.office, name="已撤销", abolished_on=date(2021, 6, 1))
    unit("B4", city.office, name="未成立", established_on=date(2021, 7, 1))
    task = issued(city)
    assert [reply.unit.code for reply in task.replies.order_by("unit__path")] == ["B1", "B2"]
    assert refused(drafted, city, Field("text", "办公用房面积", "核定")).startswith(
        "“办公用房面积”已由"
    )


def test_what_the_system_holds_is_refused_with_where_it_is(city):
    said = refused(drafted, city, Field("number", "请填写本支部党员人数", "要用"))
    assert said == "系统里已有“党员数”，请直接引用或查看：/reports/figures/org.members/"
    said = refused(drafted, city, Field("text", "支部书记", "要用"))
    assert said == "系统里已有“书记姓名”，请直接引用或查看：/units/"


def test_the_same_to_the_same_units_is_refused_for_a_year(city):
    first = issued(city, DESKS, when=at(date(2020, 7, 1)), days=5)
    turn("close_collection", city.clerk, first, at(date(2020, 7, 9)))
    again = Field("number", "本支部办公用房面积", "再问")
    page = f"/burden/collections/{first.pk}/"
    assert refused(drafted, city, again).endswith(page)
    # A superior that asks all branches of the city asks these two again.
    assert refused(drafted, city, again, unit=city.root, actor=city.officer).endswith(page)
    later = drafted(city, again, when=at(date(2021, 7, 2)))
    assert later.items.get().title == "本支部办公用房面积"
    # Other units were never asked.
    other = drafted(city, again, unit=city.other, actor=city.rival)
    assert other.items.count() == 1


def test_two_drafts_that_ask_the_same_cannot_both_be_issued(city):
    first = drafted(city, DESKS)
    second = drafted(city, DESKS, title="另一份")
    turn("issue_collection", city.clerk, first)
    assert "已由《办公条件征集》" in refused(turn, "issue_collection", city.clerk, second)
    assert Collection.objects.get(pk=second.pk).state == "draft"
    turn("recall_collection", city.clerk, first, reason="问错了")
    assert turn("issue_collection", city.clerk, second).state == "issued"


def test_a_task_ends_after_90_days_and_within_a_year(city):
    task = drafted(city)
    assert task.expires_on == ON + timedelta(days=90)
    about = {"actor": city.clerk, "at": NOW, "unit": city.office, "title": "长", "purpose": "用"}
    about |= {"kinds": ["branch"], "due_on": date(2021, 8, 1)}
    assert "最长一年" in refused(
        actions.create_collection, **about, expires_on=ON + timedelta(days=366)
    )
    said = refused(actions.create_collection, **about, expires_on=date(2021, 7, 1))
    assert said == "截止日要在答复期限当天或以后"
    early = about | {"due_on": date(2021, 6, 29)}
    assert refused(actions.create_collection, **early).startswith("答复期限在今天之前")
    assert refused(actions.create_collection, **about | {"kinds": []}) == "请选发给哪些组织"


def test_past_its_last_day_a_task_is_closed_and_keeps_its_answers(city):
    task = issued(city)
    answered(task, city.one, city.secretary, "9人", "120")
    last = task.expires_on
    close_expired(last)
    assert Collection.objects.get(pk=task.pk).state == "issued"
    reply = reply_of(task, city.two)
    said = refused(answered, task, city.two, city.second, none=True, when=at(last + timedelta(1)))
    assert said == "这份任务已经结束，不用再答复"
    close_expired(last + timedelta(days=1))
    task.refresh_from_db()
    assert (task.state, task.expired, task.closed_on) == ("closed", True, last + timedelta(days=1))
    assert Reply.objects.get(pk=reply.pk).state == "open"
    assert reply_of(task, city.one).entries.count() == 2
    with pytest.raises(Denied):
        actions.close_expired(actor=city.officer, at=NOW)


def test_a_task_is_renewed_with_its_need_justified_anew(city):
    task = issued(city)
    about = {"expires_on": ON + timedelta(days=200), "reason": "还要用"}
    renewed = turn("renew_collection", city.clerk, task, **about)
    assert renewed.expires_on == ON + timedelta(days=200)
    row = AuditEntry.objects.order_by("-seq").first()
    assert (row.verb, row.new["reason"]) == ("burden.renew_collection", "还要用")
    late = about | {"expires_on": ON + timedelta(days=400)}
    assert "最长一年" in refused(turn, "renew_collection", city.clerk, task, **late)
    assert "晚于" in refused(turn, "renew_collection", city.clerk, task, **about)


def test_an_answer_is_owed_by_its_day_and_no_longer_once_the_task_ends(city):
    task = issued(city)
    due = task.due_on
    assert duty(city, city.one, due) == [(due, "open")]
    assert duty(city, city.one, due + timedelta(days=1)) == [(due, "overdue")]
    answered(task, city.one, city.secretary, none=True)
    assert duty(city, city.one, due + timedelta(days=1)) == [(due, "met")]
    turn("recall_collection", city.clerk, task, reason="问错了")
    assert duty(city, city.one, due + timedelta(days=1)) == [(due, "met")]
    assert duty(city, city.two, due + timedelta(days=1)) == []


def test_an_answer_is_whole_and_opened_again_with_a_reason(city):
    task = issued(city)
    assert refused(answered, task, city.one, city.secretary, "9人").startswith("请填写")
    assert refused(answered, task, city.one, city.secretary).startswith("请核对")
    reply = answered(task, city.one, city.secretary, "9人", "120")
    assert refused(answered, task, city.one, city.secretary, none=True).startswith(
        "这份任务已经答复过"
    )
    for who in (city.secretary, city.rival, city.second):
        with pytest.raises(Denied):
            reopened(reply, who)
    back = reopened(reply, city.clerk)
    assert (back.state, back.answered_on, back.entries.count()) == ("reopened", None, 2)
    again = answered(task, city.one, city.secretary, "9人", "130")
    assert [entry.value for entry in again.entries.all()] == ["9人", "130"]
    with pytest.raises(Denied):
        answered(task, city.one, city.second, none=True)


def test_a_choice_is_one_of_those_offered(city):
    task = issued(city, Field("choice", "场所是不是共用", "要用", choices=("是", "否")))
    said = refused(answered, task, city.one, city.secretary, "也许")
    assert said == "请在“场所是不是共用”的选项里选一个"


def test_what_the_desk_shows_to_answer(city):
    task = issued(city)
    waiting = queries.to_answer(city.secretary, city.one, ON)
    assert [reply.collection for reply in waiting] == [task]
    assert list(queries.to_answer(city.secretary, city.two, ON)) == []
    assert list(queries.to_answer(city.secretary, city.one, ON - timedelta(days=1))) == []
    assert list(queries.to_answer(operator("命令行"), city.one, ON)) == list(waiting)
    assert list(queries.to_answer(city.member, city.one, ON)) == []
    answered(task, city.one, city.secretary, none=True)
    assert list(queries.to_answer(city.secretary, city.one, ON)) == []


def test_a_stale_page_is_told_so(city):
    task = drafted(city, MEMBERS)
    with pytest.raises(Conflict):
        actions.issue_collection(actor=city.clerk, at=NOW, collection=task, version=1)
    group = listed(city.secretary, city.one)
    step("keep_group", city.secretary, group)
    with pytest.raises(Conflict):
        actions.close_group(actor=city.secretary, at=NOW, group=group, version=1)


def test_a_group_is_merged_into_another_of_its_own_unit(city):
    one, two = listed(city.secretary, city.one), listed(city.second, city.two)
    assert refused(step, "merge_group", city.clerk, one, into=two) == "请选本单位另一个在用的群"
    assert refused(step, "merge_group", city.clerk, one, into=one) == "请选本单位另一个在用的群"
    step("close_group", city.secretary, one)
    listed(city.secretary, city.one)
    assert refused(step, "reopen_group", city.secretary, one) == "清单里已有同名的群"
    with pytest.raises(Denied):
        step("keep_group", city.secretary, two)
    assert refused(listed, city.second, city.two, name="早", from_on=date(2021, 7, 1)).startswith(
        "建群日期"
    )


def test_the_command_line_lists_units_and_months(city, capsys):
    import json

    from xianfeng.cli.main import main

    listed(city.secretary, city.one)
    span = ["--from", "2021-01-01", "--to", "2021-12-31"]
    assert main(["burden", *span, "--unit", "C", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["unit"], row["month"], row["fields"], row["minutes"]) for row in rows] == [
        ("C", "2021-06", 0, 0),
        ("B1", "2021-06", 5, 2),
        ("B2", "2021-06", 0, 0),
    ]
    assert main(["burden", *span, "--unit", "none"]) == 2
    assert main(["burden", *span[2:], "--from", "2022-01-01"]) == 2
