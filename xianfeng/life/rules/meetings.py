"""Which meeting a unit may hold, who should come, and what a record may say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xianfeng.kernel import periods
from xianfeng.kernel.periods import Cycle, Period

GENERAL, COMMITTEE, GROUP = "general_meeting", "committee_meeting", "group_meeting"
LECTURE, THEME, LIFE, REVIEW = "lecture", "theme_day", "life_meeting", "review"
STUDY, FIRST, DEMOCRATIC = "study_group", "first_agenda", "democratic_life"
CADRES, RESEARCH = "cadre_meeting", "work_research"
OF_BRANCHES = (GENERAL, COMMITTEE, GROUP, LECTURE, THEME, LIFE, REVIEW)
OF_LEADERS = (STUDY, FIRST, DEMOCRATIC, RESEARCH)
LIFE_KINDS = (LIFE, DEMOCRATIC)
EVERY_KIND = (*OF_BRANCHES, STUDY, FIRST, DEMOCRATIC, CADRES, RESEARCH)
EXEMPT = "exempt"
GROUP_LEADER = "group_leader"
MOST_MINUTES = 24 * 60

CYCLES: Mapping[str, Cycle] = {
    GENERAL: Cycle.QUARTER,
    COMMITTEE: Cycle.MONTH,
    GROUP: Cycle.MONTH,
    LECTURE: Cycle.QUARTER,
    THEME: Cycle.MONTH,
    LIFE: Cycle.YEAR,
    REVIEW: Cycle.YEAR,
    STUDY: Cycle.QUARTER,
    FIRST: Cycle.MONTH,
    DEMOCRATIC: Cycle.YEAR,
    CADRES: Cycle.YEAR,
    RESEARCH: Cycle.HALF,
}
"""How often each is held as a rule.

Source: 支部工作条例 11, 12, 13, 16, 17, 18; 机关条例 26(6) (机关党员干部大会).
Local: the quarter of a lecture; the regulation gives a lecture no frequency for branches. The month
of 第一议题. Not verified: 中心组学习, 民主生活会, 专题研究 (see the rule book).
"""

_LOOKING_BACK: Mapping[Cycle, int] = {
    Cycle.MONTH: 3,
    Cycle.QUARTER: 2,
    Cycle.HALF: 1,
    Cycle.YEAR: 1,
}

HELD_BY: Mapping[str, tuple[str, ...]] = {
    "working_committee": (COMMITTEE, LECTURE, THEME, *OF_LEADERS, CADRES),
    "committee": (GENERAL, COMMITTEE, LECTURE, THEME, LIFE, REVIEW, *OF_LEADERS, CADRES),
    "general_branch": (GENERAL, COMMITTEE, LECTURE, THEME, LIFE, REVIEW, *OF_LEADERS, CADRES),
    "group": (GROUP, LECTURE, THEME, LIFE),
}

ALSO: Mapping[str, tuple[str, ...]] = {
    GENERAL: (LECTURE, THEME, LIFE, REVIEW),
    COMMITTEE: (LIFE, FIRST, RESEARCH),
    GROUP: (LECTURE, THEME, LIFE),
    LECTURE: (THEME,),
    THEME: (LECTURE, LIFE, REVIEW),
    LIFE: (LECTURE, THEME, REVIEW),
    REVIEW: (LECTURE, THEME, LIFE),
    STUDY: (FIRST,),
    FIRST: (STUDY,),
    DEMOCRATIC: (),
    CADRES: (LECTURE, THEME),
    RESEARCH: (FIRST,),
}
SECOND_KINDS = (THEME, LECTURE, LIFE, REVIEW, FIRST, STUDY, RESEARCH)


class Audience(StrEnum):
    """Who should come: everybody in the ranks of the unit, its committee, or its group."""

    RANKS = "ranks"
    COMMITTEE = "committee"
    GROUP = "group"


@dataclass(frozen=True)
class Record:
    """What a recorder states of one meeting.

    ``absences`` maps a member's key to a reason. ``expected`` and ``present`` are None where they
    follow from the list of those who should come. ``absentees`` is what a ledger's cell said.
    """

    kind: str
    held_on: date
    also: tuple[str, ...] = ()
    title: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    content: str = ""
    absentees: str = ""
    lecturer: str = ""
    theme_id: int | None = None
    made_up: str = ""
    minutes: int | None = None
    absences: Mapping[int, str] = field(default_factory=dict)
    expected: int | None = None
    present: int | None = None


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the field it belongs to, and a code."""

    field: str
    code: str


def kinds_of(unit_kind: str) -> tuple[str, ...]:
    """Return what a unit of this kind may hold, in the order of the buttons.

    A branch may also keep the minutes of its groups where they are no units of the tree.

    Source: 支部工作条例 11–18; 党和国家机关基层组织工作条例 5, 6 (committees, general branches),
    26(6) (机关党员干部大会).
    """
    return HELD_BY.get(unit_kind, OF_BRANCHES)


