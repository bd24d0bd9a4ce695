"""What holds for every rule of the whole book, whichever context it speaks of."""

from datetime import date

import pytest
from django.urls import reverse

from tests.duties import book
from xianfeng.duties import queries, rulebook, words
from xianfeng.duties.enums import Each, Shape
from xianfeng.kernel import facts


@pytest.fixture(autouse=True)
def _whole_book(_small_book, monkeypatch):
    monkeypatch.setattr(rulebook, "PLACE", book.WHOLE)


def columns(rule):
    """Return the columns that the shape of a rule reads of its facts: (fact, column)."""
    for version in rule.versions:
        answer, opening = version.discharged_by.fact, version.after and version.after.fact
        if rule.shape == Shape.COMMITMENT:
            yield from [(answer, "due"), (answer, "done")]
            continue
        yield answer, "on"
        people = version.owes.each != Each.UNIT or (opening and facts.get(opening).subject)
        if people:
            yield answer, "subject"
        if opening:
            yield opening, "on"


def test_every_rule_in_use_finds_the_columns_it_reads():
    missing = []
    for rule in rulebook.active():
        for fact, column in columns(rule):
            try:
                facts.get(fact).lookup(column)
            except KeyError:
                missing.append((rule.id, fact, column))
    assert missing == []


def test_every_condition_names_a_column_of_its_fact():
    for rule in rulebook.active():
        for version in rule.versions:
            for match in filter(None, (version.discharged_by, version.after)):
                assert facts.get(match.fact).where(dict(match.where)) is not None


def test_every_rule_in_use_can_be_derived_told_and_explained(city):
    for rule in rulebook.active():
        found = queries.duties(city.officer, as_of=date(2026, 11, 21), rule=rule.id, year=2026)
        assert found.count() >= 0
        assert len(words.told(rule)["versions"]) == len(rule.versions)
    queries.owed_by(city.secretary, city.branch, date(2026, 11, 21))
    explained = queries.explain(
        city.officer, "branch.theme_day", city.branch.code, "2026-11", date(2026, 11, 21)
    )
    assert [each.state.value for each in explained] == ["open"]


def test_every_page_that_a_rule_names_is_there():
    for rule in rulebook.every():
        assert not rule.page or reverse(rule.page).startswith("/")
