"""Writing standards, every step of a check by who may take it, goals, and model branches."""

from datetime import date, timedelta

import pytest

from tests.standards.build import (
    LINES,
    NOW,
    answered,
    check_of,
    drafted,
    go,
    in_state,
    published,
    said,
)
from tests.units.build import unit, user
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.standards import actions, rules
from xianfeng.standards.actions.checks import Said
from xianfeng.standards.enums import CheckState
from xianfeng.standards.models import Check, Goal, Item, ModelBranch, Plan
from xianfeng.units.enums import Role
from xianfeng.units.queries import viewer_of

STATES = ("draft", "submitted", "sent_back", "checked")
MORE = {
    "confirm": {"objections": {}, "opinion": ""},
    "send_back": {"reason": "请补说明"},
    "reopen": {"reason": "情况有变"},
}


def last_audit():
    return AuditEntry.objects.order_by("seq").last()


def test_a_published_standard_gives_each_branch_below_its_check(city):
    gone = unit("B9", city.office, abolished_on=date(2021, 6, 30))
    standard = published(city)
    assert (standard.published_on, standard.version) == (date(2021, 6, 30), 3)
    owners = list(Check.objects.values_list("unit__code", "state"))
    assert owners == [("B1", "draft"), ("B2", "draft")]
    assert gone.code not in {code for code, _state in owners}
    assert [(item.seq, item.group, item.text, item.source) for item in standard.items.all()] == [
        (number, *line) for number, line in enumerate(LINES, 1)
    ]
    assert last_audit().new == {"published_on": "2021-06-30", "branches": 2}


def test_a_standard_is_written_by_who_manages_the_unit(city):
    for who in ("secretary", "rival", "member", "leader"):
        with pytest.raises(Denied):
            drafted(city, actor=getattr(city, who))
    standard = drafted(city, actor=city.officer)
    for who in ("secretary", "rival"):
        with pytest.raises(Denied):
            actions.publish(actor=getattr(city, who), at=NOW, standard=standard, version=2)


def test_what_is_published_does_not_change(city):
    standard = published(city)
    item = standard.items.first()
    about = {"actor": city.clerk, "at": NOW, "version": standard.version}
    attempts = (
        lambda: actions.add_items(standard=standard, lines=LINES, **about),
        lambda: actions.remove_item(item=item, **about),
        lambda: actions.publish(standard=standard, **about),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="已经发布的标准不再修改"):
            attempt()
    assert Item.objects.count() == 3


def test_a_draft_is_mended_and_copied_to_the_next_year(city):
    standard = drafted(city)
    item = standard.items.get(seq=2)
    standard = actions.remove_item(actor=city.clerk, at=NOW, item=item, version=2)
    with pytest.raises(Conflict):
        actions.add_items(actor=city.clerk, at=NOW, standard=standard, version=2, lines=LINES)
    actions.add_item(
        actor=city.clerk, at=NOW, standard=standard, version=3, group="组织生活",
        text="按月开展主题党日", source="", rule="branch.theme_day",
    )  # fmt: skip
    again = actions.copy_edition(
        actor=city.clerk, at=NOW, standard=standard, year=2022, due_on=date(2022, 11, 30)
    )
    told = [(each.seq, each.text, each.rule) for each in again.items.all()]
    assert told == [
        (1, "班子健全", ""),
        (3, "有活动场所", ""),
        (4, "按月开展主题党日", "branch.theme_day"),
    ]
    assert (again.year, again.published_on, standard.items.count()) == (2022, None, 3)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"rule": "branch.review", "figure": "life.rate"}, "一项只用一种计量"),
        ({"figure": "life.rate"}, "请写明标准值"),
        ({"rule": "branch.review", "threshold": 3}, "请写明标准值"),
    ],
)
def test_an_item_is_measured_one_way(city, how, message):
    standard = drafted(city)
    with pytest.raises(Refused, match=message):
        actions.add_item(
            actor=city.clerk, at=NOW, standard=standard, version=2, group="甲", text="乙",
            source="", **how,
        )  # fmt: skip