def also_of(kind: str) -> tuple[str, ...]:
    """Return what a meeting of this kind may be at the same time.

    Source: 支部工作条例 17 (组织生活会以大会、支委会或小组会形式), 18 (评议可并入组织生活会).
    """
    return ALSO[kind]


def audience(kind: str, unit_kind: str) -> Audience:
    """Return who should come: full and probationary members alike, or those on the committee.

    Whom a branch's own record of a group meeting concerns is not known to the tree: nobody is
    listed there.

    Source: 支部工作条例 11, 12, 13; 教育管理条例 16, 17, 18.
    Reading: probationary members come and have no vote, so they count for attendance.
    """
    if kind == COMMITTEE or kind in OF_LEADERS:
        return Audience.COMMITTEE
    if kind == GROUP or unit_kind == "group":
        return Audience.GROUP
    return Audience.RANKS


def attendance(listed: int, reasons: Collection[str]) -> tuple[int, int]:
    """Return (expected, present) from how many are listed and why some were absent.

    Somebody exempted is not expected at all. Source: 教育管理条例 23.
    """
    expected = listed - sum(reason == EXEMPT for reason in reasons)
    return expected, expected - sum(reason != EXEMPT for reason in reasons)


def periods_to_make_up(kind: str, held_on: date) -> list[Period]:
    """Return the earlier periods a meeting of this kind may be held for, the latest first.

    Reading: three months, two quarters or one year back; the regulation sets no limit.
    """
    cycle = CYCLES[kind]
    found = [periods.period_of(held_on, cycle)]
    for _ in range(_LOOKING_BACK[cycle]):
        found.append(periods.period_of(date.fromordinal(found[-1].start.toordinal() - 1), cycle))
    return found[1:]


def problems(
    record: Record,
    *,
    unit_kind: str,
    established_on: date,
    abolished_on: date | None,
    today: date,
    listed: Collection[int],
) -> list[Problem]:
    """Return everything that keeps a record from being confirmed; an empty list means nothing.

    ``listed`` are the keys of those who should come; nobody listed means that the recorder states
    the numbers.
    """
    return [
        *_about_day(record, established_on, abolished_on, today),
        *_about_kind(record, unit_kind),
        *_about_people(record, listed),
    ]


def planning_problems(
    record: Record, *, unit_kind: str, abolished_on: date | None, today: date
) -> list[Problem]:
    """Return what keeps a meeting from being planned: its day is to come, its kind is held."""
    found = _about_kind(record, unit_kind)
    if record.held_on < today:
        found.append(Problem("held_on", "past"))
    if abolished_on is not None and record.held_on >= abolished_on:
        found.append(Problem("held_on", "after_unit"))
    return found


def _about_day(
    record: Record, established_on: date, abolished_on: date | None, today: date
) -> list[Problem]:
    if record.held_on > today:
        return [Problem("held_on", "future")]
    if record.held_on < established_on:
        return [Problem("held_on", "before_unit")]
    if abolished_on is not None and record.held_on >= abolished_on:
        return [Problem("held_on", "after_unit")]
    return []


def _about_kind(record: Record, unit_kind: str) -> list[Problem]:
    found = []
    held = kinds_of(unit_kind)
    if record.kind not in held:
        return [Problem("kind", "not_held")]
    if any(kind not in also_of(record.kind) or kind not in held for kind in record.also):
        found.append(Problem("also", "not_together"))
    if record.made_up:
        found += made_up_problems(record.made_up, (record.kind, *record.also), record.held_on)
    return found


def made_up_problems(made_up: str, kinds: Collection[str], held_on: date) -> list[Problem]:
    """Return what is wrong with the earlier period a meeting is said to be held for.

    It is over before the meeting, and one of the kinds is held once in such a period; a lecture's
    frequency is a local rule, so it may name any.
    """
    try:
        period = periods.parse(made_up)
    except ValueError:
        return [Problem("made_up", "period")]
    if period.end >= held_on:
        return [Problem("made_up", "not_over")]
    if LECTURE not in kinds and all(CYCLES[kind] is not period.cycle for kind in kinds):
        return [Problem("made_up", "cycle")]
    return []


def _about_people(record: Record, listed: Collection[int]) -> list[Problem]:
    found = []
    if any(member not in listed for member in record.absences):
        found.append(Problem("absent", "not_listed"))
    expected, present = record.expected, record.present
    if (expected is None) != (present is None):
        found.append(Problem("present" if present is None else "expected", "both_numbers"))
    if expected is None and present is None and not listed:
        found.append(Problem("expected", "nobody_listed"))
    if expected is not None and present is not None and present > expected:
        found.append(Problem("present", "more_than_expected"))
    if record.minutes is not None and not 0 < record.minutes <= MOST_MINUTES:
        found.append(Problem("minutes", "minutes"))
    return found
