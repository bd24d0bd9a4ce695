"""What facts say of measured items, for one branch and for many; the overview; figures; rules."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.duties.build import duty, held
from tests.standards.build import (
    NOW,
    ON,
    answered,
    check_of,
    go,
    in_state,
    measured,
    published,
)
from tests.units.build import officer, unit
from xianfeng.duties import queries as duties
from xianfeng.duties import rulebook
from xianfeng.kernel import figures
from xianfeng.standards import actions, queries
from xianfeng.standards.enums import Reading
from xianfeng.standards.models import Check
from xianfeng.units.enums import UnitKind

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def lines(viewer, check, day=ON):
    found = queries.sheet(viewer, check, day)
    return [(line.reading, line.text) for line in found if line.item.measured]


def test_a_rule_measures_an_item_and_opens_its_list(city):
    standard = published(city)
    measured(standard, 10, rule="branch.theme_day")
    check = check_of(standard, city.one)
    for month in (1, 2, 3, 4):
        held(city.one, "theme_day", date(2021, month, 9))
    held(city.one, "theme_day", date(2021, 6, 3), made_up="2021-05")
    held(city.two, "theme_day", date(2021, 1, 9))
    day = date(2021, 6, 20)
    assert lines(city.secretary, check, day) == [(Reading.MET, "按期 4，逾期完成 1，未到期 1")]
    later = date(2021, 7, 10)
    assert lines(city.secretary, check, later) == [
        (Reading.NOT_YET, "按期 4，逾期完成 1，未到期 1，逾期 1")
    ]
    (line,) = [each for each in queries.sheet(city.secretary, check, later) if each.item.measured]
    assert line.href == "/duties/?rule=branch.theme_day&unit=B1&year=2021"
    assert lines(city.clerk, check_of(standard, city.two), later)[0][0] is Reading.NOT_YET


def test_what_the_groups_of_a_branch_owe_counts_for_it(city):
    standard = published(city)
    measured(standard, 10, rule="branch.group_meeting")
    held(city.group, "group_meeting", date(2021, 1, 9))
    one, two = (check_of(standard, place) for place in (city.one, city.two))
    assert lines(city.clerk, one, date(2021, 2, 10)) == [(Reading.MET, "按期 1，未到期 1")]
    assert lines(city.clerk, two, date(2021, 2, 10)) == [
        (Reading.NOT_APPLICABLE, "本组织没有这项应办")
    ]


def test_a_figure_measures_an_item_with_its_threshold(city):
    standard = published(city)
    measured(standard, 10, figure="life.rate", threshold=Decimal(90))
    measured(standard, 11, figure="standards.goals_done", threshold=Decimal(1))
    check = check_of(standard, city.one)
    plan = actions.make_plan(actor=city.secretary, at=NOW, unit=city.one, first_year=2021)
    goal = actions.add_goal(
        actor=city.secretary, at=NOW, plan=plan, stage=1, text="补齐班子", due_on=date(2021, 9, 1)
    )
    rate, goals = lines(city.secretary, check)
    assert rate[0] is Reading.NOT_YET
    assert rate[1] == "0.0 %（要求不低于 90 %）"
    assert goals == (Reading.PENDING, "0 项（要求不低于 1 项）")
    assert lines(city.secretary, check, date(2022, 1, 1))[1][0] is Reading.NOT_YET
    actions.complete_goal(
        actor=city.secretary, at=NOW, goal=goal, version=1, done_on=date(2021, 6, 1), result=""
    )
    assert lines(city.secretary, check)[1] == (Reading.MET, "1 项（要求不低于 1 项）")
    assert lines(city.clerk, check_of(standard, city.two))[1][0] is Reading.PENDING


def test_a_figure_without_facts_is_no_data_and_not_zero(city):
    standard = published(city)
    measured(standard, 10, figure="life.rate", threshold=Decimal(90))
    measured(standard, 11, figure="no.such", threshold=Decimal(1))
    readings = lines(city.secretary, check_of(standard, city.one), date(2021, 1, 10))
    assert readings == [
        (Reading.NO_DATA, "没有应计数（要求不低于 90 %）"),
        (Reading.NO_DATA, "没有数据"),
    ]


def test_facts_are_those_of_the_day_looked_at_whatever_the_state(city):
    standard = published(city)
    measured(standard, 10, rule="branch.theme_day")
    for month in (1, 2, 3, 4, 5, 6):
        held(city.one, "theme_day", date(2021, month, 9))
    check = in_state(city, "checked", check_of(standard, city.one))
    assert lines(city.secretary, check, date(2021, 6, 30)) == [(Reading.MET, "按期 6")]
    assert lines(city.secretary, check, date(2021, 8, 1))[0] == (
        Reading.NOT_YET,
        "按期 6，未到期 1，逾期 1",
    )
    assert lines(city.secretary, check, date(2022, 3, 1))[0][1] == "按期 6，未到期 1，逾期 5"


def rows(viewer, standard, **more):
    found = queries.overview(viewer, standard, ON, **more)
    return [
        (
            row.check.unit.code,
            str(row.check.state),
            (row.tally.met, row.tally.applying),
            [line.item.text for line in row.missing],
        )
        for row in found.rows
    ]


def test_the_overview_shows_who_lacks_what_in_the_order_of_units(city):
    standard = published(city)
    measured(standard, 10, rule="branch.group_meeting")
    check = check_of(standard, city.one)
    answered(city, check)
    check = go("submit", city.secretary, check)
    objected = {standard.items.get(seq=1).pk: "缺组织委员"}
    go("confirm", city.clerk, check, objections=objected, opinion="")
    assert rows(city.clerk, standard) == [
        ("B1", "checked", (1, 3), ["班子健全", "小组划分合理", "计量10"]),
        ("B2", "draft", (0, 3), []),
    ]
    assert [row[0] for row in rows(city.clerk, standard, state="draft")] == ["B2"]
    assert [row[0] for row in rows(city.secretary, standard)] == ["B1"]
    assert rows(city.rival, standard) == []
    assert rows(city.member, standard) == []


def test_the_overview_asks_the_same_however_many_branches_there_are(city):
    standard = published(city)
    measured(standard, 10, rule="branch.theme_day")
    measured(standard, 11, figure="life.rate", threshold=Decimal(90))

    def asked():
        with CaptureQueriesContext(connection) as captured:
            rows(city.clerk, standard)
        return len(captured)

    rows(city.clerk, standard)
    few = asked()
    for number in range(10, 30):
        Check.objects.create(standard=standard, unit=unit(f"B{number}", city.office))
    rows(city.clerk, standard)
    assert asked() == few


def test_a_standard_is_read_where_it_applies(city):
    drafted = published(city)
    seen = {
        who: queries.standards_to(getattr(city, who)).filter(pk=drafted.pk).exists()
        for who in ("officer", "clerk", "secretary", "leader", "rival", "member")
    }
    assert seen == {
        "officer": True,
        "clerk": True,
        "secretary": True,
        "leader": True,
        "rival": False,
        "member": False,
    }


def test_the_self_check_is_owed_by_its_day_and_met_when_handed_in(city):
    rule = rulebook.get("standards.self_check")
    assert (rule.level, rule.verification) == ("local", "S")
    standard = published(city)
    check = check_of(standard, city.one)
    assert duty(rule, city.one, "2021-11", check.pk) == (date(2021, 11, 30), 1, 0, None, None)
    check = in_state(city, "submitted", check)
    assert duty(rule, city.one, "2021-11", check.pk)[3] == ON
    go("send_back", city.clerk, check, reason="请补说明")
    assert duty(rule, city.one, "2021-11", check.pk)[3] is None
    found = duties.duties(city.secretary, as_of=date(2021, 11, 10), rule=rule.id)
    told = [
        (line.what, line.href, line.mark)
        for line in duties.lines(city.secretary, found, date(2021, 11, 10))
    ]
    assert told == [("标准化建设标准自查", f"/standards/checks/{check.pk}/", "soon")]
    standard.refresh_from_db()
    actions.withdraw(
        actor=city.clerk, at=NOW, standard=standard, version=standard.version, reason="有误"
    )
    assert duty(rule, city.one, "2021-11", check.pk) is None


def test_a_goal_is_owed_by_its_day(city):
    rule = rulebook.get("standards.goal")
    plan = actions.make_plan(actor=city.secretary, at=NOW, unit=city.one, first_year=2021)
    about = {"actor": city.secretary, "at": NOW}
    goal = actions.add_goal(**about, plan=plan, stage=1, text="补齐班子", due_on=date(2021, 9, 1))
    assert duty(rule, city.one, "2021-09", goal.pk) == (date(2021, 9, 1), 1, 0, None, None)
    done = {"done_on": date(2021, 6, 1), "result": ""}
    goal = actions.complete_goal(**about, goal=goal, version=1, **done)
    assert duty(rule, city.one, "2021-09", goal.pk)[3] == date(2021, 6, 1)
    goal = actions.reopen_goal(**about, goal=goal, version=2)
    actions.drop_goal(**about, goal=goal, version=3, reason="重复")
    assert duty(rule, city.one, "2021-09", goal.pk) is None


def value(viewer, figure, path=""):
    return figures.compute(viewer, figures.get(figure), *YEAR, path).value


def test_figures_count_what_was_checked_and_agreed(city):
    standard = published(city)
    check = check_of(standard, city.one)
    answered(city, check, "met", "met", "not_yet")
    check = go("submit", city.secretary, check)
    looking = officer(city.root)
    names = ("submitted", "checked", "met", "not_yet")
    assert [value(looking, f"standards.{name}") for name in names] == [1, 0, 0, 0]
    objected = {standard.items.get(seq=2).pk: "不实"}
    go("confirm", city.clerk, check, objections=objected, opinion="")
    assert [value(looking, f"standards.{name}") for name in names] == [1, 1, 1, 1]
    assert [value(looking, "standards.met", place.path) for place in (city.one, city.two)] == [1, 0]
    assert value(city.rival, "standards.met") == 0
    assert value(city.member, "standards.met") == 0


def test_a_model_counts_from_its_day_until_it_is_taken_back(city):
    name = {"actor": city.clerk, "at": NOW, "unit": city.one, "named_by": city.office}
    model = actions.name_model(**name, named_on=date(2021, 2, 1), reason="规范")
    actions.take_back_model(
        actor=city.clerk, at=NOW, model=model, on=date(2021, 6, 1), reason="不再符合"
    )
    figure = figures.get("standards.models")
    ends = (date(2021, 1, 31), date(2021, 2, 1), date(2021, 5, 31), date(2021, 6, 1))
    counted = [figures.compute(city.officer, figure, YEAR[0], end).value for end in ends]
    assert counted == [0, 1, 1, 0]


def test_branches_in_being_below_a_unit_in_the_fixed_order(city):
    later = unit("B8", city.office, established_on=date(2021, 7, 1))
    unit("B9", city.office, UnitKind.RETIRED_BRANCH)
    found = queries.branches(city.clerk, city.office, ON)
    assert [each.code for each in found] == ["B1", "B2", "B9"]
    assert later not in queries.branches(city.clerk, city.office, ON)
    assert [each.code for each in queries.branches(city.secretary, city.office, ON)] == ["B1"]
