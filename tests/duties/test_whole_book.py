"""What holds for every rule of the whole book, whichever context it speaks of."""

from datetime import date

import pytest
from django.urls import NoReverseMatch, reverse

from tests.duties import book
from tests.members import build as members
from tests.plans.build import sign_in
from tests.units import build as units
from xianfeng.duties import queries, rulebook, words
from xianfeng.duties.enums import Each, Shape
from xianfeng.kernel import facts
from xianfeng.units.enums import Role


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


def test_every_rule_in_use_leads_to_where_its_fact_is_recorded():
    lost = []
    for rule in rulebook.active():
        own = rule.shape == Shape.COMMITMENT
        for version in rule.versions:
            kind = facts.get(version.discharged_by.fact)
            named = rule.record or rule.page or (kind.page if own else "")
            if kind.id != "life.held" and not (named and reverse_any(named)):
                lost.append(rule.id)
    assert lost == []


def reverse_any(name):
    """Return the address of a page, of whatever row."""
    name = name.partition("?")[0]
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[1])


@pytest.mark.parametrize(
    ("rule", "period", "day", "wanted"),
    [
        ("branch.talks", "2021", date(2021, 3, 1), "/care/talks/record/?unit=HY00101&period=2021"),
        (
            "branch.political_birthday",
            "2021-Q1",
            date(2021, 4, 2),
            "/care/birthdays/greet/?unit=HY00101&period=2021-Q1",
        ),
        (
            "branch.theme_day",
            "2021-02",
            date(2021, 3, 1),
            "/life/record/?unit=HY00101&kind=theme_day&made_up=2021-02",
        ),
    ],
)
def test_the_record_page_is_for_who_keeps_the_records(city, client, rule, period, day, wanted):
    def do(viewer):
        (found,) = queries.explain(viewer, rule, "HY00101", period, day)
        return found.do_href

    assert do(city.secretary) == wanted
    assert do(units.viewer((Role.LEADER, city.first))) == ""
    sign_in(client, Role.SECRETARY, city.branch)
    asked = {"as_of": day.isoformat(), "rule": rule, "period": period}
    page = client.get(reverse("duties:list"), asked)
    assert [line.do_href for line in page.context["page"]] == [wanted]
    assert f'<a href="{wanted}">'.replace("&", "&amp;") in page.content.decode()
    assert client.get(wanted).status_code == 200


def test_a_secretarys_own_lecture_is_recorded_as_a_lecture(city):
    members.post(city.people[0], city.first, "secretary", since=date(2021, 1, 1))
    found = queries.duties(city.office, as_of=date(2021, 3, 1), rule="life.leader_lecture")
    (line,) = queries.lines(city.office, found, date(2021, 3, 1))
    assert line.do_href == "/life/record/?unit=HY001&kind=lecture"
