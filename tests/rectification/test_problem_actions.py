"""Each step of a problem: who may, what it leaves, and what is refused."""

from datetime import date, datetime

import pytest

from tests.rectification.build import NOW, ON, SAID, TO, found, go, in_state, raised
from tests.units.build import user
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.rectification import actions, permissions
from xianfeng.rectification.models import Order, Problem
from xianfeng.units.enums import Role
from xianfeng.units.models import UnitRole


def at(month, day):
    return datetime(2021, month, day, 9, 0, tzinfo=NOW.tzinfo)


def spells(problem):
    return [(one.state, one.due_on, one.from_on, one.until_on) for one in problem.spells.all()]


@pytest.mark.parametrize("state", TO)
def test_a_problem_reaches_every_state_by_its_actions(city, state):
    problem = in_state(city, state)
    assert problem.state == state
    assert [one.state for one in problem.spells.all()] == [state]


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("officer", True), ("clerk", True), ("rival", False), ("secretary", False),
        ("second", False), ("groupie", False), ("leader", False), ("member", False),
    ],
)  # fmt: skip
def test_who_records_for_the_verifying_unit_raises(city, name, may):
    if may:
        raised(city, actor=getattr(city, name))
    else:
        with pytest.raises(Denied):
            raised(city, actor=getattr(city, name))
    assert Problem.objects.count() == may


def test_no_office_raises_in_anothers_part_not_even_for_itself_to_verify(city):
    with pytest.raises(Denied):
        raised(city, actor=city.rival, verifier=city.other)
    with pytest.raises(Denied):
        raised(city, city.root, actor=city.rival, verifier=city.other)


def test_a_self_check_is_raised_by_the_unit_and_verified_above_it(city):
    problem = raised(city, actor=city.secretary, source="self_check")
    assert (problem.unit, problem.verifier) == (city.one, city.office)
    for verifier in (city.group, city.two, city.other):
        with pytest.raises(Denied):
            raised(city, actor=city.secretary, source="self_check", verifier=verifier)
    with pytest.raises(Denied):
        raised(city, actor=city.second, source="self_check")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"), ({"found_on": date(2021, 7, 1)}, "found_on"),
        ({"due_on": date(2021, 5, 31)}, "due_on"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused_at_its_field(city, more, field):
    with pytest.raises(Refused) as refusal:
        raised(city, **more)
    assert refusal.value.field == field


def test_a_unit_is_not_its_own_verifier(city):
    with pytest.raises((Refused, Denied)):
        raised(city, city.office, verifier=city.office)
    with pytest.raises(Refused):
        raised(city, city.root, actor=city.officer, verifier=city.root)


def test_a_unit_that_is_gone_gets_no_problem(city):
    city.one.abolished_on = date(2021, 5, 1)
    city.one.save()
    with pytest.raises(Refused):
        raised(city)


def test_what_recurs_is_of_the_same_unit_and_category(city):
    before = in_state(city, "closed")
    assert raised(city, recurs=[before]).recurs == before
    with pytest.raises(Refused):
        raised(city, recurs=[before], category="politics")
    with pytest.raises(Refused):
        raised(city, city.two, recurs=[before])


def test_the_lead_answers_when_every_part_is_closed(city):
    lead = raised(city, others=[city.two])
    part = Problem.objects.get(joint=lead)
    assert (part.unit, part.due_on, part.text) == (city.two, lead.due_on, lead.text)
    with pytest.raises(Refused):
        go("answer_problem", city.secretary, lead)
    go("answer_problem", city.second, part)
    with pytest.raises(Refused):
        go("answer_problem", city.secretary, lead)
    go("verify_problem", city.clerk, part)
    go("answer_problem", city.secretary, lead)
    with pytest.raises(Refused):
        go("reopen_problem", city.clerk, part)
    go("send_problem_back", city.clerk, lead)
    go("reopen_problem", city.clerk, part)


def test_a_lead_is_withdrawn_after_its_parts(city):
    lead = raised(city, others=[city.two])
    with pytest.raises(Refused):
        go("withdraw_problem", city.clerk, lead)
    go("withdraw_problem", city.clerk, Problem.objects.get(joint=lead))
    assert go("withdraw_problem", city.clerk, lead).state == "withdrawn"


def test_an_open_problem_is_split_to_further_units_once(city):
    lead = raised(city)
    said = {"actor": city.clerk, "at": NOW, "problem": lead}
    made = actions.split_problem(version=1, others=[city.two], **said)
    assert [(one.unit, one.joint) for one in made] == [(city.two, lead)]
    for others in ([city.two], [city.one], []):
        with pytest.raises(Refused):
            actions.split_problem(version=2, others=others, **said)
    with pytest.raises(Denied):
        actions.split_problem(version=2, others=[city.far], **said)
    with pytest.raises(Refused):
        actions.split_problem(
            actor=city.clerk, at=NOW, problem=made[0], version=1, others=[city.group]
        )


def test_the_same_unit_twice_is_refused(city):
    with pytest.raises(Refused):
        raised(city, others=[city.one])


def test_the_history_by_day_follows_every_turn(city):
    problem = raised(city, at=at(6, 2))
    go("extend_problem", city.clerk, problem, at=at(6, 10))
    go("answer_problem", city.secretary, problem, at=at(6, 20), on=date(2021, 6, 19))
    go("send_problem_back", city.clerk, problem, at=at(6, 20))
    go("answer_problem", city.secretary, problem, at=at(6, 25), on=date(2021, 6, 24))
    go("verify_problem", city.clerk, problem, at=at(6, 28))
    later = date(2021, 8, 15)
    assert spells(problem) == [
        ("open", date(2021, 7, 15), date(2021, 6, 2), date(2021, 6, 10)),
        ("open", later, date(2021, 6, 10), date(2021, 6, 25)),
        ("answered", later, date(2021, 6, 25), date(2021, 6, 28)),
        ("closed", later, date(2021, 6, 28), None),
    ]
    assert list(problem.answers.values_list("on", "given_on", "verify_by", "accepted")) == [
        (date(2021, 6, 19), date(2021, 6, 20), date(2021, 7, 2), False),
        (date(2021, 6, 24), date(2021, 6, 25), date(2021, 7, 9), True),
    ]
    problem.refresh_from_db()
    assert (problem.answered_on, problem.closed_on) == (date(2021, 6, 25), date(2021, 6, 28))


def test_what_is_taken_back_the_same_day_leaves_no_trace_by_day(city):
    problem = in_state(city, "answered", at=at(6, 2))
    go("take_answer_back", city.secretary, problem, at=at(6, 2))
    assert spells(problem) == [("open", date(2021, 7, 15), date(2021, 6, 2), None)]
    assert problem.answers.get().taken_back


def test_an_extension_keeps_the_old_date(city):
    problem = go("extend_problem", city.clerk, raised(city))
    kept = problem.extensions.get()
    assert (kept.old_due_on, kept.new_due_on, problem.due_on) == (
        date(2021, 7, 15), date(2021, 8, 15), date(2021, 8, 15),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "state", "more", "field"),
    [
        ("answer_problem", "open", {"text": " "}, "text"),
        ("answer_problem", "open", {"on": date(2021, 7, 1)}, "on"),
        ("answer_problem", "open", {"on": date(2021, 5, 31)}, "on"),
        ("send_problem_back", "answered", {"opinion": " "}, "opinion"),
        ("reopen_problem", "closed", {"reason": " "}, "reason"),
        ("extend_problem", "open", {"reason": ""}, "reason"),
        ("extend_problem", "open", {"due_on": date(2021, 7, 15)}, "due_on"),
        ("withdraw_problem", "open", {"reason": ""}, "reason"),
    ],
)
def test_a_step_that_lacks_something_is_refused_at_its_field(city, verb, state, more, field):
    problem = in_state(city, state)
    actor = city.secretary if verb == "answer_problem" else city.clerk
    with pytest.raises(Refused) as refusal:
        go(verb, actor, problem, **more)
    assert refusal.value.field == field
    assert Problem.objects.get().state == state


