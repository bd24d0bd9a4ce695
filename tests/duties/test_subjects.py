"""Duties about people and about rows of any kind of fact: named, linked, and reminded of ahead."""

from datetime import date
from pathlib import Path

import pytest

from tests.duties.build import duty, restate
from tests.members import build as members
from tests.plans import build as plans
from tests.plans.build import sign_in
from xianfeng.duties import queries, rulebook
from xianfeng.duties.models import Duty
from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.plans.models import Task, TaskNode
from xianfeng.units.enums import Role
from xianfeng.units.permissions import STAFF

RULES = str(Path(__file__).with_name("subjects.toml"))
_AT = {"unit": "lead_id", "path": "lead__path", "related": ("lead",), "roles": STAFF}
KINDS = (
    FactKind(
        "test.node",
        "完成的节点",
        rows=lambda: TaskNode.objects.filter(done_on__isnull=False),
        unit="task__lead_id",
        path="task__lead__path",
        on="done_on",
        subject="task_id",
        columns=(("任务", "task__title"),),
        page="plans:task",
        page_key="task_id",
        related=("task",),
        roles=STAFF,
    ),
    FactKind(
        "test.task",
        "办结的任务",
        rows=lambda: Task.objects.filter(done_on__isnull=False),
        on="done_on",
        subject="pk",
        columns=(("牵头单位", "lead__name"), ("任务", "title")),
        page="plans:task",
        **_AT,
    ),
    FactKind(
        "test.due",
        "有时限的任务",
        rows=Task.objects.all,
        on="due_on",
        due="due_on",
        done="done_on",
        page="plans:task",
        **_AT,
    ),
)


@pytest.fixture(autouse=True)
def _rules(settings, monkeypatch):
    """Let facts of other contexts stand in the registry while a test runs, with rules on them."""
    settings.LOCAL_RULES = RULES
    for kind in KINDS:
        monkeypatch.setitem(facts._kinds, kind.id, kind)


@pytest.fixture
def task(city):
    """Return a task of the first branch whose node was done on a Friday."""
    made = plans.task(plans.plan(city.root), city.branch, 1, date(2021, 12, 31), title="修缮活动室")
    plans.node(made, done_on=date(2021, 3, 5))
    return made


def listed(viewer, rule, as_of, **more):
    found = queries.duties(viewer, as_of=as_of, rule=rule, **more)
    return [
        (line.what, line.href, line.mark, line.duty.due_on.isoformat())
        for line in queries.lines(viewer, found, as_of)
    ]


def test_a_follow_up_names_its_subject_and_opens_its_page(city, task):
    rule, page = "test.node_then_task", f"/plans/{task.pk}/"
    shown = listed(city.secretary, rule, date(2021, 3, 8))
    assert shown == [("节点后办结：修缮活动室", page, "soon", "2021-03-12")]
    (found,) = queries.explain(city.secretary, rule, "HY00101", "2021-03", date(2021, 3, 15))
    assert (found.what, found.href, found.subject) == ("节点后办结：修缮活动室", page, task.pk)
    limit = "其后 5 个工作日内（节假日安排公布之前，按周末推算）"
    assert found.reason == "截止日 2021-03-12 已过 3 天，没有可以计入的记录"
    assert [(check.text, check.holds) for check in found.checks] == [
        (f"2021-03-05 起算，按 2020-01-01 起施行的规定，{limit}", True)
    ]
    assert found.facts == []
    task.done_on = date(2021, 3, 12)
    task.save()
    facts.recorded(facts.get("test.task"), unit_ids=[city.branch.pk], days=[task.done_on])
    assert duty(rulebook.get(rule), city.branch, "2021-03", task.pk)[3] == date(2021, 3, 12)
    (found,) = queries.explain(city.secretary, rule, "HY00101", "2021-03", date(2021, 3, 15))
    assert [(fact.on.isoformat(), fact.text, fact.href) for fact in found.facts] == [
        ("2021-03-12", "修缮活动室", page)
    ]


def test_a_rule_names_the_page_where_it_is_done(city, task):
    found = queries.duties(city.secretary, as_of=date(2021, 3, 8), rule="test.node_then_task")
    (line,) = queries.lines(city.secretary, found, date(2021, 3, 8))
    assert line.act_href == f"/plans/?unit=HY00101&period=2021-03&subject={task.pk}"
    Duty.objects.filter(rule="test.node_then_task").update(met_on=date(2021, 3, 8))
    (line,) = queries.lines(city.secretary, found.all(), date(2021, 3, 8))
    assert line.act_href == ""


