"""The steps of a check, how items are counted, and the years of a plan: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xianfeng.standards.enums import CheckState, Reading

# verb -> (the states it starts from, the state it leads to)
EDGES = {
    "submit": (frozenset({CheckState.DRAFT, CheckState.SENT_BACK}), CheckState.SUBMITTED),
    "take_back": (frozenset({CheckState.SUBMITTED}), CheckState.DRAFT),
    "confirm": (frozenset({CheckState.SUBMITTED}), CheckState.CHECKED),
    "send_back": (frozenset({CheckState.SUBMITTED}), CheckState.SENT_BACK),
    "reopen": (frozenset({CheckState.CHECKED}), CheckState.SENT_BACK),
}
WRITABLE = frozenset({CheckState.DRAFT, CheckState.SENT_BACK})
BY_BRANCH = frozenset({"submit", "take_back"})
BY_SUPERIOR = frozenset({"confirm", "send_back", "reopen"})


def may(verb: str, state: str) -> bool:
    """True when the verb's edge starts from the state."""
    return state in EDGES[verb][0]


@dataclass(frozen=True)
class Tally:
    """How many items are met of those that apply, and how many wait or have no facts.

    Local: neither points nor a rank follow from it.
    """

    met: int
    not_yet: int
    waiting: int
    apart: int

    @property
    def applying(self) -> int:
        """Return the number of items that concern the branch."""
        return self.met + self.not_yet + self.waiting


def tally(readings: Iterable[str]) -> Tally:
    """Count readings: what does not apply or has no facts stands apart, and counts against nobody.

    ``waiting`` are items not yet due or not yet answered.
    """
    found = list(readings)
    apart = {Reading.NOT_APPLICABLE, Reading.NO_DATA}
    return Tally(
        met=found.count(Reading.MET),
        not_yet=found.count(Reading.NOT_YET),
        waiting=found.count(Reading.PENDING) + found.count(Reading.UNANSWERED),
        apart=sum(each in apart for each in found),
    )


def year_of(first_year: int, stage: int) -> int:
    """Return the calendar year of a stage: 一年对标, 两年提升, 三年上台阶."""
    return first_year + stage - 1


def within_stage(first_year: int, stage: int, day: date) -> bool:
    """True when the day lies in the year of the stage."""
    return day.year == year_of(first_year, stage)
