"""Both ends of a letter owe its answer until its last day: transfer.sent and transfer.received."""

from datetime import date

import pytest

from tests.members.build import member
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.duties.queries import listing
from xianfeng.members.actions import transfers
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    committee = unit("C", root, UnitKind.COMMITTEE)
    a, a2, b = unit("A", committee), unit("A2", committee), unit("B", root)
    return {"R": root, "A": a, "A2": a2, "B": b, "one": member("张伟", a)}


def issue(city, to, **more):
    return transfers.issue_transfer(
        actor=officer(city["R"]), at=NOW, member=city["one"], to_unit=to, way="letter",
        issued_on=date(2021, 4, 1), valid_days=90, **{"outside": ""} | more,
    )  # fmt: skip


def owed(city, rule, on, who=None):
    found = listing.duties(who or officer(city["R"]), as_of=on, rule=rule)
    return [(one.unit.code, one.due_on, one.state) for one in found]


DUE = date(2021, 6, 30)


def test_a_letter_inside_is_owed_at_both_ends_and_runs_out(city):
    issue(city, city["B"])
    for rule, code in (("transfer.sent", "A"), ("transfer.received", "B")):
        assert owed(city, rule, DUE) == [(code, DUE, "open")]
        assert owed(city, rule, date(2021, 7, 1)) == [(code, DUE, "overdue")]
        own = viewer((Role.SECRETARY, city["A2"]))
        assert owed(city, rule, DUE, own) == []


def test_an_answer_of_any_kind_ends_it(city):
    boss = officer(city["R"])
    letter = issue(city, city["B"])
    assert owed(city, "transfer.received", DUE) == [("B", DUE, "open")]
    transfers.refuse_transfer(
        actor=boss, at=NOW, transfer=letter, closed_on=date(2021, 6, 20), reason="原因"
    )
    for rule, code in (("transfer.sent", "A"), ("transfer.received", "B")):
        assert owed(city, rule, DUE) == [(code, DUE, "met")]


def test_to_the_outside_only_the_sender_owes_and_an_adjustment_owes_nothing(city):
    issue(city, None, outside="某地党委")
    assert owed(city, "transfer.sent", DUE) == [("A", DUE, "open")]
    assert owed(city, "transfer.received", DUE) == []
    transfers.adjust_branch(
        actor=officer(city["R"]), at=NOW, member=member("李娜", city["A"]), branch=city["A2"],
        moved_on=date(2021, 4, 1),
    )  # fmt: skip
    assert owed(city, "transfer.sent", DUE) == [("A", DUE, "open")]
    assert owed(city, "transfer.received", DUE) == []
