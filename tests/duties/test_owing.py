"""Who owes which rule in which period, and which facts discharge it: rule by rule."""

from datetime import date

import pytest

from tests.duties.build import day, duty, held, recorded
from tests.members import build as members
from tests.plans import build as plans
from tests.units import build as units
from xianfeng.duties import rulebook
from xianfeng.duties.enums import Shape
from xianfeng.kernel import facts
from xianfeng.members.models import Membership

RULES = [
    ("branch.general_meeting", "general_meeting", "2021-Q1", "2021-03-31", "第十一条", "V"),
    ("branch.committee_meeting", "committee_meeting", "2021-03", "2021-03-31", "第十二条", "V"),
    ("branch.group_meeting", "group_meeting", "2021-03", "2021-03-31", "第十三条", "V"),
    ("branch.theme_day", "theme_day", "2021-03", "2021-03-31", "第十六条", "S"),
    ("branch.life_meeting", "life_meeting", "2021", "2021-12-31", "第十七条", "S"),
    ("branch.review", "review", "2021", "2021-12-31", "第十八条", "S"),
    ("branch.lecture", "lecture", "2021-Q1", "2021-03-31", "", "S"),
]


def met(rule, unit, period):
    """Return the day a duty was met (None: not met), or "none owed"."""
    found = duty(rulebook.get(rule), unit, period)
    return "none owed" if found is None else found[3]


@pytest.mark.parametrize(("rule", "kind", "period", "due", "article", "mark"), RULES)
def test_each_rule_is_owed_discharged_and_cited(city, rule, kind, period, due, article, mark):
    found = rulebook.get(rule)
    assert (found.article, found.verification, found.blocks) == (article, mark, False)
    assert found.versions[0].effective_from == date(2018, 10, 28)
    unit = city.group if kind == "group_meeting" else city.branch
    assert duty(found, unit, period) == (day(due), 1, 0, None, None)
    held(unit, kind, date(2021, 3, 31))
    assert duty(found, unit, period) == (day(due), 1, 1, date(2021, 3, 31), None)
    held(unit, kind, date(2021, 3, 2))
    assert duty(found, unit, period) == (day(due), 1, 2, date(2021, 3, 2), None)
    others = {city.root, city.first, city.group, city.branch} - {unit}
    if kind != "group_meeting":
        others -= {city.branch}
    assert {duty(found, other, period) for other in others} == {None}


def test_only_the_lecture_is_local():
    files = {
        name: rulebook.read(rulebook.PLACE / f"{name}.toml")
        for name in ("branch_regulation", "local", "commitments")
    }
    national = {rule.id for rule in files["branch_regulation"]}
    assert national == {rule for rule, *_ in RULES} - {"branch.lecture"}
    assert {rule.level for rule in files["branch_regulation"]} == {"national"}
    assert [rule.id for rule in files["local"]] == ["branch.lecture"]
    assert [(rule.id, rule.shape) for rule in files["commitments"]] == [
        ("task.done", Shape.COMMITMENT),
        ("task.node", Shape.COMMITMENT),
    ]


def test_a_meeting_on_the_last_and_the_first_day_counts_where_it_lies(city):
    held(city.branch, "theme_day", date(2021, 1, 31))
    held(city.branch, "theme_day", date(2021, 3, 1))
    periods = ("2021-01", "2021-02", "2021-03")
    assert [met("branch.theme_day", city.branch, period) for period in periods] == [
        date(2021, 1, 31),
        None,
        date(2021, 3, 1),
    ]
    held(city.branch, "general_meeting", date(2021, 12, 31))
    held(city.branch, "general_meeting", date(2022, 1, 1))
    quarters = ("2021-Q3", "2021-Q4", "2022-Q1")
    assert [met("branch.general_meeting", city.branch, each) for each in quarters] == [
        None,
        date(2021, 12, 31),
        date(2022, 1, 1),
    ]


def test_nothing_is_owed_before_the_rule_came_into_force(city):
    owed = [met("branch.theme_day", city.branch, month) for month in ("2018-10", "2018-11")]
    assert owed == ["none owed", None]
    assert met("branch.general_meeting", city.branch, "2018-Q4") == "none owed"
    assert met("branch.general_meeting", city.branch, "2019-Q1") is None
    assert met("branch.review", city.branch, "2018") == "none owed"


def test_a_unit_owes_when_it_was_in_being_for_the_whole_period(city):
    new = units.unit("HY00103", city.first, established_on=date(2021, 2, 1))
    later = units.unit("HY00104", city.first, established_on=date(2021, 2, 2))
    gone = units.unit("HY00105", city.first, abolished_on=date(2021, 2, 28))
    last = units.unit("HY00106", city.first, abolished_on=date(2021, 3, 1))
    owed = {
        unit.code: met("branch.theme_day", unit, "2021-02") for unit in (new, later, gone, last)
    }
    assert owed == {
        "HY00103": None,
        "HY00104": "none owed",
        "HY00105": "none owed",
        "HY00106": None,
    }
    assert met("branch.general_meeting", new, "2021-Q1") == "none owed"
    assert met("branch.general_meeting", new, "2021-Q2") is None


