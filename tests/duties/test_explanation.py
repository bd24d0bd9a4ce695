"""Why a duty has its state: every condition and fact that was read, and what became of it."""

from datetime import date

from tests.duties.build import held
from tests.duties.test_actions import AT
from tests.plans import build as plans
from xianfeng.duties import actions, queries

AS_OF = date(2021, 4, 20)


def explained(city, rule, unit, period, as_of=AS_OF, viewer=None, **more):
    return queries.explain(viewer or city.officer, rule, unit.code, period, as_of, **more)


def test_a_committee_meeting_is_explained_fact_by_fact(city):
    branch = city.branch
    held(branch, "committee_meeting", date(2021, 3, 2), present=1, expected=5)
    held(branch, "committee_meeting", date(2021, 3, 9), present=3, expected=5)
    held(branch, "committee_meeting", date(2021, 3, 16))
    held(branch, "committee_meeting", date(2021, 3, 23), made_up="2021-02")
    held(branch, "committee_meeting", date(2021, 4, 10), made_up="2021-03")
    held(branch, "committee_meeting", date(2021, 4, 25), made_up="2021-03")
    held(city.sibling, "committee_meeting", date(2021, 3, 2))
    (found,) = explained(city, "branch.committee_meeting", branch, "2021-03")
    assert (found.state, found.card, found.need, found.done) == ("met", None, 1, 3)
    assert found.reason == "2021-03-09 完成，不晚于截止日 2021-03-31"
    assert [(fact.on.isoformat(), fact.counts, fact.note) for fact in found.facts] == [
        ("2021-03-02", False, "应到 5 人，实到 1 人，不足规定人数"),
        ("2021-03-09", True, "应到 5 人，实到 3 人，达到规定人数"),
        ("2021-03-16", True, "没有登记应到、实到人数，按有效计"),
        ("2021-03-23", False, "补开 2021-02，计入那一期间"),
        ("2021-04-10", True, "补开，计入本期间；没有登记应到、实到人数，按有效计"),
        ("2021-04-25", False, "在查看日之后"),
    ]
    assert [(check.text, check.holds) for check in found.checks] == [
        ("规则自 2018-10-28 起施行，期间自 2021-03-01 起", True),
        ("2010-01-01 成立，整个期间内存在", True),
        ("组织类别是党支部，规则适用于党支部、联合党支部、离退休党支部、临时党支部", True),
        ("2021-03-31 有正式党员 7 人，规则适用于7 人以上", True),
    ]


def test_why_nothing_is_owed(city):
    (found,) = explained(city, "branch.committee_meeting", city.sibling, "2021-03")
    assert (found.state, found.due_on) == (None, None)
    assert found.reason == "不欠这一项：2021-03-31 有正式党员 0 人，规则适用于7 人以上"
    (wrong,) = explained(city, "branch.committee_meeting", city.branch, "2021-Q1")
    assert wrong.reason == "不欠这一项：这一期间不在规则的周期或生效时间之内"
    (before,) = explained(city, "branch.theme_day", city.branch, "2018-10")
    assert before.reason == "不欠这一项：这一期间不在规则的周期或生效时间之内"
    (none,) = explained(city, "task.done", city.branch, "2021-03")
    assert none.reason == "不欠这一项：没有登记相应的事项"


def test_overdue_open_and_declared_empty(city):
    (overdue,) = explained(city, "branch.theme_day", city.branch, "2021-03")
    assert (overdue.state, overdue.card) == ("overdue", "yellow")
    assert overdue.reason == "截止日 2021-03-31 已过 20 天，没有可以计入的记录"
    (early,) = explained(city, "branch.theme_day", city.branch, "2021-03", date(2021, 3, 30))
    assert early.reason == "截止日 2021-03-31 未到，还有 1 天"
    about = {"unit": city.group, "rule": "branch.group_meeting", "period": "2021-02"}
    actions.declare_none(actor=city.secretary, at=AT, reason="外出", **about)
    (none,) = explained(city, "branch.group_meeting", city.group, "2021-02")
    assert (none.state, none.reason) == ("none", "2021-03-20 说明本期无")
    assert none.none_declared.reason == "外出"
    before = date(2021, 3, 19)
    (none,) = explained(city, "branch.group_meeting", city.group, "2021-02", before)
    assert (none.state, none.none_declared) == ("overdue", None)


def test_each_commitment_of_a_period_has_its_own_derivation(city):
    plan = plans.plan(city.root)
    late = plans.task(plan, city.branch, 1, date(2021, 3, 10), title="甲")
    done = plans.task(plan, city.branch, 2, date(2021, 3, 20), done_on=date(2021, 4, 1), title="乙")
    found = explained(city, "task.done", city.branch, "2021-03")
    assert [(each.subject, each.what, each.state.value, each.reason) for each in found] == [
        (late.pk, "甲", "overdue", "截止日 2021-03-10 已过 41 天，没有可以计入的记录"),
        (done.pk, "乙", "late", "2021-04-01 完成，晚于截止日 2021-03-20"),
    ]
    notes = [[(fact.counts, fact.note) for fact in each.facts] for each in found]
    assert notes == [[(False, "尚未完成")], [(True, "")]]
    (one,) = explained(city, "task.done", city.branch, "2021-03", subject=done.pk)
    assert one.what == "乙"


def test_nothing_is_said_of_what_does_not_exist_for_the_viewer(city):
    rule = "branch.theme_day"
    assert explained(city, rule, city.sibling, "2021-03", viewer=city.secretary) == []
    assert explained(city, rule, city.branch, "2021-03", viewer=city.member) == []
    assert explained(city, "no.rule", city.branch, "2021-03") == []
    assert explained(city, rule, city.branch, "2021-13") == []
    assert explained(city, rule, city.branch, "March") == []
