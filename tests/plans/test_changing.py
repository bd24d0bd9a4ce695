"""Changes of day and wording: the old stays on record, and the duty follows the day agreed to."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.plans.build import change, node, plan, task
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.plans import actions, queries
from xianfeng.plans.models import Change, Task
from xianfeng.plans.queries import Wanted
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
DUE, LATER = date(2021, 6, 30), date(2021, 9, 30)
LATE = datetime(2021, 7, 10, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first, second = unit("A", root), unit("B", root)
    return root, first, second, task(plan(root), first, 1, DUE)


def said(row, **more):
    chosen = {"title": row.title, "due_on": LATER, "reason": " 汛期停工 ", "version": row.version}
    return {"at": NOW, "row": row} | chosen | more


def approve(root, asked, at=NOW, version=1):
    return actions.approve_change(
        actor=officer(root), at=at, change=asked, version=version, answer="同意"
    )


def test_the_lead_asks_and_what_stands_goes_on(city):
    _root, first, _second, row = city
    asked = actions.ask_change(actor=viewer((Role.SECRETARY, first)), **said(row))
    row.refresh_from_db()
    assert (row.due_on, row.version) == (DUE, 1)
    assert (asked.old_due, asked.new_due, asked.reason, asked.state, asked.asked_on) == (
        DUE,
        LATER,
        "汛期停工",
        "asked",
        date(2021, 6, 30),
    )


def test_who_may_ask_make_and_answer(city):
    _root, first, second, row = city
    lead, other = viewer((Role.OFFICE, first)), viewer((Role.OFFICE, second))
    for actor in (other, viewer((Role.LEADER, first)), viewer((Role.MEMBER, first))):
        with pytest.raises(Denied):
            actions.ask_change(actor=actor, **said(row))
    with pytest.raises(Denied):
        actions.make_change(actor=lead, **said(row))
    asked = actions.ask_change(actor=lead, **said(row))
    for verb in (actions.approve_change, actions.refuse_change):
        with pytest.raises(Denied):
            verb(actor=lead, at=NOW, change=asked, version=1, answer="x")
    with pytest.raises(Denied):
        actions.withdraw_change(actor=other, at=NOW, change=asked, version=1)
    assert Change.objects.get().state == "asked"


@pytest.mark.parametrize(
    ("more", "field"),
    [({"due_on": DUE}, "due_on"), ({"reason": "  "}, "reason")],
)
def test_nothing_new_and_no_reason_are_refused(city, more, field):
    _root, first, _second, row = city
    with pytest.raises(Refused) as refusal:
        actions.ask_change(actor=viewer((Role.OFFICE, first)), **said(row, **more))
    assert (refusal.value.field, Change.objects.count()) == (field, 0)


def test_one_question_at_a_time_of_a_row_and_none_of_what_is_done(city):
    root, first, _second, row = city
    lead = viewer((Role.OFFICE, first))
    step = node(row)
    actions.ask_change(actor=lead, **said(row))
    with pytest.raises(Refused):
        actions.ask_change(actor=lead, **said(row))
    actions.ask_change(actor=lead, **said(step))
    assert Change.objects.filter(state="asked").count() == 2
    Task.objects.update(done_on=date(2021, 6, 1))
    with pytest.raises(Refused):
        actions.make_change(actor=officer(root), **said(row))
    with pytest.raises(Refused):
        approve(root, Change.objects.get(node=None))


def test_an_old_version_is_a_conflict(city):
    root, first, _second, row = city
    with pytest.raises(Conflict):
        actions.ask_change(actor=viewer((Role.OFFICE, first)), **said(row, version=7))
    asked = actions.ask_change(actor=viewer((Role.OFFICE, first)), **said(row))
    with pytest.raises(Conflict):
        approve(root, asked, version=7)


def test_agreeing_changes_the_row_and_keeps_what_stood(city):
    root, first, _second, row = city
    asked = actions.ask_change(actor=viewer((Role.OFFICE, first)), **said(row, title="建成一期"))
    # In between the issuer changed the day itself: what stood before the answer is what is kept.
    actions.make_change(actor=officer(root), **said(row, due_on=date(2021, 7, 31)))
    approve(root, asked, LATE)
    row.refresh_from_db()
    assert (row.title, row.due_on, row.version) == ("建成一期", LATER, 3)
    kept = Change.objects.order_by("closed_on").values_list("old_due", "new_due", "closed_on")
    assert list(kept) == [
        (DUE, date(2021, 7, 31), date(2021, 6, 30)),
        (date(2021, 7, 31), LATER, date(2021, 7, 10)),
    ]


def test_refusing_needs_a_reason_and_leaves_the_row(city):
    root, first, _second, row = city
    asked = actions.ask_change(actor=viewer((Role.OFFICE, first)), **said(row))
    about = {"actor": officer(root), "at": NOW, "change": asked, "version": 1}
    with pytest.raises(Refused) as refusal:
        actions.refuse_change(**about, answer=" ")
    assert refusal.value.field == "answer"
    actions.refuse_change(**about, answer="按原定时限")
    row.refresh_from_db()
    told = Change.objects.get()
    assert (row.due_on, told.state, told.answer) == (DUE, "refused", "按原定时限")


def test_a_node_changes_by_itself(city):
    root, _first, _second, row = city
    step = node(row, due_on=date(2021, 5, 31))
    actions.make_change(actor=officer(root), **said(step, due_on=date(2021, 6, 15)))
    step.refresh_from_db()
    row.refresh_from_db()
    assert (step.due_on, row.due_on) == (date(2021, 6, 15), DUE)
    assert queries.changes_of(officer(root), row).get().node == step


def seqs(root, state, day):
    return [each.seq for each in queries.listed(officer(root), Wanted(state=state), day)]


def test_a_past_day_shows_the_day_that_stood_then(city):
    """Agreed to on 10 July: until the 9th it was overdue since 30 June, from the 10th it is not."""
    root, _first, _second, row = city
    actions.make_change(actor=officer(root), **said(row) | {"at": LATE})
    states = {
        day: [state for state in ("open", "overdue") if seqs(root, state, day)]
        for day in (DUE, date(2021, 7, 1), date(2021, 7, 9), date(2021, 7, 10), date(2021, 10, 1))
    }
    assert states == {
        DUE: ["open"],
        date(2021, 7, 1): ["overdue"],
        date(2021, 7, 9): ["overdue"],
        date(2021, 7, 10): ["open"],
        date(2021, 10, 1): ["overdue"],
    }
    assert queries.as_it_stood(officer(root), row, date(2021, 7, 9)).due_then == DUE


def duty():
    rule = rulebook.get("task.done")
    writing.ensure({("task.done", 2021): rule})
    return list(Duty.objects.filter(rule="task.done").values_list("period", "due_on", "met_on"))


def test_the_duty_follows_the_day_agreed_to(city):
    root, first, _second, row = city
    assert duty() == [("2021-06", DUE, None)]
    asked = actions.ask_change(actor=viewer((Role.OFFICE, first)), **said(row))
    assert duty() == [("2021-06", DUE, None)]
    approve(root, asked)
    assert duty() == [("2021-09", LATER, None)]


def test_the_duty_of_a_node_and_of_a_project_follow_too(city):
    _root, first, _second, _row = city
    own = task(plan(first, "项目清单", kind="projects"), first, 1, DUE)
    step = node(own, due_on=DUE)
    books = {(rule, 2021): rulebook.get(rule) for rule in ("task.node", "task.project")}
    writing.ensure(books)
    secretary = viewer((Role.SECRETARY, first))
    actions.make_change(actor=secretary, **said(own))
    actions.make_change(actor=secretary, **said(step))
    found = Duty.objects.filter(rule__in=["task.node", "task.project"]).order_by("rule")
    assert list(found.values_list("rule", "subject", "due_on")) == [
        ("task.node", step.pk, LATER),
        ("task.project", own.pk, LATER),
    ]


def test_done_by_the_changed_day_is_on_time(city):
    root, first, _second, row = city
    actions.make_change(actor=officer(root), **said(row, due_on=date(2021, 6, 20)))
    actions.complete_task(
        actor=viewer((Role.OFFICE, first)), at=NOW, task=row, version=2,
        done_on=date(2021, 6, 25), result="",
    )  # fmt: skip
    names = ("task.done.on_time", "task.done.late", "task.changed")
    values = [
        figures.compute(officer(root), figures.get(name), date(2021, 1, 1), DUE, "").value
        for name in names
    ]
    assert values == [0, 1, 1]


def test_an_approved_change_without_a_day_cannot_stand(city):
    from django.db import IntegrityError, transaction

    _root, _first, _second, row = city
    for wrong in ({"state": "approved"}, {"state": "asked", "closed_on": DUE}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(row, **wrong)
    change(row, state="approved", closed_on=DUE - timedelta(days=1))
