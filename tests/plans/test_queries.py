"""A task is seen by its lead and assisting units and those above them, and by nobody else."""

from datetime import date

import pytest

from tests.plans.build import node, plan, task
from tests.units.build import DAY, NOW, officer, unit, viewer
from xianfeng.kernel.viewer import Viewer, operator
from xianfeng.plans import actions, queries
from xianfeng.plans.queries import Progress, Wanted
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first, second, third = unit("A", root), unit("B", root), unit("C", root)
    year = plan(root)
    task(year, second, 1, date(2021, 3, 31), date(2021, 3, 1))
    task(year, second, 2, date(2021, 4, 30), aspect="作风建设", helpers=[third])
    task(year, first, 3, date(2021, 5, 31), aspect="作风建设")
    task(year, first, 4, date(2021, 5, 31), date(2021, 6, 2), aspect="作风建设")
    task(year, first, 5, date(2021, 9, 30), date(2021, 7, 1))
    return root, first, second, third


def seqs(found):
    return [each.seq for each in found]


def test_visible(city):
    root, first, second, third = city
    wanted = Wanted()
    secretary = viewer((Role.SECRETARY, third))
    assert seqs(queries.listed(secretary, wanted, DAY)) == [2]
    assert seqs(queries.listed(viewer((Role.LEADER, second)), wanted, DAY)) == [1, 2]
    assert seqs(queries.listed(officer(root), wanted, DAY)) == [1, 2, 3, 4, 5]
    assert seqs(queries.listed(operator("命令行"), wanted, DAY)) == [1, 2, 3, 4, 5]
    assert seqs(queries.listed(viewer((Role.MEMBER, first)), wanted, DAY)) == []
    assert seqs(queries.listed(Viewer(None, ""), wanted, DAY)) == []


def test_filters_narrow(city):
    root, first, *_ = city
    boss = officer(root)
    assert seqs(queries.listed(boss, Wanted(unit="A"), DAY)) == [3, 4, 5]
    assert seqs(queries.listed(boss, Wanted(aspect="作风建设"), DAY)) == [2, 3, 4]
    assert seqs(queries.listed(boss, Wanted(state="overdue"), DAY)) == [2, 3]
    assert seqs(queries.listed(boss, Wanted(state="late"), DAY)) == [4]
    assert seqs(queries.listed(boss, Wanted(state="met"), DAY)) == [1]
    assert seqs(queries.listed(boss, Wanted(state="open"), DAY)) == [5]
    assert seqs(queries.listed(boss, Wanted(state="met"), date(2021, 7, 1))) == [1, 5]
    other = plan(root, title="另一份", year=2020)
    assert seqs(queries.listed(boss, Wanted(plan=other.pk), DAY)) == []
    assert seqs(queries.listed(viewer((Role.OFFICE, first)), Wanted(unit="B"), DAY)) == []


def test_further_filters_narrow(city):
    root, first, second, _ = city
    boss = officer(root)
    assert seqs(queries.listed(boss, Wanted(words="务4"), DAY)) == [4]
    assert seqs(queries.listed(boss, Wanted(state="soon"), DAY)) == []
    assert seqs(queries.listed(boss, Wanted(state="soon"), date(2021, 5, 1))) == [3, 4]
    assert seqs(queries.listed(boss, Wanted(state="soon"), date(2021, 4, 30))) == [2]
    assert seqs(queries.listed(boss, Wanted(unit="C"), DAY)) == []
    assert seqs(queries.listed(boss, Wanted(unit="C", assisting=True), DAY)) == [2]
    assert seqs(queries.listed(boss, Wanted(unit="B", assisting=True), DAY)) == [1, 2]
    own = task(plan(second, "项目清单", kind="projects"), second, 1, DAY, key_on=date(2021, 3, 1))
    assert list(queries.listed(boss, Wanted(kind="projects"), DAY)) == [own]
    assert list(queries.listed(boss, Wanted(key=True), DAY)) == [own]
    assert list(queries.listed(boss, Wanted(key=True), date(2021, 2, 28))) == []
    outsider = viewer((Role.OFFICE, first))
    assert seqs(queries.listed(outsider, Wanted(unit="C", assisting=True), DAY)) == []


def test_plans_seen_and_units_one_writes_for(city):
    root, first, second, third = city
    own = plan(first, "本单位计划")
    titles = {
        who: [each.title for each in queries.visible_plans(viewer((Role.OFFICE, at)))]
        for who, at in {"root": root, "first": first, "second": second}.items()
    }
    assert titles == {
        "root": ["任务分解", "本单位计划"],
        "first": ["任务分解", "本单位计划"],
        "second": ["任务分解"],
    }
    assert list(queries.visible_plans(viewer((Role.MEMBER, first)))) == []
    assert list(queries.issuers(viewer((Role.SECRETARY, first)))) == [first]
    assert list(queries.issuers(viewer((Role.LEADER, first)))) == []
    assert list(queries.issuers(operator("命令行"))) == [root, first, second, third]
    assert list(queries.possible_leads(officer(root), own)) == [first]
    assert queries.aspects_of(officer(root), plan(root)) == ["政治建设", "作风建设"]
    assert seqs(queries.sheet(viewer((Role.OFFICE, first)), plan(root))) == [3, 4, 5]


def test_overdue_stands_in_the_fixed_order_of_units(city):
    root, *_ = city
    assert seqs(queries.overdue(officer(root), Wanted(), DAY)) == [3, 2]


def test_progress_of_each_aspect_in_the_plans_order(city):
    root, _, second, _ = city
    assert queries.progress(officer(root), Wanted(), DAY) == [
        Progress("政治建设", 2, 1, 0, 0),
        Progress("作风建设", 3, 0, 1, 2),
    ]
    assert queries.progress(viewer((Role.OFFICE, second)), Wanted(), DAY) == [
        Progress("政治建设", 1, 1, 0, 0),
        Progress("作风建设", 1, 0, 0, 1),
    ]


def test_choices_offer_only_what_is_seen(city):
    _, _, second, third = city
    helper = viewer((Role.SECRETARY, third))
    assert queries.aspects(helper) == ["作风建设"]
    assert list(queries.leads(helper)) == []
    assert list(queries.leads(viewer((Role.OFFICE, second)))) == [second]
    assert list(queries.plans(viewer((Role.MEMBER, third)))) == []


def test_history_of_task_and_nodes_for_those_who_see_it(city):
    root, first, second, third = city
    row = queries.listed(officer(root), Wanted(), DAY)[1]
    step = node(row, due_on=date(2021, 4, 1))
    boss = officer(root)
    actions.complete_node(
        actor=boss, at=NOW, node=step, version=1, done_on=date(2021, 4, 1), result="过半"
    )
    actions.complete_task(actor=boss, at=NOW, task=row, version=1, done_on=DAY, result="")
    verbs = ["plans.complete_task", "plans.complete_node"]
    for seen in (boss, viewer((Role.OFFICE, second)), viewer((Role.SECRETARY, third))):
        assert [entry.verb for entry in queries.history(seen, row)] == verbs
    sibling = viewer((Role.OFFICE, first))
    assert list(queries.history(sibling, row)) == []
    assert list(queries.assistants(sibling, row)) == []
    assert list(queries.assistants(boss, row)) == [third]
