"""When duties are derived: once, at first reading, again when the rule reads differently."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tests.duties.build import EXTRA, derive, duty, held
from tests.members import build as members
from tests.units import build as units
from xianfeng.duties import queries, rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import DerivedYear, Duty
from xianfeng.kernel import facts
from xianfeng.kernel.facts import Touched


def theme_days():
    return rulebook.get("branch.theme_day")


def test_a_year_is_derived_at_its_first_reading_and_then_only_asked_for(
    city, django_assert_num_queries
):
    derive(theme_days(), 2021)
    assert Duty.objects.filter(rule="branch.theme_day").count() == 36
    with django_assert_num_queries(1):
        derive(theme_days(), 2021)
    derive(theme_days(), 2020)
    assert Duty.objects.filter(rule="branch.theme_day").count() == 72


def test_a_rule_that_reads_differently_is_derived_again(city, settings):
    ours = rulebook.get("branch.lecture")
    derive(ours, 2020, 2021)
    settings.LOCAL_RULES = EXTRA
    theirs = rulebook.get("branch.lecture")
    derive(theirs, 2021)
    periods = {found.period for found in Duty.objects.filter(rule="branch.lecture")}
    assert periods == {"2020-H2", "2021-Q1", "2021-Q2", "2021-Q3"}
    assert list(DerivedYear.objects.values_list("rule", "year")) == [("branch.lecture", 2021)]


def test_a_new_unit_owes_on_the_next_screen(city):
    derive(theme_days(), 2021)
    new = units.unit("HY00103", city.first)
    facts.recorded(facts.get("units.unit"), unit_ids=[new.pk])
    assert Duty.objects.filter(rule="branch.theme_day", unit=new).count() == 12
    DerivedYear.objects.all().delete()
    Duty.objects.all().delete()
    derive(theme_days(), 2021)
    facts.recorded(facts.get("units.unit"))
    assert DerivedYear.objects.count() == 0


def test_many_units_at_once_only_mark_the_years(city, monkeypatch):
    monkeypatch.setattr(writing, "NARROW_UNITS", 1)
    derive(theme_days(), 2021)
    meetings = [
        held(unit, "theme_day", date(2021, 3, 1), tell=False)
        for unit in (city.branch, city.sibling)
    ]
    facts.recorded(
        facts.get("life.held"),
        unit_ids=[meeting.unit_id for meeting in meetings],
        days=[date(2021, 3, 1)],
    )
    assert DerivedYear.objects.count() == 0
    assert duty(theme_days(), city.sibling, "2021-03")[3] == date(2021, 3, 1)


def test_a_member_alone_touches_only_rules_that_count_members(city):
    derive(theme_days(), 2021)
    derive(rulebook.get("branch.committee_meeting"), 2021)
    before = set(Duty.objects.filter(rule="branch.theme_day").values_list("pk", flat=True))
    for number in range(7):
        members.member(f"新{number}", city.other)
    facts.recorded(facts.get("members.membership"), unit_ids=[city.other.pk])
    after = set(Duty.objects.filter(rule="branch.theme_day").values_list("pk", flat=True))
    assert before == after
    assert Duty.objects.filter(rule="branch.committee_meeting", unit=city.other).count() == 12


def test_facts_that_no_rule_reads_cost_nothing(city, django_assert_num_queries):
    derive(theme_days(), 2021)
    with django_assert_num_queries(0):
        writing.refresh(Touched("members.post", frozenset({city.branch.pk})))


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_derive_once():
    root = units.unit("HY", kind="committee")
    for number in range(30):
        units.unit(f"HY{number:03d}", root)
    viewer = units.officer(root)
    start = threading.Barrier(2)

    def read():
        try:
            start.wait()
            return len(queries.duties(viewer, as_of=date(2021, 1, 31), year=2021))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as readers:
        answers = [reader.result() for reader in [readers.submit(read) for _ in range(2)]]
    assert answers == [30 * 5, 30 * 5]
    assert Duty.objects.filter(rule="branch.theme_day").count() == 30 * 12
    assert DerivedYear.objects.filter(rule="branch.theme_day").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_meeting_recorded_while_a_reader_derives_is_not_lost():
    from django.db import transaction

    if connection.vendor == "sqlite":
        pytest.skip("SQLite's IMMEDIATE transactions never overlap: nothing can be lost between")
    branch = units.unit("HY")
    derived = threading.Event()

    def read():
        derive(theme_days(), 2021)
        derived.set()
        connection.close()

    reader = threading.Thread(target=read)
    with transaction.atomic():
        held(branch, "theme_day", date(2021, 3, 1))
        reader.start()
        assert not derived.wait(0.5)
    reader.join()
    assert duty(theme_days(), branch, "2021-03")[3] == date(2021, 3, 1)
