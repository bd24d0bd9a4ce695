"""Plans, projects, tasks and nodes written by hand: by whom, and what is refused."""

from datetime import date

import pytest

from tests.plans.build import change, node, plan, task
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.plans import actions
from xianfeng.plans.models import Plan, Task, TaskNode
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
DUE = date(2021, 9, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    return root, unit("A", root), unit("B", root)


def add(actor, to, lead, **more):
    said = {"aspect": " 政治建设 ", "title": " 建成 ", "due_on": DUE} | more
    return actions.add_task(actor=actor, at=NOW, plan=to, lead=lead, **said)


def amend(actor, row, **more):
    said = {
        "version": 1,
        "aspect": "政治建设",
        "lead": row.lead,
        "helpers": (),
        "key": False,
    } | more
    return actions.amend_task(actor=actor, at=NOW, task=row, **said)


def test_a_plan_of_one_s_own_unit(city):
    root, first, second = city
    made = actions.create_plan(
        actor=viewer((Role.OFFICE, first)), at=NOW, unit=first, title=" 年度计划 ", year=2021
    )
    assert (made.unit, made.title, made.year, made.kind) == (first, "年度计划", 2021, "breakdown")
    for actor in (viewer((Role.OFFICE, second)), viewer((Role.LEADER, first))):
        with pytest.raises(Denied):
            actions.create_plan(actor=actor, at=NOW, unit=first, title="x", year=2021)
    with pytest.raises(Refused) as refusal:
        actions.create_plan(actor=officer(root), at=NOW, unit=first, title="年度计划", year=2021)
    assert refusal.value.field == "title"


def test_tasks_are_numbered_in_the_order_in_which_they_come(city):
    root, first, second = city
    own = plan(root)
    task(own, first, 7, DUE)
    made = add(officer(root), own, first, helpers=[second, first])
    assert (made.seq, made.aspect, made.title, made.lead) == (8, "政治建设", "建成", first)
    assert [each.unit for each in made.assistants.all()] == [second]
    entry = AuditEntry.objects.get(verb="plans.add_task")
    assert (entry.unit_id, entry.new["lead"], entry.new["helpers"]) == (first.pk, "A", ["B"])


def test_only_the_issuer_adds_and_only_for_units_below(city):
    root, first, second = city
    with pytest.raises(Denied):
        add(viewer((Role.SECRETARY, first)), plan(root), first)
    with pytest.raises(Refused) as refusal:
        add(officer(root), plan(first), second)
    assert (refusal.value.field, Task.objects.count()) == ("lead", 0)


def test_projects_stand_in_the_unit_s_own_list_of_their_year(city):
    _root, first, second = city
    own = viewer((Role.SECRETARY, first))
    for due_on in (DUE, date(2021, 12, 1), date(2022, 3, 1)):
        actions.add_project(actor=own, at=NOW, unit=first, title="结对共建", due_on=due_on)
    rows = Task.objects.order_by("pk").values_list("plan__year", "seq", "lead", "plan__kind")
    assert list(rows) == [
        (2021, 1, first.pk, "projects"),
        (2021, 2, first.pk, "projects"),
        (2022, 1, first.pk, "projects"),
    ]
    with pytest.raises(Denied):
        actions.add_project(actor=own, at=NOW, unit=second, title="x", due_on=DUE)


def test_lead_assistants_and_key_are_set_by_the_issuer(city):
    root, first, second = city
    row = task(plan(root), first, 1, DUE, helpers=[second])
    with pytest.raises(Denied):
        amend(viewer((Role.OFFICE, first)), row)
    amend(officer(root), row, lead=second, helpers=[first, second], key=True, aspect="作风建设")
    row.refresh_from_db()
    assert (row.lead, row.aspect, row.key_on, row.version) == (
        second,
        "作风建设",
        date(2021, 6, 30),
        2,
    )
    assert [each.unit for each in row.assistants.all()] == [first]
    with pytest.raises(Conflict):
        amend(officer(root), row, version=1)
    amend(officer(root), row, version=2, key=True)
    assert Task.objects.get().key_on == date(2021, 6, 30)
    amend(officer(root), row, version=3)
    assert Task.objects.get().key_on is None


def test_a_task_written_by_mistake_is_taken_out_while_nothing_was_said_of_it(city):
    root, first, _ = city
    row = task(plan(root), first, 1, DUE)
    node(row)
    said = {"at": NOW, "task": row, "version": 1}
    with pytest.raises(Denied):
        actions.remove_task(actor=viewer((Role.OFFICE, first)), **said)
    changed = change(row)
    with pytest.raises(Refused):
        actions.remove_task(actor=officer(root), **said)
    changed.delete()
    reached = node(row, "二", done_on=date(2021, 6, 1))
    with pytest.raises(Refused):
        actions.remove_task(actor=officer(root), **said)
    reached.delete()
    actions.remove_task(actor=officer(root), **said)
    assert (Task.objects.count(), TaskNode.objects.count(), Plan.objects.count()) == (0, 0, 1)


def test_the_lead_adds_nodes_and_only_the_issuer_takes_them_out(city):
    root, first, second = city
    row = task(plan(root), first, 1, DUE)
    lead = viewer((Role.SECRETARY, first))
    made = actions.add_node(actor=lead, at=NOW, task=row, title=" 开工 ", due_on=DUE)
    assert (made.title, made.due_on) == ("开工", DUE)
    with pytest.raises(Refused):
        actions.add_node(actor=lead, at=NOW, task=row, title="开工", due_on=DUE)
    with pytest.raises(Denied):
        actions.add_node(
            actor=viewer((Role.SECRETARY, second)), at=NOW, task=row, title="x", due_on=DUE
        )
    with pytest.raises(Denied):
        actions.remove_node(actor=lead, at=NOW, node=made, version=1)
    actions.remove_node(actor=officer(root), at=NOW, node=made, version=1)
    assert TaskNode.objects.count() == 0


def test_a_done_task_gets_no_node_and_a_reached_node_stays(city):
    root, first, _ = city
    row = task(plan(root), first, 1, DUE, date(2021, 6, 1))
    with pytest.raises(Refused):
        actions.add_node(actor=officer(root), at=NOW, task=row, title="x", due_on=DUE)
    reached = node(row, done_on=date(2021, 6, 1))
    with pytest.raises(Refused):
        actions.remove_node(actor=officer(root), at=NOW, node=reached, version=1)
