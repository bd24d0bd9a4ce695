"""Every table of states, as everybody: an edge is there for its side, and no other edge is."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from tests.house.states import Driver, action_of, drivers, tables
from tests.units.build import DAY, NOW, unit, user
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.states import Edge, Table
from xianfeng.kernel.viewer import Denied
from xianfeng.outreach.actions import events as outreach_actions
from xianfeng.outreach.models import Event
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db
ALL = drivers()
STATES = [(name, driver, state) for name, driver in ALL for state in sorted(driver.table.states)]
# What a page may answer when it does not do it: a sentence, a way back, no right, not there.
UNDONE = {200, 302, 403, 404, 409, 422}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: DAY)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


class Trial:
    """One row in one state, and everybody who might turn it."""

    def __init__(self, driver: Driver, state: str):
        self.driver, self.table, self.start = driver, driver.table, state
        self.people = {**driver.build(), None: None}
        self.clients = {name: self._client(person) for name, person in self.people.items()}
        self.made = driver.make(state)
        assert driver.state(self.row) == state, "make() leads to another state"

    def _client(self, person):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    @property
    def row(self):
        return type(self.made)._base_manager.get(pk=self.made.pk)

    def allowed(self, name):
        """Return the verbs that somebody may say now."""
        sides = {side for side, names in self.driver.sides.items() if name in names}
        return self.table.verbs(self.start, sides)

    def everything(self):
        """Return what must stand still where nothing is done."""
        row = type(self.made)._base_manager.filter(pk=self.made.pk)
        return list(row.values()), self.driver.state(self.row), AuditEntry.objects.count()

    def shown(self, name):
        """Return the verbs whose button somebody finds on the page of the row."""
        answer = self.clients[name].get(self.driver.page(self.row))
        assert answer.status_code in {200, 302, 403, 404}, (name, answer.status_code)
        body = answer.content.decode() if answer.status_code == 200 else ""
        verbs = [edge.verb for edge in self.table.edges if edge.verb not in self.driver.undriven]
        return [verb for verb in verbs if self.driver.button(verb, self.row) in body]

    def try_page(self, name, verb):
        """Post a verb as somebody; what was done is rolled back."""
        with transaction.atomic():
            before = self.everything()
            address, data = self.driver.post(verb, self.row)
            answer = self.clients[name].post(address, data)
            self._compare(before, name, verb, f"{address} answers {answer.status_code}")
            assert answer.status_code in UNDONE, (name, verb, answer.status_code)
            transaction.set_rollback(True)

    def try_action(self, name, verb):
        """Say a verb by its action; what was done is rolled back."""
        with transaction.atomic():
            before, said = self.everything(), "the action refused nothing"
            try:
                with transaction.atomic():
                    self.driver.act(verb, self.row, viewer_of(self.people[name], DAY))
                refused = False
            except (Refused, Denied, Conflict) as problem:
                refused, said = True, f"{type(problem).__name__} {problem}"
            self._compare(before, name, verb, said)
            assert refused == (verb not in self.allowed(name)), (name, verb, said)
            transaction.set_rollback(True)

    def _compare(self, before, name, verb, said):
        if verb in self.allowed(name):
            reached = self.driver.state(self.row)
            assert reached == self.table.edge(verb).to, (name, verb, said)
            assert AuditEntry.objects.count() == before[2] + 1, (name, verb, "one audit row")
        else:
            assert self.everything() == before, (name, verb, said)


def prove_shape(name, driver):
    """A table that holds together, with somebody on each side, and an action for each edge."""
    table = driver.table
    verbs = [edge.verb for edge in table.edges]
    assert len(verbs) == len(set(verbs)), "a verb stands twice"
    assert {edge.by for edge in table.edges} == {*driver.sides}
    assert all(driver.sides.values()), "a side without anybody"
    assert {*driver.undriven} <= {*verbs}
    assert all(driver.undriven.values()), "an edge that no page takes, without a reason"
    reached = set(table.first)
    for _each in table.edges:
        reached |= {edge.to for edge in table.edges if edge.starts & reached}
    assert reached == table.states, "a state that nothing leads to"
    context = name.split(".")[0]
    missing = [verb for verb in verbs if action_of(context, verb) is None]
    assert missing == [], "edges without an action of their name"
    assert {action_of(context, verb).verb.split(".")[0] for verb in verbs} == {context}


def prove_state(driver, state):
    """In one state everybody finds the buttons that are theirs, and can say nothing else."""
    trial = Trial(driver, state)
    outsiders = {*trial.people} - {name for names in driver.sides.values() for name in names}
    assert outsiders > {None}, "nobody signed in who is on no side"
    for name in trial.people:
        offered = [verb for verb in trial.allowed(name) if verb not in driver.undriven]
        assert trial.shown(name) == offered, (state, name)
        for edge in driver.table.edges:
            if edge.verb not in driver.undriven:
                trial.try_page(name, edge.verb)
            if name is not None:
                trial.try_action(name, edge.verb)


def unmatched(known, driven):
    """Return the tables that have no driver, and drivers without their table.

    Two kinds of rows may follow one table: then each has its driver.
    """
    wrong = [name for name in known if name not in driven]
    return sorted({*wrong, *(name for name in driven if name not in known)})


def test_every_table_has_its_driver():
    assert unmatched({*tables()}, [name for name, _driver in ALL]) == []
    assert [name for name, driver in ALL if driver.table is not tables()[name]] == []


@pytest.mark.parametrize(("name", "driver"), ALL, ids=[name for name, _driver in ALL])
def test_every_edge_has_an_action_and_a_side(name, driver):
    prove_shape(name, driver)


@pytest.mark.parametrize(
    ("name", "driver", "state"), STATES, ids=[f"{name}-{state}" for name, _, state in STATES]
)
def test_only_the_edges_of_a_state_can_be_taken(name, driver, state):
    prove_state(driver, state)


# The proof itself, on an object that has two states: an event stands until it is withdrawn.
WITHDRAW = Edge("withdraw_event", frozenset({"standing"}), "withdrawn", "recorder")
EVENT = Table("event", frozenset({"standing"}), (WITHDRAW,))


def _build():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    return {
        "secretary": user("secretary", (Role.SECRETARY, a)),
        "office": user("office", (Role.OFFICE, root)),
        "leader": user("leader", (Role.LEADER, root)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
    }


def _make(state):
    event = Event.objects.create(
        unit=Unit.objects.get(code="A"),
        kind="sport",
        title="运动会",
        on=date(2021, 6, 1),
        recorded_at=NOW,
    )
    if state == "withdrawn":
        event.withdraw("记错")
    return event


DRIVER = Driver(
    table=EVENT,
    build=_build,
    sides={"recorder": ("secretary", "office")},
    make=_make,
    state=lambda row: "withdrawn" if Event.objects.get(pk=row.pk).withdrawn else "standing",
    page=lambda row: f"/outreach/events/{row.pk}/",
    post=lambda verb, row: (f"/outreach/events/{row.pk}/withdraw/", {"reason": "记错"}),
    button=lambda verb, row: f'href="/outreach/events/{row.pk}/withdraw/"',
    act=lambda verb, row, viewer: outreach_actions.withdraw_event(
        actor=viewer, at=NOW, event=row, reason="记错"
    ),
)


def prove(driver):
    prove_shape("outreach.event", driver)
    for state in sorted(driver.table.states):
        with transaction.atomic():
            prove_state(driver, state)
            transaction.set_rollback(True)


def with_edge(**more):
    edge = replace(WITHDRAW, **more)
    return replace(DRIVER, table=Table("event", frozenset({"standing"}), (edge,)))


def test_a_true_table_is_proven():
    prove(DRIVER)


def test_an_edge_that_no_page_takes_is_proven_by_its_action_alone():
    silent = {"button": lambda verb, row: "nowhere", "post": lambda verb, row: ("/nowhere/", {})}
    prove(replace(DRIVER, undriven={"withdraw_event": "said by another object"}, **silent))
    with pytest.raises(AssertionError):
        prove(replace(DRIVER, **silent))


BOTH = frozenset({"standing", "withdrawn"})
WRONG = {
    "an edge that starts where it cannot": with_edge(starts=BOTH),
    "an edge to another state": with_edge(to="gone"),
    "an edge without an action": with_edge(verb="burn_event"),
    "a part that is no action": with_edge(verb="next_edition"),
    "a state that nothing leads to": with_edge(starts=frozenset({"standing", "lost"})),
    "a side that nobody speaks for": replace(DRIVER, sides={"recorder": ()}),
    "a side of no edge": replace(DRIVER, sides=DRIVER.sides | {"other": ("leader",)}),
    "somebody else who may": replace(DRIVER, sides={"recorder": ("secretary",)}),
    "somebody who may not": replace(DRIVER, sides={"recorder": ("secretary", "office", "leader")}),
    "a button that is always there": replace(DRIVER, button=lambda verb, row: "</html>"),
    "a button that is never there": replace(DRIVER, button=lambda verb, row: "nowhere"),
    "a page that does nothing": replace(DRIVER, post=lambda verb, row: (DRIVER.page(row), {})),
    "no outsider": replace(
        DRIVER, build=lambda: {k: v for k, v in _build().items() if k in {"secretary", "office"}}
    ),
    "an action that does nothing": replace(DRIVER, act=lambda verb, row, viewer: None),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_so_is_not_proven(what):
    with pytest.raises((AssertionError, KeyError)):
        prove(WRONG[what])


def test_a_table_without_its_driver_is_named():
    known = {"a.order", "a.problem", "b.node"}
    assert unmatched(known, ["a.order", "a.problem", "b.node"]) == []
    assert unmatched(known, ["a.order", "b.node", "b.node", "c.visit"]) == ["a.problem", "c.visit"]