def test_a_deadline_is_not_moved_into_the_past(city):
    problem = raised(city, due_on=date(2021, 6, 5))
    with pytest.raises(Refused):
        go("extend_problem", city.clerk, problem, due_on=date(2021, 6, 29))


def test_what_is_on_an_issued_order_is_not_withdrawn_alone(city):
    problem = raised(city)
    problem.order = Order.objects.create(
        issuer=city.office, unit=city.one, title="交办单", year=2021, due_on=date(2021, 7, 15)
    )
    problem.save()
    Order.objects.update(state="issued", issued_on=ON, seq=1)
    with pytest.raises(Refused):
        go("withdraw_problem", city.clerk, problem)
    Order.objects.update(state="draft", issued_on=None, seq=None)
    assert go("withdraw_problem", city.clerk, problem).state == "withdrawn"


def test_a_stale_page_changes_nothing(city):
    problem = raised(city)
    go("plan_problem", city.secretary, problem)
    with pytest.raises(Conflict):
        actions.plan_problem(
            actor=city.secretary, at=NOW, problem=problem, version=1, **SAID["plan_problem"]
        )


def test_each_step_is_one_audit_row_and_is_told_to_owner_and_verifier(city, monkeypatch):
    told = set()
    monkeypatch.setattr(
        kernel_facts, "_listeners", [lambda one: told.add((one.kind, tuple(one.unit_ids)))]
    )
    problem = raised(city)
    go("answer_problem", city.secretary, problem)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.target, entry.unit_id, entry.new["state"]) == (
        "rectification.answer_problem", f"rectification.problem:{problem.pk}", city.one.pk,
        "answered",
    )  # fmt: skip
    assert told == {
        ("rectification.problem", (city.one.pk,)), ("rectification.standing", (city.one.pk,)),
        ("rectification.due", (city.one.pk,)), ("rectification.answer", (city.office.pk,)),
    }  # fmt: skip


def test_nobody_of_the_owners_side_verifies_whatever_else_they_hold(city):
    both = city.users["both"] = user("both", (Role.SECRETARY, city.one), (Role.OFFICE, city.office))
    below = city.users["below"] = user(
        "below", (Role.SECRETARY, city.group), (Role.COMMITTEE_OFFICER, city.root)
    )
    problem = in_state(city, "answered")
    for name in ("both", "below", "secretary", "groupie", "rival", "second"):
        with pytest.raises(Denied):
            go("verify_problem", getattr(city, name), problem)
    UnitRole.objects.filter(user__in=[both, below], role=Role.SECRETARY).delete()
    assert go("verify_problem", city.both, problem).state == "closed"


def test_the_root_is_verified_by_the_unit_it_named_and_not_by_itself(city):
    problem = raised(city, city.root, actor=city.officer, verifier=city.other)
    go("answer_problem", city.officer, problem)
    for name in ("officer", "clerk", "secretary"):
        with pytest.raises(Denied):
            go("verify_problem", getattr(city, name), problem)
    assert go("verify_problem", city.rival, problem).state == "closed"


def test_the_operator_may_do_what_a_role_may(city):
    assert permissions.sides(operator("x"), raised(city)) == {"owner", "verifier"}


def test_a_finding_keeps_where_it_was_found():
    assert found(origin="life.held:3").origin == "life.held:3"
