"""Who says that a task is done, from which state, and what is left behind."""

from datetime import date

import pytest

from tests.plans.build import node, plan, task
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.plans import actions
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
DUE = date(2021, 6, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    lead = unit("A", root, kind=UnitKind.COMMITTEE)
    branch = unit("A1", lead)
    helper = unit("B", root)
    made = task(plan(root), lead, 1, DUE, helpers=[helper])
    return root, lead, branch, helper, made


def complete(actor, row, version=1, done_on=date(2021, 6, 1), result="已建成"):
    return actions.complete_task(
        actor=actor, at=NOW, task=row, version=version, done_on=done_on, result=result
    )


def test_the_lead_units_recorder_completes_and_one_audit_row_says_so(city):
    _, lead, *_, row = city
    done = complete(viewer((Role.OFFICE, lead)), row)
    done.refresh_from_db()
    assert (done.done_on, done.result, done.version) == (date(2021, 6, 1), "已建成", 2)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.target, entry.unit_id, entry.new) == (
        "plans.complete_task",
        f"plans.task:{row.pk}",
        lead.pk,
        {"done_on": "2021-06-01", "result": "已建成"},
    )


@pytest.mark.parametrize("role", [Role.LEADER, Role.MEMBER])
def test_leaders_and_members_do_not_record(city, role):
    _, lead, *_, row = city
    with pytest.raises(Denied):
        complete(viewer((role, lead)), row)
    assert not AuditEntry.objects.exists()


def test_an_assisting_unit_and_one_below_do_not_speak_for_the_lead_unit(city):
    _, _, branch, helper, row = city
    for place in (branch, helper):
        with pytest.raises(Denied):
            complete(viewer((Role.SECRETARY, place)), row)


def test_a_day_to_come_is_refused(city):
    root, *_, row = city
    with pytest.raises(Refused) as refusal:
        complete(officer(root), row, done_on=date(2021, 7, 1))
    assert refusal.value.field == "done_on"
    row.refresh_from_db()
    assert row.done_on is None


def test_done_is_not_done_again_and_open_is_not_reopened(city):
    root, *_, row = city
    with pytest.raises(Refused) as refusal:
        actions.reopen_task(actor=officer(root), at=NOW, task=row, version=1, reason="误登")
    assert refusal.value.message == "还没有登记完成，不需要重新打开"
    complete(officer(root), row)
    with pytest.raises(Refused) as refusal:
        complete(officer(root), row, version=2)
    assert refusal.value.message == "已经登记过完成；要改日期或结果，请先重新打开"


def test_reopening_keeps_what_was_said_in_the_history(city):
    root, *_, row = city
    complete(officer(root), row)
    actions.reopen_task(actor=officer(root), at=NOW, task=row, version=2, reason=" 验收未过 ")
    row.refresh_from_db()
    assert (row.done_on, row.result, row.version) == (None, "", 3)
    entry = AuditEntry.objects.get(verb="plans.reopen_task")
    assert entry.old == {"done_on": "2021-06-01", "result": "已建成"}
    assert entry.new == {"done_on": "", "result": "", "reason": "验收未过"}


def test_reopening_needs_a_reason(city):
    root, *_, row = city
    complete(officer(root), row)
    with pytest.raises(Refused) as refusal:
        actions.reopen_task(actor=officer(root), at=NOW, task=row, version=2, reason="  ")
    assert refusal.value.field == "reason"


def test_an_old_version_is_a_conflict_with_what_stands_now(city):
    root, *_, row = city
    complete(officer(root), row)
    with pytest.raises(Conflict) as conflict:
        complete(officer(root), row, version=1, result="另一句")
    assert (conflict.value.current.version, conflict.value.current.result) == (2, "已建成")


def test_a_node_is_completed_and_reopened(city):
    root, _, _, helper, row = city
    step = node(row)
    with pytest.raises(Denied):
        actions.complete_node(
            actor=viewer((Role.SECRETARY, helper)),
            at=NOW,
            node=step,
            version=1,
            done_on=DUE,
            result="",
        )
    actions.complete_node(
        actor=officer(root), at=NOW, node=step, version=1, done_on=DUE, result="过半"
    )
    step.refresh_from_db()
    assert (step.done_on, step.result, step.version) == (DUE, "过半", 2)
    actions.reopen_node(actor=officer(root), at=NOW, node=step, version=2, reason="误登")
    step.refresh_from_db()
    assert (step.done_on, step.version) == (None, 3)
    with pytest.raises(Conflict):
        actions.reopen_node(actor=officer(root), at=NOW, node=step, version=2, reason="误登")
