"""Whoever comes to stand on the owner's side, by whatever way, closes no problem of it."""

from datetime import date

import pytest

from tests.lifecycle.build import TODAY, City, at, moment
from tests.rectification.build import found
from tests.units.build import unit, user
from xianfeng.kernel.viewer import Denied
from xianfeng.rectification import actions
from xianfeng.rectification.models import Problem
from xianfeng.rectification.queries import problems as queries
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

NOW = moment(TODAY)


@pytest.fixture
def town(db):
    """A committee with a general branch, whose problem a branch beside it raised."""
    made = City()
    unit("A5", made.a, UnitKind.GENERAL_BRANCH, agency=made.a.agency)
    return made


def answered(town, owner, verifier):
    """Raise a problem as the officer of the root does, and answer it."""
    problem = actions.raise_problem(
        actor=town.officer, at=NOW, unit=at(owner), verifier=at(verifier), found=found()
    )
    return actions.answer_problem(
        actor=town.officer, at=NOW, problem=problem, version=1, text="已改", on=TODAY
    )


def verify(viewer, problem):
    row = Problem.objects.select_related("unit", "verifier", "joint", "order").get(pk=problem.pk)
    return actions.verify_problem(actor=viewer, at=NOW, problem=row, version=row.version)


def waiting(viewer):
    return list(queries.problems_to_verify(viewer, TODAY))


def test_a_verifier_moved_below_the_owner_leaves_it_to_those_above_both(town):
    problem = answered(town, "A5", "A1")
    secretary = viewer_of(town.secretary, TODAY)
    assert waiting(secretary) == [problem]
    town.do("move", "A1", target="A5")
    secretary = viewer_of(type(town.secretary).objects.get(pk=town.secretary.pk), TODAY)
    assert at("A1").path.startswith(at("A5").path)
    assert waiting(secretary) == []
    with pytest.raises(Denied):
        verify(secretary, problem)
    officer = viewer_of(user("above", (Role.OFFICE, at("A"))), TODAY)
    assert waiting(officer) == [problem]
    assert verify(officer, problem).closed_on == TODAY


def test_an_owner_moved_below_its_verifier_does_not_close_it_itself(town):
    problem = answered(town, "A1", "A5")
    town.do("move", "A1", target="A5")
    secretary = viewer_of(type(town.secretary).objects.get(pk=town.secretary.pk), TODAY)
    with pytest.raises(Denied):
        verify(secretary, problem)
    head = viewer_of(user("head", (Role.SECRETARY, at("A5"))), TODAY)
    assert verify(head, problem).closed_on == date(2021, 6, 30)


def test_who_kept_the_owners_records_and_now_keeps_the_verifiers_as_well_does_not_close(town):
    problem = answered(town, "A1", "A2")
    both = viewer_of(user("both", (Role.SECRETARY, at("A2")), (Role.SECRETARY, at("A1"))), TODAY)
    assert waiting(both) == []
    with pytest.raises(Denied):
        verify(both, problem)
    one = viewer_of(user("one", (Role.SECRETARY, at("A2"))), TODAY)
    assert verify(one, problem).state == "closed"


def test_what_a_merged_unit_owned_is_not_closed_by_the_unit_it_went_into(town):
    problem = answered(town, "A1", "A2")
    heir = user("heir", (Role.SECRETARY, at("A2")))
    assert waiting(viewer_of(heir, TODAY)) == [problem]
    town.do("merge", "A1", target="A2")
    assert waiting(viewer_of(heir, TODAY)) == []
    with pytest.raises(Denied):
        verify(viewer_of(heir, TODAY), problem)
    head = viewer_of(user("head", (Role.OFFICE, at("A"))), TODAY)
    assert waiting(head) == [problem]
    assert verify(head, problem).state == "closed"


def test_a_verifier_merged_into_the_owner_leaves_it_to_those_above_both(town):
    problem = answered(town, "A2", "A1")
    heir = user("heir", (Role.SECRETARY, at("A2")))
    town.do("merge", "A1", target="A2")
    for who in (heir, town.secretary):
        viewer = viewer_of(type(who).objects.get(pk=who.pk), TODAY)
        assert waiting(viewer) == []
        with pytest.raises(Denied):
            verify(viewer, problem)
    head = viewer_of(user("head", (Role.OFFICE, at("A"))), TODAY)
    assert waiting(head) == [problem]