def test_a_standard_that_cannot_be_published_says_why(city):
    empty = actions.create_standard(
        actor=city.clerk, at=NOW, unit=city.office, title="空", year=2021, source="自定",
        verification="M", due_on=date(2021, 11, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="还没有一项内容"):
        actions.publish(actor=city.clerk, at=NOW, standard=empty, version=1)
    late = drafted(city, title="迟", due_on=date(2021, 6, 29))
    with pytest.raises(Refused, match="自查期限已经过去"):
        actions.publish(actor=city.clerk, at=NOW, standard=late, version=2)
    with pytest.raises(Refused, match="自查期限要在 2021 年之内"):
        drafted(city, title="错", due_on=date(2022, 1, 1))
    with pytest.raises(Refused, match="已经有同名的标准"):
        drafted(city, title="空")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", list(rules.EDGES))
def test_only_the_edges_of_the_table_can_be_taken(city, state, verb):
    check = in_state(city, state)
    actor = city.secretary if verb in rules.BY_BRANCH else city.clerk
    if rules.may(verb, state):
        assert go(verb, actor, check, **MORE.get(verb, {})).state == rules.EDGES[verb][1]
    else:
        with pytest.raises(Refused, match="现在不能这样办"):
            go(verb, actor, check, **MORE.get(verb, {}))
        assert Check.objects.get(pk=check.pk).state == state


@pytest.mark.parametrize("verb", list(rules.EDGES))
def test_each_step_is_for_its_own_people(city, verb):
    state = min(start.value for start in rules.EDGES[verb][0])
    check = in_state(city, state)
    others = ["second", "rival", "member", "leader"]
    if verb in rules.BY_SUPERIOR:
        others.append("secretary")
    for who in others:
        with pytest.raises(Denied):
            go(verb, getattr(city, who), check, **MORE.get(verb, {}))
    assert Check.objects.get(pk=check.pk).state == state


def test_the_dates_of_a_check_follow_its_steps(city):
    check = check_of(published(city), city.one)
    answered(city, check)
    later = NOW + timedelta(days=3)
    check = go("submit", city.secretary, check)
    assert (check.submitted_on, check.checked_on, check.on_behalf) == (
        date(2021, 6, 30),
        None,
        False,
    )
    check = go("send_back", city.clerk, check, at=later, reason=" 请补说明 ")
    assert (check.state, check.submitted_on, check.sent_back_on, check.reason) == (
        CheckState.SENT_BACK, None, date(2021, 7, 3), "请补说明",
    )  # fmt: skip
    check = go("submit", city.officer, check, at=later)
    assert (check.submitted_on, check.on_behalf) == (date(2021, 7, 3), True)
    item = check.standard.items.first()
    objections = {item.pk: "组织委员空缺三个月"}
    check = go("confirm", city.clerk, check, at=later, objections=objections, opinion="基本属实")
    assert (check.checked_on, check.opinion) == (date(2021, 7, 3), "基本属实")
    agreed = list(check.answers.values_list("item__seq", "agreed", "objection"))
    assert agreed == [(1, False, "组织委员空缺三个月"), (2, True, ""), (3, True, "")]
    check = go("reopen", city.officer, check, at=later, reason="重新核对")
    assert (check.submitted_on, check.checked_on, check.opinion) == (None, None, "")
    assert last_audit().old == {"state": "checked"}
    assert last_audit().new == {"state": "sent_back", "reason": "重新核对"}


def test_nobody_checks_what_they_handed_in_themselves(city):
    check = check_of(published(city), city.one)
    answered(city, check, actor=city.clerk)
    check = go("submit", city.clerk, check)
    with pytest.raises(Refused, match="自查和核查不能是同一个人"):
        go("confirm", city.clerk, check, objections={}, opinion="")
    assert go("confirm", city.officer, check, objections={}, opinion="").state == "checked"


def test_a_secretary_who_also_manages_the_branch_alone_is_no_superior(city):
    both = viewer_of(user("兼", (Role.OFFICE, city.one)), date(2021, 6, 30))
    check = in_state(city, "submitted")
    with pytest.raises(Denied):
        go("confirm", both, check, objections={}, opinion="")


def test_answers_are_complete_before_handing_in_and_kept_before(city):
    standard = published(city)
    check = check_of(standard, city.one)
    first, second, _third = standard.items.all()
    go("save_answers", city.secretary, check, said={first.pk: Said("met", "齐全", "会议记录")})
    with pytest.raises(Refused, match="还有 2 项没有自查"):
        go("submit", city.secretary, check)
    go("save_answers", city.secretary, check, said={second.pk: Said("not_yet")})
    go("save_answers", city.secretary, check, said={first.pk: Said("not_yet", "缺一名")})
    rows = list(check.answers.values_list("item", "finding", "note", "evidence"))
    assert rows == [(first.pk, "not_yet", "缺一名", ""), (second.pk, "not_yet", "", "")]
    for who in ("second", "rival", "member"):
        with pytest.raises(Denied):
            go("save_answers", getattr(city, who), check, said={})


def test_measured_and_foreign_items_are_not_typed(city):
    standard = published(city)
    other = published(city, title="另一个")
    measured = standard.items.create(seq=9, group="甲", text="乙", rule="branch.review")
    check = check_of(standard, city.one)
    for item in (measured, other.items.first()):
        with pytest.raises(Refused, match="由记录自动得出"):
            go("save_answers", city.secretary, check, said={item.pk: Said("met")})
    check = in_state(city, "submitted", check)
    with pytest.raises(Refused, match="自查表已经提交"):
        go("save_answers", city.secretary, check, said=said(standard, "met", "met", "met"))


def test_a_withdrawn_standard_asks_nothing_any_more(city):
    check = in_state(city, "draft")
    standard = check.standard
    about = {"actor": city.clerk, "at": NOW, "standard": standard}
    standard = actions.withdraw(**about, version=standard.version, reason="内容有误")
    assert (standard.withdrawn_on, standard.withdrawn_because) == (date(2021, 6, 30), "内容有误")
    with pytest.raises(Refused, match="这个标准已经撤回"):
        go("submit", city.secretary, check)
    with pytest.raises(Refused, match="只有正在使用的标准可以撤回"):
        actions.withdraw(**about, version=standard.version, reason="再撤")
    assert check.answers.count() == 3


def test_a_branch_set_up_later_begins_its_own_check(city):
    standard = published(city)
    new = unit("B3", city.office, name="第三支部")
    begin = {"at": NOW, "standard": standard}
    with pytest.raises(Denied):
        actions.begin_check(actor=city.secretary, unit=new, **begin)
    made = actions.begin_check(actor=city.clerk, unit=new, **begin)
    assert (made.state, made.unit_id) == ("draft", new.pk)
    with pytest.raises(Refused, match="已经有这份自查表"):
        actions.begin_check(actor=city.clerk, unit=new, **begin)
    for place in (city.far, city.group, city.office):
        with pytest.raises(Refused, match="不适用于本支部"):
            actions.begin_check(actor=city.officer, unit=place, **begin)


def planned(city, actor=None):
    return actions.make_plan(actor=actor or city.secretary, at=NOW, unit=city.one, first_year=2021)


def test_a_plan_sets_goals_for_each_of_its_years(city):
    plan = planned(city)
    goal = {"actor": city.secretary, "at": NOW, "plan": plan, "text": "补齐班子"}
    with pytest.raises(Refused, match="要在 2022 年之内完成"):
        actions.add_goal(**goal, stage=2, due_on=date(2021, 12, 31))
    made = actions.add_goal(**goal, stage=2, due_on=date(2022, 6, 30))
    with pytest.raises(Refused, match="已经有这个目标"):
        actions.add_goal(**goal, stage=2, due_on=date(2022, 7, 30))
    with pytest.raises(Denied):
        actions.add_goal(**{**goal, "actor": city.second}, stage=1, due_on=date(2021, 12, 1))
    with pytest.raises(Refused, match="已经有一份计划"):
        actions.make_plan(actor=city.secretary, at=NOW, unit=city.one, first_year=2023)
    with pytest.raises(Refused, match="由党支部制定"):
        actions.make_plan(actor=city.clerk, at=NOW, unit=city.office, first_year=2021)
    actions.make_plan(actor=city.secretary, at=NOW, unit=city.one, first_year=2024)
    assert (made.stage, made.done_on, Plan.objects.count()) == (2, None, 2)


def test_a_goal_is_done_opened_again_and_dropped(city):
    plan = planned(city)
    goal = actions.add_goal(
        actor=city.secretary, at=NOW, plan=plan, stage=1, text="补齐班子", due_on=date(2021, 9, 1)
    )
    act = {"actor": city.secretary, "at": NOW, "goal": goal}
    with pytest.raises(Refused, match="完成日期在今天之后"):
        actions.complete_goal(**act, version=1, done_on=date(2021, 7, 1), result="")
    done = {"version": 1, "done_on": date(2021, 6, 1), "result": ""}
    with pytest.raises(Denied):
        actions.complete_goal(**{**act, "actor": city.second}, **done)
    goal = actions.complete_goal(**act, version=1, done_on=date(2021, 6, 1), result="已补选")
    assert (goal.done_on, goal.result, goal.version) == (date(2021, 6, 1), "已补选", 2)
    with pytest.raises(Conflict):
        actions.reopen_goal(**act, version=1)
    with pytest.raises(Refused, match="已经完成的目标留在计划里"):
        actions.drop_goal(**act, version=2, reason="重复")
    actions.reopen_goal(**act, version=2)
    with pytest.raises(Refused, match="不需要重新打开"):
        actions.reopen_goal(**act, version=3)
    actions.drop_goal(**act, version=3, reason="与上级任务重复")
    assert not Goal.objects.exists()
    assert last_audit().new == {"reason": "与上级任务重复"}


def named(city, actor=None, **more):
    about = {"unit": city.one, "named_by": city.office, "named_on": date(2021, 5, 1)}
    return actions.name_model(
        actor=actor or city.clerk, at=NOW, **(about | {"reason": "组织生活规范"} | more)
    )


def test_a_model_is_named_and_taken_back_by_its_superior(city):
    for who in ("secretary", "rival", "leader"):
        with pytest.raises(Denied):
            named(city, getattr(city, who))
    model = named(city)
    with pytest.raises(Refused, match="已经是本组织认定的示范支部"):
        named(city)
    back = {"at": NOW, "model": model, "reason": "不再符合"}
    with pytest.raises(Denied):
        actions.take_back_model(actor=city.secretary, on=date(2021, 6, 1), **back)
    for day in (date(2021, 5, 1), date(2021, 7, 1)):
        with pytest.raises(Refused, match="取消日期要在认定之后"):
            actions.take_back_model(actor=city.clerk, on=day, **back)
    actions.take_back_model(actor=city.clerk, on=date(2021, 6, 1), **back)
    with pytest.raises(Refused, match="认定日期要在上一次取消之后"):
        named(city)
    named(city, named_on=date(2021, 6, 1))
    spells = list(ModelBranch.objects.order_by("named_on").values_list("named_on", "taken_back_on"))
    assert spells == [(date(2021, 5, 1), date(2021, 6, 1)), (date(2021, 6, 1), None)]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"named_on": date(2021, 7, 1)}, "认定日期在今天之后"),
        ({"reason": " "}, "请写明认定的理由"),
    ],
)
def test_a_model_that_cannot_be_named_says_why(city, more, message):
    with pytest.raises(Refused, match=message):
        named(city, **more)


def test_only_branches_below_the_naming_unit_are_models(city):
    for place in (city.far, city.group, city.office):
        with pytest.raises(Refused, match="只能认定本组织下面的党支部"):
            named(city, unit=place)
