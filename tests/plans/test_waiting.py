"""What waits for what: earlier ones of the same plan, no circle, and warnings that never block."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans.build import node, plan, task
from tests.units.build import DAY, NOW, officer, unit, viewer
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.plans import actions, queries, rules
from xianfeng.plans.models import NodeWait, TaskWait
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first, second = unit("A", root), unit("B", root)
    own = plan(root)
    rows = [task(own, first, number, date(2021, number, 28)) for number in (1, 2, 3)]
    return root, first, second, rows


def wait(root, later, earlier):
    return actions.add_wait(actor=officer(root), at=NOW, later=later, earlier=earlier)


def test_a_task_waits_for_an_earlier_one_and_its_history_says_so(city):
    root, first, _second, (one, two, _three) = city
    actions.add_wait(actor=viewer((Role.SECRETARY, first)), at=NOW, later=two, earlier=one)
    assert TaskWait.objects.values_list("later", "earlier").get() == (two.pk, one.pk)
    (entry,) = queries.history(officer(root), two)
    assert (entry.verb, entry.new) == ("plans.add_wait", {"earlier": "任务1"})


def test_a_circle_is_refused_however_long(city):
    root, _first, _second, (one, two, three) = city
    wait(root, two, one)
    wait(root, three, two)
    for later, earlier in ((one, one), (one, two), (one, three)):
        with pytest.raises(Refused, match="不能互为前置"):
            wait(root, later, earlier)
    with pytest.raises(Refused, match="已经是前置"):
        wait(root, two, one)
    assert TaskWait.objects.count() == 2


def test_only_the_lead_s_side_and_only_within_one_plan_and_one_sort(city):
    root, _first, second, (one, two, _three) = city
    with pytest.raises(Denied):
        actions.add_wait(actor=viewer((Role.OFFICE, second)), at=NOW, later=two, earlier=one)
    other = task(plan(root, "另一份"), second, 1, DAY)
    for later, earlier in ((two, other), (two, node(one))):
        with pytest.raises(Refused, match="同一计划"):
            wait(root, later, earlier)


def test_nodes_wait_for_nodes_of_other_tasks_of_the_plan(city):
    root, _first, _second, (one, two, _three) = city
    early, late = node(one, "立项"), node(two, "开工")
    wait(root, late, early)
    with pytest.raises(Refused):
        wait(root, early, late)
    assert NodeWait.objects.count() == 1
    (told,) = queries.waits_of(officer(root), two, DAY)
    assert (told.later, told.earlier, told.done, told.clashes) == (late, early, False, False)
    assert [each.later for each in queries.awaited_by(officer(root), one, DAY)] == [late]


def test_taking_it_away(city):
    root, _first, _second, (one, two, _three) = city
    wait(root, two, one)
    actions.remove_wait(actor=officer(root), at=NOW, later=two, earlier=one)
    assert not TaskWait.objects.exists()
    with pytest.raises(Refused):
        actions.remove_wait(actor=officer(root), at=NOW, later=two, earlier=one)
    assert AuditEntry.objects.filter(verb="plans.remove_wait").count() == 1


def test_a_day_before_what_it_waits_for_clashes_and_done_is_told(city):
    root, _first, _second, (one, two, three) = city
    wait(root, one, three)
    wait(root, one, two)
    two.done_on = date(2021, 2, 1)
    two.save()
    told = queries.waits_of(officer(root), one, DAY)
    assert [(each.earlier, each.done, each.clashes) for each in told] == [
        (two, True, True),
        (three, False, True),
    ]
    assert queries.undone_before(officer(root), one, DAY) == [three]
    assert queries.undone_before(officer(root), one, date(2021, 1, 31)) == [two, three]


def test_done_out_of_order_is_taken(city):
    root, _first, _second, (one, two, _three) = city
    wait(root, two, one)
    actions.complete_task(
        actor=officer(root), at=NOW, task=two, version=1, done_on=DAY, result="先做完了"
    )
    two.refresh_from_db()
    assert two.done_on == DAY


def test_who_sees_one_of_two_learns_nothing_of_the_other(city):
    root, _first, second, (one, _two, _three) = city
    other = task(plan(root), second, 9, DAY, title="别家的任务")
    wait(root, one, other)
    lead = viewer((Role.OFFICE, one.lead))
    assert queries.waits_of(lead, one, DAY) == []
    assert queries.undone_before(lead, one, DAY) == []
    assert other not in queries.possible_earlier(lead, one)
    assert queries.waits_among(lead, [one]) == []
    assert queries.waits_among(officer(root), [one]) == [(one.pk, other.pk)]


def test_offered_are_the_others_of_the_plan_one_s_own_nodes_first(city):
    root, _first, _second, (one, two, three) = city
    nodes = [node(three, "丙"), node(one, "甲"), node(two, "乙"), node(two, "丁")]
    wait(root, nodes[3], nodes[0])
    assert list(queries.possible_earlier(officer(root), nodes[3])) == [nodes[2], nodes[1]]
    wait(root, two, one)
    assert list(queries.possible_earlier(officer(root), two)) == [three]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_whatever_is_asked_for_nothing_ever_waits_for_itself(asked):
    earlier = {}

    def lookup(keys):
        return {key: earlier.get(key, ()) for key in keys}

    for later, before in asked:
        if not rules.leads_back(before, later, lookup):
            earlier.setdefault(later, set()).add(before)
    for start, waited in earlier.items():
        assert not any(rules.leads_back(before, start, lookup) for before in waited)