def test_names_stay_where_the_fact_may_be_read(city, task, monkeypatch):
    closed = FactKind(**{**vars(KINDS[0]), "roles": frozenset({Role.OFFICE})})
    monkeypatch.setitem(facts._kinds, "test.node", closed)
    rule, day = "test.node_then_task", date(2021, 3, 8)
    assert listed(city.secretary, rule, day) == [("节点后办结", "", "soon", "2021-03-12")]
    assert listed(city.office, rule, day)[0][0] == "节点后办结：修缮活动室"


def test_holders_of_a_post_owe_by_name(city, client):
    first, second = city.people[:2]
    members.post(first, city.branch, "secretary", since=date(2021, 2, 1), until=date(2021, 12, 31))
    members.post(second, city.branch, "secretary", since=date(2021, 12, 31))
    members.post(second, city.group, "secretary", since=date(2021, 1, 1))
    members.post(city.people[2], city.branch, "deputy_secretary", since=date(2021, 1, 1))
    page = f"/members/{second.pk}/"
    assert listed(city.secretary, "test.trained", date(2021, 6, 1)) == [
        ("书记培训：党员1", page, "open", "2021-12-31")
    ]
    members.post(second, city.sibling, "publicity", since=date(2021, 5, 5))
    facts.recorded(facts.get("members.post"), unit_ids=[city.sibling.pk])
    met = duty(rulebook.get("test.trained"), city.branch, "2021", second.pk)
    assert met == (date(2021, 12, 31), 1, 1, date(2021, 5, 5), None)
    sign_in(client, Role.SECRETARY, city.branch)
    shown = client.get("/duties/explain/test.trained/HY00101/2021", {"as_of": "2021-06-01"})
    text = shown.content.decode()
    assert "书记培训：党员1" in text
    assert f'href="{page}"' in text
    assert "每名任书记的党员，各自应办" in text


def test_reminders_come_six_and_three_months_ahead(city):
    far = plans.task(plans.plan(city.root), city.branch, 1, date(2021, 12, 31), title="换届")
    owed = {}
    for day in ("2021-06-30", "2021-07-01", "2021-09-29", "2021-09-30", "2021-12-31"):
        found = queries.owed_by(city.secretary, city.branch, date.fromisoformat(day))
        parts = {"now": found.now, "coming": found.coming, "late": found.late}
        owed[day] = [
            (part, line.mark)
            for part, lines in parts.items()
            for line in lines
            if line.rule.id == "test.ahead"
        ]
    assert owed == {
        "2021-06-30": [],
        "2021-07-01": [("coming", "soon")],
        "2021-09-29": [("coming", "soon")],
        "2021-09-30": [("now", "soon")],
        "2021-12-31": [("now", "soon")],
    }
    far.done_on = date(2021, 8, 1)
    far.save()
    facts.recorded(facts.get("test.due"), unit_ids=[city.branch.pk])
    found = queries.owed_by(city.secretary, city.branch, date(2021, 9, 30))
    assert "test.ahead" not in {line.rule.id for line in (*found.now, *found.coming)}


def test_a_unit_owes_by_what_it_was_on_the_last_day(city):
    rule = rulebook.get("branch.theme_day")
    unit = city.sibling
    unit.kind = "group"
    unit.save()
    restate(unit, date(2021, 3, 31))
    facts.recorded(facts.get("units.unit"), unit_ids=[unit.pk])
    owed = [duty(rule, unit, month) is not None for month in ("2021-02", "2021-03")]
    assert owed == [True, False]
    as_of = date(2021, 4, 20)
    (then,) = queries.explain(city.officer, rule.id, unit.code, "2021-02", as_of)
    kinds = "规则适用于党支部、联合党支部、离退休党支部、临时党支部"
    assert then.checks[2].text == f"2021-02-28 的组织类别是党支部，{kinds}"
    (now,) = queries.explain(city.officer, rule.id, unit.code, "2021-03", as_of)
    assert now.reason == f"不欠这一项：组织类别是党小组，{kinds}"
