"""Every time limit: month ends, leap days, holidays, and the change of editions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.development.build import BORN, past
from xianfeng.development.rules import checks, history, limits, steps
from xianfeng.development.rules.chain import chain
from xianfeng.development.rules.checks import Person
from xianfeng.development.rules.deadlines import deadlines
from xianfeng.development.rules.history import Entry

PERSON = Person(BORN, chain("", committee=True))
AGENCY = Person(BORN, chain("administration", committee=True))


def day(text):
    return date.fromisoformat(text)


def codes(entries, person=PERSON, blocking=None):
    found = checks.problems(entries, person)
    return [one.code for one in found if blocking is None or one.blocks is blocking]


def of(entries, limit):
    return [
        (str(one.since_on), str(one.due_on), one.done_on and str(one.done_on))
        for one in deadlines(entries)
        if one.limit == limit
    ]


@pytest.mark.parametrize(
    ("on", "year"),
    [("2013-01-01", 2014), ("2014-05-28", 2014), ("2026-05-17", 2014), ("2026-05-18", 2026)],
)
def test_the_edition_is_that_of_the_day(on, year):
    assert limits.edition_on(day(on)).year == year


@pytest.mark.parametrize(
    ("applied", "due"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2026-03-31", "2026-04-30"),
        ("2025-12-15", "2026-01-15"),
        ("2024-02-29", "2024-03-29"),
        ("2026-05-18", "2026-06-18"),
    ],
)
def test_a_talk_within_a_month(applied, due):
    entries = [Entry(1, day(applied))]
    assert of(entries, "talk") == [(applied, due, None)]
    assert of([*entries, Entry(2, day(due))], "talk") == [(applied, due, due)]


@pytest.mark.parametrize(
    ("named", "due"),
    [("2025-08-31", "2026-02-28"), ("2023-08-30", "2024-02-29"), ("2026-01-01", "2026-07-01")],
)
def test_an_inspection_each_half_year(named, due):
    entries = [Entry(3, day(named))]
    assert of(entries, "inspection") == [(named, due, None)]
    one = Entry(6, day(due))
    later = str(limits.BY_ID["inspection"].due(day(due)))
    assert of([*entries, one], "inspection") == [(named, due, due), (due, later, None)]
    chosen = Entry(7, day(due) + timedelta(days=200))
    assert of([*entries, one, chosen], "inspection")[-1] == (due, later, str(chosen.on))


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        ("2026-05-17", []),  # the 2014 edition sets no limit
        ("2026-05-18", [("2026-05-18", "2026-06-18", None)]),
        ("2026-08-31", [("2026-08-31", "2026-09-30", None)]),
        ("2028-01-31", [("2028-01-31", "2028-02-29", None)]),
    ],
)
def test_the_meeting_within_a_month_of_the_review_from_2026(reviewed, expected):
    assert of([Entry(13, day(reviewed))], "congress") == expected


@pytest.mark.parametrize(
    ("congress", "due", "postponed"),
    [
        ("2025-11-30", "2026-02-28", "2026-05-30"),
        ("2023-11-30", "2024-02-29", "2024-05-30"),
        ("2026-03-31", "2026-06-30", "2026-09-30"),
        ("2026-05-31", "2026-08-31", "2026-11-30"),
    ],
)
def test_an_approval_within_three_months_or_six(congress, due, postponed):
    entries = [Entry(15, day(congress))]
    assert of(entries, "approval") == [(congress, due, None)]
    put_off = Entry(17, day(congress) + timedelta(days=50), outcome="postponed", reason="函调")
    assert of([*entries, put_off], "approval") == [(congress, postponed, None)]


@pytest.mark.parametrize(
    ("days", "reason", "expected"),
    [
        (92, "", []),
        (93, "", ["approval_late"]),
        (93, "函调未回", []),
        (183, "函调未回", []),
        (184, "函调未回", ["approval_expired"]),
    ],
)
def test_the_day_of_an_approval(days, reason, expected):
    entries = past(None, 16)
    congress = entries[-2].on  # 2023-06-24: three months are 92 days, six are 183
    assert str(congress) == "2023-06-24"
    taken = Entry(17, congress + timedelta(days=days), reason=reason)
    assert codes([*entries, taken]) == expected


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        ("2026-05-17", []),
        ("2026-05-18", [("2026-05-18", "2026-06-18", None)]),
        ("2027-01-31", [("2027-01-31", "2027-02-28", None)]),
    ],
)
def test_an_oath_within_a_month_from_2026_and_it_never_blocks(approved, expected):
    entries = [Entry(15, day(approved) - timedelta(days=20)), Entry(17, day(approved))]
    assert of(entries, "oath") == expected
    assert limits.BY_ID["oath"].general is True
    later = [*past(None, 19), Entry(20, day("2026-11-01"))]
    assert codes(later, blocking=True) == []


@pytest.mark.parametrize(
    ("congress", "ends", "meeting_by"),
    [
        ("2024-02-29", "2025-02-28", "2025-03-28"),
        ("2025-06-30", "2026-06-30", "2026-07-30"),
        ("2025-12-31", "2026-12-31", "2027-01-31"),
    ],
)
def test_probation_is_a_year_from_the_meeting(congress, ends, meeting_by):
    entries = [Entry(15, day(congress)), Entry(17, day(congress) + timedelta(days=30))]
    assert str(history.walk(entries).probation_ends) == ends
    assert of(entries, "application") == [(congress, ends, None)]
    assert of(entries, "confirmation") == [(congress, meeting_by, None)]


@pytest.mark.parametrize(
    ("months", "ends", "wrong"),
    [
        (5, "2024-11-24", ["extension"]),
        (6, "2024-12-24", []),
        (12, "2025-06-24", []),
        (13, "2025-07-24", ["extension"]),
    ],
)
def test_an_extension_is_half_a_year_to_a_year(months, ends, wrong):
    entries = past(None, 22)
    resolution = replace(past(None)[-3], outcome="extend", months=months)
    approved = replace(past(None)[-2])
    assert codes([*entries, resolution]) == wrong
    extended = [*entries, resolution, approved]
    assert str(history.walk(extended).probation_ends) == ends
    second = (str(resolution.on), ends, None)
    assert of(extended, "application")[-1] == second


@pytest.mark.parametrize(
    ("resolved", "due"),
    [("2025-11-30", "2026-02-28"), ("2026-06-10", "2026-09-10"), ("2027-11-30", "2028-02-29")],
)
def test_an_approval_of_confirmation_within_three_months(resolved, due):
    assert of([Entry(23, day(resolved))], "confirm_approval") == [(resolved, due, None)]


@pytest.mark.parametrize(
    ("born", "applied", "wrong"),
    [
        ("2004-03-01", "2022-03-01", []),
        ("2004-03-02", "2022-03-01", ["age"]),
        ("2004-02-29", "2022-02-28", []),
        ("2004-02-29", "2022-02-27", ["age"]),
    ],
)
def test_eighteen_on_the_day_of_the_application(born, applied, wrong):
    person = Person(day(born), chain("", committee=True))
    assert codes([Entry(1, day(applied))], person) == wrong


def chosen(named, on, first=None, last=None):
    """Return a history whose activist was named and target chosen on these days."""
    began = day(named)
    before = [
        Entry(1, began), Entry(2, began), Entry(3, began), Entry(4, began),
        Entry(5, began, contacts=(1,)), Entry(6, began + timedelta(days=150)),
    ]  # fmt: skip
    return [
        *before,
        Entry(7, day(on), publicity_from=first and day(first), publicity_until=last and day(last)),
    ]


@pytest.mark.parametrize(
    ("named", "on", "wrong"),
    [
        ("2024-02-29", "2025-02-27", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-03-31", "2025-03-30", True),
        ("2024-03-31", "2025-03-31", False),
    ],
)
def test_a_year_of_cultivation(named, on, wrong):
    assert ("cultivation" in codes(chosen(named, on))) is wrong


@pytest.mark.parametrize(
    ("first", "last", "on", "blocks", "warns"),
    [
        ("2026-05-18", "2026-05-22", "2026-05-25", [], []),
        ("2026-05-18", "2026-05-21", "2026-05-25", ["publicity_short"], []),
        ("2026-06-15", "2026-06-19", "2026-06-29", ["publicity_short"], []),  # 端午
        ("2026-09-24", "2026-10-08", "2026-10-09", [], []),  # 中秋, 国庆: five days worked
        ("2026-09-24", "2026-09-30", "2026-10-09", ["publicity_short"], []),
        ("2026-09-18", "2026-09-23", "2026-10-09", [], []),  # the 20th, a Sunday, is worked
        ("2026-05-11", "2026-05-13", "2026-05-15", [], ["publicity_short"]),  # 2014 edition
        ("2026-05-11", "2026-05-13", "2026-05-18", ["publicity_short"], []),
        (None, None, "2026-05-17", [], ["publicity"]),
        (None, None, "2026-05-18", ["publicity"], []),
        ("2026-05-25", "2026-05-20", "2026-06-01", ["publicity_days"], []),
        ("2026-05-18", "2026-06-02", "2026-06-01", ["publicity_days"], []),
    ],
)
def test_publicity_of_five_working_days_binds_from_2026(first, last, on, blocks, warns):
    entries = chosen("2025-01-10", on, first, last)
    assert codes(entries, blocking=True) == blocks
    assert codes(entries, blocking=False) == warns


@pytest.mark.parametrize(
    ("days", "hours", "wrong"),
    [(3, None, []), (None, 24, []), (2, 23, ["training"]), (None, None, ["training"]), (2, 24, [])],
)
def test_training_of_three_days_or_24_hours(days, hours, wrong):
    entries = past(None, 10)
    assert codes([*entries, Entry(11, day("2023-06-01"), days=days, hours=hours)]) == wrong


@pytest.mark.parametrize(
    ("should", "present", "yes", "no", "none", "wrong"),
    [
        (7, 4, 4, 0, 0, []),
        (7, 3, 3, 0, 0, ["quorum"]),
        (8, 4, 4, 0, 0, ["quorum"]),
        (8, 5, 5, 0, 0, []),
        (8, 8, 4, 4, 0, ["majority"]),
        (9, 9, 5, 4, 0, []),
        (9, 9, 4, 0, 5, ["majority"]),
        (7, 8, 4, 0, 0, ["votes_add"]),
        (7, 5, 4, 1, 1, ["votes_add"]),
        (7, None, 4, 1, 0, ["votes"]),
        (0, 0, 0, 0, 0, ["quorum"]),
    ],
)
def test_more_than_half_of_those_expected(should, present, yes, no, none, wrong):
    entries = past(None, 14)
    vote = Entry(
        15, day("2023-06-24"), expected=should, present=present, in_favour=yes, against=no,
        abstained=none,
    )  # fmt: skip
    assert codes([*entries, vote]) == wrong


@pytest.mark.parametrize(
    ("sector", "committee", "on", "wrong"),
    [
        ("administration", True, None, ["party_group_hears"]),
        ("administration", False, None, ["party_group_examines"]),
        ("mass", True, "2023-07-01", []),
        ("party", False, "2023-06-01", ["party_group_days"]),
        ("administration", True, "2023-08-01", ["party_group_days"]),
        ("enterprise", True, None, []),
        ("institution", False, None, []),
    ],
)
def test_the_party_group_of_an_agency_comes_before_the_approval(sector, committee, on, wrong):
    person = Person(BORN, chain(sector, committee=committee))
    approval = Entry(17, day("2023-07-14"), party_group_on=on and day(on))
    assert codes([*past(None, 16), approval], person) == wrong


def test_a_sound_history_has_nothing_wrong_and_nothing_due():
    entries = past(None)
    assert codes(entries) == []
    assert codes(entries, AGENCY) == []
    assert [one for one in deadlines(entries) if one.done_on is None] == []
    assert history.walk(entries).stage() == "filed"


# Slow only where the machine is busy with other things.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@UNHURRIED
@given(st.sets(st.integers(1, 25), max_size=6), st.integers(1, 25))
def test_nobody_skips(left_out, number):
    """Whatever is left out, a step behind it is refused, and names what is missing."""
    entries = past(None, skip=left_out)
    stands = history.walk(entries)
    for entry in entries:
        lacking = steps.before(entry.step) & left_out
        if lacking:
            found = [one.step for one in checks.problems(entries, PERSON) if one.code == "missing"]
            assert entry.step in found
    if steps.before(number) & left_out:
        assert number not in stands.open()


@UNHURRIED
@given(st.integers(1, 25))
def test_what_may_be_taken_next_is_what_nothing_lacks(until):
    stands = history.walk(past(None, until))
    for number in stands.open():
        assert steps.before(number) <= set(stands.done)


def test_the_order_holds_every_step_and_the_last_one_waits_for_all():
    assert [step.number for step in steps.STEPS] == list(range(1, 26))
    assert steps.before(25) == set(range(1, 25))
    assert all(need < step.number for step in steps.STEPS for need in step.needs)


def test_the_steps_are_those_of_the_published_list(shared_data):
    rows = (shared_data / "codes" / "development_25_steps.csv").read_text(encoding="utf-8")
    listed = [line.split(",")[:3] for line in rows.splitlines()[1:]]
    told = [[str(step.number), steps.STAGES[step.stage], step.name] for step in steps.STEPS]
    assert told == listed


def test_every_condition_and_limit_bears_its_mark():
    assert {one.mark for one in limits.CONDITIONS} <= {"V", "S", "G", "M"}
    assert {mark for span in limits.SPANS for _edition, mark in span.marks} <= {"S", "G"}
    assert limits.condition_on(7, day("2026-05-17")).mark == "S"
    assert limits.condition_on(7, day("2026-05-18")).mark == "G"
    assert limits.condition_on(21, day("2026-05-18")) is None
