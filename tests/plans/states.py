"""The tables of states of tasks, nodes and changes, as test_states.py drives them."""

from datetime import date

from tests.house.states import Driver
from tests.plans.build import node, plan, task
from tests.units.build import NOW, unit, user
from xianfeng.plans import actions, rules
from xianfeng.plans.models import Change, Task
from xianfeng.units.enums import Role, UnitKind

SAID = {"done_on": "2021-06-01", "result": "已建成", "reason": "误登", "version": "1"}


def _build():
    """Make an office with a lead and an assisting unit below it, each with its people."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    lead, helper, other = unit("A", root), unit("B", root), unit("C", root)
    task(plan(root), lead, 1, date(2021, 6, 30), helpers=[helper])
    return {
        "officer": user("officer", (Role.COMMITTEE_OFFICER, root)),
        "office": user("office", (Role.OFFICE, lead)),
        "secretary": user("secretary", (Role.SECRETARY, lead)),
        "leader": user("leader", (Role.LEADER, lead)),
        "superior leader": user("superior", (Role.LEADER, root)),
        "assisting": user("assisting", (Role.SECRETARY, helper)),
        "stranger": user("stranger", (Role.SECRETARY, other)),
        "member": user("member", (Role.MEMBER, lead)),
    }


LEAD = ("officer", "office", "secretary")


def _done(state):
    return {"done_on": date(2021, 6, 1)} if state == "done" else {}


def _task(state):
    Task.objects.update(**_done(state))
    return Task.objects.get()


def _node(state):
    return node(Task.objects.get(), due_on=date(2021, 5, 1), **_done(state))


def _state(row):
    return rules.standing(type(row).objects.get(pk=row.pk).done_on)


def _act(verb, noun, row, viewer):
    said = {"done_on": date(2021, 6, 1), "result": ""}
    if verb.startswith("reopen"):
        said = {"reason": "误登"}
    return getattr(actions, verb)(actor=viewer, at=NOW, version=1, **{noun: row}, **said)


TASK = Driver(
    table=rules.TASK,
    build=_build,
    sides={"lead": LEAD},
    make=_task,
    state=_state,
    page=lambda row: f"/plans/{row.pk}/",
    post=lambda verb, row: (
        f"/plans/{row.pk}/" + ("reopen" if verb == "reopen_task" else ""),
        SAID,
    ),
    button=lambda verb, row: (
        f'href="/plans/{row.pk}/reopen"' if verb == "reopen_task" else 'name="done_on"'
    ),
    act=lambda verb, row, viewer: _act(verb, "task", row, viewer),
)

NODE = Driver(
    table=rules.NODE,
    build=_build,
    sides={"lead": LEAD},
    make=_node,
    state=_state,
    page=lambda row: f"/plans/nodes/{row.pk}/",
    post=lambda verb, row: (f"/plans/nodes/{row.pk}/", _node_said(verb)),
    button=lambda verb, row: 'name="reason"' if verb == "reopen_node" else 'name="done_on"',
    act=lambda verb, row, viewer: _act(verb, "node", row, viewer),
)


def _node_said(verb):
    """One address takes both: each is sent what its own form asks for, and nothing else."""
    names = ("reason",) if verb == "reopen_node" else ("done_on", "result")
    return {name: SAID[name] for name in (*names, "version")}


def _change(state):
    row = Task.objects.get()
    closed = {} if state == "asked" else {"closed_on": date(2021, 6, 2)}
    return Change.objects.create(
        task=row, old_title=row.title, new_title=row.title, old_due=row.due_on,
        new_due=date(2021, 9, 30), reason="汛期停工", asked_on=date(2021, 6, 1),
        state=state, **closed,
    )  # fmt: skip


def _answer(verb, row, viewer):
    answer = {} if verb == "withdraw_change" else {"answer": "不影响总工期"}
    return getattr(actions, verb)(actor=viewer, at=NOW, change=row, version=1, **answer)


CHANGE = Driver(
    table=rules.CHANGE,
    build=_build,
    sides={"lead": LEAD, "issuer": ("officer",)},
    make=_change,
    state=lambda row: Change.objects.get(pk=row.pk).state,
    page=lambda row: f"/plans/changes/{row.pk}/",
    post=lambda verb, row: (
        f"/plans/changes/{row.pk}/",
        {"verb": verb, "answer": "不影响总工期", "version": "1"},
    ),
    button=lambda verb, row: f'name="verb" value="{verb}"',
    act=_answer,
)

DRIVERS = [TASK, NODE, CHANGE]
