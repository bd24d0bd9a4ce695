"""Figures and duties over supervision: confirmed visits only."""

from datetime import date

import pytest

from tests.supervision.build import ON, THREE, confirmed, go, planned, record
from xianfeng.duties import queries as duties
from xianfeng.duties import rulebook
from xianfeng.kernel import figures

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def value(viewer, figure, path="", last=YEAR[1]):
    return figures.compute(viewer, figures.get(figure), YEAR[0], last, path).value


def all_of(viewer, path=""):
    names = ("visits", "research", "units", "coverage", "subordinates")
    return [value(viewer, f"inspect.{name}", path) for name in names]


def test_only_confirmed_visits_count_by_the_unit_visited(city):
    planned(city, city.f)
    confirmed(city, planned(city, city.c), *THREE)
    confirmed(city, planned(city, city.c, kind="unannounced"))
    confirmed(city, planned(city, city.e1, kind="patrol"), held_on=date(2021, 5, 6))
    assert [str(each) for each in all_of(city.officer)] == ["2", "1", "2", "33.3", "3"]
    assert all_of(city.officer, city.d.path)[:3] == [1, 0, 1]
    assert all_of(city.clerk)[:3] == [1, 1, 1]
    assert all_of(city.rival)[:3] == [1, 0, 1]
    assert all_of(city.member)[:3] == [0, 0, 0]


def test_figures_split_by_kind_quarter_and_unit(city):
    confirmed(city, planned(city, city.c, kind="unannounced"))
    confirmed(city, planned(city, city.c, kind="patrol"), held_on=date(2021, 3, 31))
    confirmed(city, planned(city, city.e1), held_on=date(2021, 4, 1))
    wanted = (("visits", "kind"), ("visits", "quarter"), ("research", "quarter"))
    assert [
        figures.split(city.officer, figures.get(f"inspect.{figure}"), by, *YEAR)
        for figure, by in wanted
    ] == [[("patrol", 1), ("unannounced", 1)], [(1, 1), (2, 1)], [(2, 1)]]
    kinds = figures.split(city.officer, figures.get("inspect.units"), "unit_kind", *YEAR)
    assert kinds == [("branch", 1), ("committee", 1)]


def test_a_voided_visit_no_longer_counts_and_an_amended_one_moves(city):
    visit = confirmed(city, planned(city, kind="patrol"))
    assert value(city.officer, "inspect.visits", last=date(2021, 6, 28)) == 0
    moved = record(held_on=date(2021, 6, 28))
    go("amend_visit", city.officer, visit, record=moved, reason="日期写错")
    assert value(city.officer, "inspect.visits", last=date(2021, 6, 28)) == 1
    go("void_visit", city.officer, visit, reason="重复")
    assert value(city.officer, "inspect.visits") == 0


def test_pages_of_the_figures_open_with_their_splits(city, browse):
    confirmed(city, planned(city, city.c, kind="unannounced"))
    page = browse("officer", "/reports/figures/inspect.visits/?from=2021-01-01&to=2021-12-31")
    text = page.content.decode()
    assert "第二季度" in text
    assert "甲局机关党委" in text


def duty(viewer, rule, unit, period, as_of=ON):
    found = duties.duties(viewer, as_of=as_of, rule=rule, year=2021)
    row = found.filter(unit=unit, period=period).first()
    return row and (row.due_on, row.met_on)


def test_the_working_committee_owes_a_research_visit_each_quarter(city):
    rule = "supervision.research"
    asked = (city.officer, rule, city.root, "2021-Q2")
    assert duty(*asked) == (date(2021, 6, 30), None)
    confirmed(city, planned(city, city.c, kind="patrol"))
    assert duty(*asked) == (date(2021, 6, 30), None)
    visit = confirmed(city, planned(city, city.c))
    assert duty(*asked) == (date(2021, 6, 30), date(2021, 6, 29))
    go("void_visit", city.officer, visit, reason="重复")
    assert duty(*asked) == (date(2021, 6, 30), None)
    assert duty(city.officer, rule, city.c, "2021-Q2") is None


def test_a_planned_visit_is_owed_by_the_end_of_its_quarter(city):
    rule, period = "supervision.planned", "2021-06"
    visit = planned(city, city.c)
    assert duty(city.officer, rule, city.root, period) == (date(2021, 6, 30), None)
    confirmed(city, visit)
    assert duty(city.officer, rule, city.root, period) == (date(2021, 6, 30), date(2021, 6, 29))
    other = planned(city, city.d, quarter=3)
    later = date(2021, 9, 1)
    assert duty(city.officer, rule, city.root, "2021-09", later) == (date(2021, 9, 30), None)
    go("cancel_visit", city.officer, other, reason="合并")
    assert duty(city.officer, rule, city.root, "2021-09", later) is None


@pytest.mark.parametrize("rule", ["supervision.research", "supervision.planned"])
def test_both_rules_are_local_and_show_no_card(rule):
    found = {each.id: each for each in rulebook.active()}[rule]
    assert (found.level, found.versions[0].cards) == ("local", None)
