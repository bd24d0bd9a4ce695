"""Who may hold what, who should come, and what a record may say: tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from xianfeng.life import rules
from xianfeng.life.enums import AbsenceReason, MeetingKind
from xianfeng.life.rules import Audience, Problem, Record
from xianfeng.members.enums import PostTitle
from xianfeng.units.enums import BRANCH_KINDS, UnitKind

GOOD = Record("general_meeting", date(2021, 3, 5))


def problems(record, listed=(1, 2, 3), unit_kind="branch", abolished_on=None):
    return rules.problems(
        record,
        unit_kind=unit_kind,
        established_on=date(2021, 1, 4),
        abolished_on=abolished_on,
        today=date(2021, 3, 31),
        listed=listed,
    )


LEADING = "study_group first_agenda democratic_life cadre_meeting work_research"


def test_words_are_those_of_the_tables():
    assert list(rules.EVERY_KIND) == MeetingKind.values
    assert set(rules.CYCLES) == set(rules.ALSO) == set(MeetingKind.values)
    assert set(rules.HELD_BY) == set(UnitKind.values) - set(BRANCH_KINDS)
    assert rules.EXEMPT == AbsenceReason.EXEMPT
    assert rules.GROUP_LEADER == PostTitle.GROUP_LEADER


@pytest.mark.parametrize(
    ("unit_kind", "left_out"),
    [
        ("branch", LEADING),
        ("retired_branch", LEADING),
        ("joint_branch", LEADING),
        ("temporary_branch", LEADING),
        ("group", f"general_meeting committee_meeting review {LEADING}"),
        ("general_branch", "group_meeting"),
        ("committee", "group_meeting"),
        ("working_committee", "general_meeting group_meeting life_meeting review"),
    ],
)
def test_kinds_a_unit_may_hold(unit_kind, left_out):
    kinds = rules.kinds_of(unit_kind)

    assert [kind for kind in rules.EVERY_KIND if kind not in kinds] == left_out.split()


@pytest.mark.parametrize(
    ("kind", "unit_kind", "who"),
    [
        ("general_meeting", "branch", Audience.RANKS),
        ("lecture", "branch", Audience.RANKS),
        ("theme_day", "committee", Audience.RANKS),
        ("review", "general_branch", Audience.RANKS),
        ("committee_meeting", "branch", Audience.COMMITTEE),
        ("committee_meeting", "committee", Audience.COMMITTEE),
        ("group_meeting", "group", Audience.GROUP),
        ("group_meeting", "branch", Audience.GROUP),
        ("theme_day", "group", Audience.GROUP),
    ],
)
def test_who_should_come(kind, unit_kind, who):
    assert rules.audience(kind, unit_kind) is who


@pytest.mark.parametrize(
    ("listed", "reasons", "expected", "present"),
    [
        (10, [], 10, 10),
        (10, ["sick", "duty"], 10, 8),
        (10, ["exempt"], 9, 9),
        (10, ["exempt", "exempt", "leave"], 8, 7),
        (2, ["exempt", "exempt"], 0, 0),
        (1, ["unexcused"], 1, 0),
    ],
)
def test_exempted_people_leave_the_denominator(listed, reasons, expected, present):
    assert rules.attendance(listed, reasons) == (expected, present)


@pytest.mark.parametrize(
    ("kind", "day", "offered"),
    [
        ("theme_day", date(2021, 3, 31), ["2021-02", "2021-01", "2020-12"]),
        ("committee_meeting", date(2021, 1, 1), ["2020-12", "2020-11", "2020-10"]),
        ("general_meeting", date(2021, 3, 5), ["2020-Q4", "2020-Q3"]),
        ("lecture", date(2021, 12, 31), ["2021-Q3", "2021-Q2"]),
        ("life_meeting", date(2021, 1, 10), ["2020"]),
    ],
)
def test_periods_that_may_be_made_up(kind, day, offered):
    assert [str(period) for period in rules.periods_to_make_up(kind, day)] == offered


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"held_on": date(2021, 3, 31)}, []),
        ({"held_on": date(2021, 4, 1)}, [("held_on", "future")]),
        ({"held_on": date(2021, 1, 4)}, []),
        ({"held_on": date(2021, 1, 3)}, [("held_on", "before_unit")]),
        ({"also": ("theme_day", "lecture")}, []),
        ({"also": ("committee_meeting",)}, [("also", "not_together")]),
        ({"kind": "committee_meeting", "also": ("lecture",)}, [("also", "not_together")]),
        ({"made_up": "2020-Q4"}, []),
        ({"made_up": "2021-Q1"}, [("made_up", "not_over")]),
        ({"made_up": "2021-02"}, [("made_up", "cycle")]),
        ({"made_up": "2021-02", "also": ("theme_day",)}, []),
        ({"kind": "lecture", "made_up": "2021-02"}, []),
        ({"made_up": "去年"}, [("made_up", "period")]),
        ({"absences": {1: "sick"}}, []),
        ({"absences": {9: "sick"}}, [("absent", "not_listed")]),
        ({"expected": 12, "present": 12}, []),
        ({"expected": 12, "present": 13}, [("present", "more_than_expected")]),
        ({"expected": 12}, [("present", "both_numbers")]),
        ({"present": 12}, [("expected", "both_numbers")]),
        ({"minutes": 0}, [("minutes", "minutes")]),
        ({"minutes": 1440}, []),
        ({"minutes": 1441}, [("minutes", "minutes")]),
    ],
)
def test_what_a_branch_may_record(change, found):
    assert problems(replace(GOOD, **change)) == [Problem(*each) for each in found]


def test_without_a_list_the_recorder_states_the_numbers():
    assert problems(GOOD, listed=()) == [Problem("expected", "nobody_listed")]
    assert problems(replace(GOOD, expected=5, present=4), listed=()) == []


def test_a_unit_records_only_what_it_may_hold_while_it_exists():
    assert problems(GOOD, unit_kind="group") == [Problem("kind", "not_held")]
    assert problems(GOOD, abolished_on=date(2021, 3, 6)) == []
    assert problems(GOOD, abolished_on=date(2021, 3, 5)) == [Problem("held_on", "after_unit")]


def test_every_problem_is_reported_at_once():
    bad = replace(GOOD, held_on=date(2021, 5, 1), also=("committee_meeting",), absences={9: "sick"})

    assert [each.field for each in problems(bad)] == ["held_on", "also", "absent"]