def test_seven_full_members_are_read_on_the_last_day(city):
    rule, branch = "branch.committee_meeting", city.sibling
    for number in range(6):
        members.member(f"新{number}", branch)
    january = members.member("一月转正", branch, confirmed_on=date(2021, 1, 31))
    assert met(rule, branch, "2020-12") == "none owed"
    assert met(rule, branch, "2021-01") is None
    spell = january.memberships.get()
    spell.until_on = date(2021, 3, 31)
    spell.save()
    facts.recorded(facts.get("members.membership"), unit_ids=[branch.pk])
    assert met(rule, branch, "2021-02") is None
    assert met(rule, branch, "2021-03") == "none owed"
    Membership.objects.create(member=january, unit=city.other, from_on=date(2021, 3, 31))
    probationary = members.member("预备", branch, confirmed_on=None)
    facts.recorded(facts.get("members.membership"), unit_ids=[branch.pk])
    assert met(rule, branch, "2021-03") == "none owed"
    probationary.confirmed_on = date(2021, 4, 30)
    probationary.save()
    facts.recorded(facts.get("members.confirmed"), unit_ids=[branch.pk])
    assert met(rule, branch, "2021-03") == "none owed"
    assert met(rule, branch, "2021-04") is None


@pytest.mark.parametrize(
    ("standing", "left_on", "owed"),
    [
        ("normal", None, True),
        ("suspended", None, False),
        ("dead", date(2021, 3, 31), False),
        ("left", date(2021, 4, 1), True),
    ],
)
def test_who_has_left_the_ranks_is_not_counted(city, standing, left_on, owed):
    seventh = city.people[0]
    seventh.standing, seventh.left_on = standing, left_on
    seventh.save()
    found = met("branch.committee_meeting", city.branch, "2021-03")
    assert (found is None) == owed


@pytest.mark.parametrize(
    ("present", "expected", "counts"),
    [(2, 4, True), (1, 4, False), (2, 5, False), (3, 5, True), (None, 5, True), (None, None, True)],
)
def test_a_committee_meeting_needs_half_of_the_committee(city, present, expected, counts):
    on = date(2021, 3, 8)
    held(city.branch, "committee_meeting", on, present=present, expected=expected)
    assert met("branch.committee_meeting", city.branch, "2021-03") == (on if counts else None)


def test_a_made_up_meeting_counts_for_the_period_it_names(city):
    on = date(2021, 4, 10)
    held(city.branch, "theme_day", on, made_up="2021-03")
    months = [met("branch.theme_day", city.branch, month) for month in ("2021-03", "2021-04")]
    assert months == [on, None]


def test_a_quarter_made_up_does_not_touch_a_monthly_rule(city):
    on = date(2021, 4, 10)
    held(city.branch, "general_meeting", on, "theme_day", made_up="2021-Q1")
    quarters = ("2021-Q1", "2021-Q2")
    assert [met("branch.general_meeting", city.branch, each) for each in quarters] == [on, None]
    months = ("2021-03", "2021-04")
    assert [met("branch.theme_day", city.branch, each) for each in months] == [None, on]


def test_one_record_counts_for_all_it_was(city):
    on = date(2021, 3, 8)
    held(city.branch, "general_meeting", on, "theme_day", "lecture")
    rules = ("branch.general_meeting", "branch.lecture")
    assert [met(rule, city.branch, "2021-Q1") for rule in rules] == [on, on]
    assert met("branch.theme_day", city.branch, "2021-03") == on
    assert met("branch.review", city.branch, "2021") is None


def test_drafts_and_other_units_meetings_do_not_count(city):
    meeting = held(city.branch, "theme_day", date(2021, 3, 8), tell=False)
    meeting.state, meeting.confirmed_at = "draft", None
    meeting.save()
    held(city.sibling, "theme_day", date(2021, 3, 9))
    assert met("branch.theme_day", city.branch, "2021-03") is None


def test_an_amendment_sets_both_months_right(city):
    meeting = held(city.branch, "theme_day", date(2021, 3, 8))
    assert met("branch.theme_day", city.branch, "2021-03") == date(2021, 3, 8)
    meeting.held_on = date(2021, 2, 8)
    meeting.save()
    recorded(meeting, before=[date(2021, 3, 8)])
    months = [met("branch.theme_day", city.branch, month) for month in ("2021-02", "2021-03")]
    assert months == [date(2021, 2, 8), None]
    meeting.made_up = "2021-01"
    meeting.save()
    recorded(meeting)
    months = ("2021-01", "2021-02")
    assert [met("branch.theme_day", city.branch, each) for each in months] == [
        date(2021, 2, 8),
        None,
    ]
    meeting.made_up = ""
    meeting.save()
    recorded(meeting, periods=["2021-01"])
    assert [met("branch.theme_day", city.branch, each) for each in months] == [
        None,
        date(2021, 2, 8),
    ]


def test_tasks_and_nodes_are_commitments_of_the_lead(city):
    plan = plans.plan(city.root)
    task = plans.task(plan, city.branch, 1, date(2021, 6, 30))
    node = plans.node(task, due_on=date(2021, 5, 15), done_on=date(2021, 5, 20))
    done = rulebook.get("task.done")
    assert duty(done, city.branch, "2021-06", task.pk) == (date(2021, 6, 30), 1, 0, None, None)
    late = duty(rulebook.get("task.node"), city.branch, "2021-05", node.pk)
    assert late == (date(2021, 5, 15), 1, 1, date(2021, 5, 20), None)
    task.done_on, task.due_on = date(2021, 6, 1), date(2021, 7, 31)
    task.save()
    facts.recorded(facts.get("plans.task"), unit_ids=[city.branch.pk])
    assert duty(done, city.branch, "2021-06", task.pk) is None
    assert duty(done, city.branch, "2021-07", task.pk)[3] == date(2021, 6, 1)
    task.lead = city.sibling
    task.save()
    facts.recorded(facts.get("plans.task"), unit_ids=[city.branch.pk, city.sibling.pk])
    assert duty(done, city.branch, "2021-07", task.pk) is None
    assert duty(done, city.sibling, "2021-07", task.pk)[3] == date(2021, 6, 1)
