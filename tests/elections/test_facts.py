"""Terms as commitments of the rule book, and completed elections as facts and figures."""

from datetime import date

import pytest

from tests.duties import book
from tests.elections.build import Town
from tests.elections.house import election, held
from xianfeng.duties import queries, rulebook
from xianfeng.kernel import facts, figures
from xianfeng.units.models import Term

pytestmark = pytest.mark.django_db
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def whole_book(monkeypatch):
    monkeypatch.setattr(rulebook, "PLACE", book.WHOLE)


def test_a_completed_election_counts_by_the_day_of_its_meeting():
    town = Town()
    held(town.unit, date(2021, 3, 8))
    held(town.unit, date(2020, 12, 31))
    held(town.unit, date(2021, 5, 1), kind="by_election")
    election(town.unit, "reported", met_on=date(2021, 3, 9))
    told = {
        name: figures.compute(town.officer, figures.get(name), *YEAR).value
        for name in ("election.term", "election.by_election")
    }
    assert told == {"election.term": 1, "election.by_election": 1}


def test_a_term_is_done_when_the_next_one_begins():
    town = Town()
    kind = facts.get("units.term_due")
    assert list(kind.visible_to(town.officer).values_list("until_on", "relieved_on")) == [
        (date(2021, 6, 10), None)
    ]
    Term.objects.create(
        unit=town.unit, from_on=date(2021, 6, 8), until_on=date(2024, 6, 8), years=3
    )
    found = kind.visible_to(town.officer).order_by("from_on")
    assert list(found.values_list("until_on", "relieved_on")) == [
        (date(2021, 6, 10), date(2021, 6, 8)),
        (date(2024, 6, 8), None),
    ]


@pytest.mark.parametrize(
    ("kind", "rule", "mark"),
    [("branch", "term.branch", "S"), ("general_branch", "term.branch", "S"),
     ("committee", "term.committee", "V")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("day", "state"), [(date(2021, 6, 10), "open"), (date(2021, 6, 11), "overdue")]
)
def test_an_election_is_owed_by_the_last_day_of_the_term(whole_book, kind, rule, mark, day, state):
    town = Town(kind=kind)
    found = queries.duties(town.officer, as_of=day, rule=rule, year=2021)
    assert [(one.unit_id, one.due_on, one.state) for one in found] == [
        (town.unit.pk, date(2021, 6, 10), state)
    ]
    one = rulebook.get(rule)
    assert (one.verification, one.versions[0].remind_days) == (mark, (183, 92))
    other = {"term.branch", "term.committee"} - {rule}
    assert not queries.duties(town.officer, as_of=day, rule=other.pop(), year=2021)


def test_a_re_election_discharges_the_duty(whole_book):
    town = Town()
    town.until_meeting()
    town.voted(9, 8, 7, 2)
    town.divided("secretary", "organisation", "discipline")
    town.reported()
    town.confirmed()
    found = queries.duties(town.officer, as_of=date(2021, 6, 30), rule="term.branch", year=2021)
    assert [(one.due_on, one.state, one.met_on) for one in found] == [
        (date(2021, 6, 10), "met", date(2021, 6, 8))
    ]
