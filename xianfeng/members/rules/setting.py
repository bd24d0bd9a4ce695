"""How units should be set up by their number of members: thresholds with their sources, pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from xianfeng.kernel.periods import add_months

BRANCH_LEAST: Final = 3
BRANCH_MOST: Final = 50
COMMITTEE_FROM: Final = 7
SEATS_LEAST: Final = 3
SEATS_MOST: Final = 7
GENERAL_BRANCH_FROM: Final = 50
COMMITTEE_OF_AGENCY_FROM: Final = 100
JOINT_MOST: Final = 5
TEMPORARY_MONTHS: Final = 6
STAFF_LEAST, STAFF_MOST = 1, 2  # percent

BRANCH_REGULATION: Final = "《中国共产党支部工作条例（试行）》"
AGENCY_REGULATION: Final = "《中国共产党党和国家机关基层组织工作条例》"

SPLIT, MERGE, UPGRADE, FILL, APPROVAL = "split", "merge", "upgrade", "fill", "approval"


@dataclass(frozen=True)
class Basis:
    """What a threshold rests on; ``usual`` says that the text has 一般 and only warns."""

    source: str
    article: str
    verification: str
    usual: bool = False


BASES: Final = {
    "too_small": Basis(AGENCY_REGULATION, "第七条", "V"),
    "too_large": Basis(BRANCH_REGULATION, "第四条（条号待核）", "S", usual=True),
    "no_committee": Basis(AGENCY_REGULATION, "第七条", "V"),
    "committee_size": Basis(BRANCH_REGULATION, "第二十条（条号待核）", "S", usual=True),
    "to_general_branch": Basis(AGENCY_REGULATION, "第六条", "V"),
    "to_committee": Basis(AGENCY_REGULATION, "第五条", "V"),
    "below_committee": Basis(AGENCY_REGULATION, "第五条", "V"),
    "below_general_branch": Basis(AGENCY_REGULATION, "第六条", "V"),
    "joint_wide": Basis(BRANCH_REGULATION, "第五条（条号待核）", "S", usual=True),
    "temporary_long": Basis(BRANCH_REGULATION, "第八条（条号待核）", "S"),
    "without_branch": Basis(BRANCH_REGULATION, "第四条（条号待核）", "S"),
    "no_full_time_deputy": Basis(AGENCY_REGULATION, "第八条", "V"),
    "staff_share": Basis(AGENCY_REGULATION, "第三十条", "V", usual=True),
}


@dataclass(frozen=True)
class Shape:
    """A unit as of a day: its kind, its rolls, and what else the thresholds compare.

    ``members`` and ``full`` count it and everything below it; ``seats`` are the people who hold a
    post on its committee; ``top`` is the uppermost unit of its agency. None is 未登记.
    """

    kind: str
    on: date
    established_on: date
    members: int = 0
    full: int = 0
    seats: int = 0
    unplaced: int = 0
    top: bool = False
    full_time_deputy: bool = False
    full_time_staff: int = 0
    headcount: int | None = None
    covered: int | None = None


@dataclass(frozen=True)
class Finding:
    """What is found: its id in BASES, what to do, and the number that says so."""

    id: str
    remedy: str
    number: int | None = None
    limit: int | None = None


BRANCHES: Final = frozenset({"branch", "joint_branch", "retired_branch", "temporary_branch"})


def findings(shape: Shape) -> Iterator[Finding]:
    """Yield what is to be put right, by kind of unit."""
    if shape.kind in BRANCHES:
        yield from _of_branch(shape)
    elif shape.kind == "general_branch":
        yield from _of_general_branch(shape)
    elif shape.kind == "committee":
        yield from _of_committee(shape)
    if shape.unplaced:
        yield Finding("without_branch", FILL, shape.unplaced)
    if shape.top:
        yield from _of_agency(shape)


def staff_share(shape: Shape) -> float | None:
    """Return full-time party staff as a percentage of the headcount; None where that is unknown.

    Source: 机关基层组织工作条例 第三十条（一般占机关工作人员总数的百分之一至百分之二）.
    """
    return shape.full_time_staff * 100 / shape.headcount if shape.headcount else None


def _of_branch(shape: Shape) -> Iterator[Finding]:
    """Three full members make a branch, fifty members are about as many as one should have.

    Source: 机关基层组织工作条例 第五至七条；支部工作条例 第二章.
    Reading: the branch of an agency that has nothing above it but the working committee becomes
    a general branch or a committee; a branch below a committee is split.
    """
    if shape.full < BRANCH_LEAST:
        yield Finding("too_small", MERGE, shape.full, BRANCH_LEAST)
    elif shape.full >= COMMITTEE_FROM:
        yield from _of_seats(shape)
    if shape.top and shape.members >= COMMITTEE_OF_AGENCY_FROM:
        yield Finding("to_committee", UPGRADE, shape.members, COMMITTEE_OF_AGENCY_FROM)
    elif shape.top and shape.members >= GENERAL_BRANCH_FROM:
        yield Finding("to_general_branch", UPGRADE, shape.members, GENERAL_BRANCH_FROM)
    elif shape.members > BRANCH_MOST:
        yield Finding("too_large", SPLIT, shape.members, BRANCH_MOST)
    if shape.kind == "joint_branch" and (shape.covered or 0) > JOINT_MOST:
        yield Finding("joint_wide", SPLIT, shape.covered, JOINT_MOST)
    if shape.kind == "temporary_branch":
        longest = add_months(shape.established_on, TEMPORARY_MONTHS)
        if shape.on >= longest:
            yield Finding("temporary_long", UPGRADE, None, TEMPORARY_MONTHS)


def _of_seats(shape: Shape) -> Iterator[Finding]:
    """From seven full members on there is a committee of three to five, of seven at most.

    Source: 支部工作条例 第六章；机关基层组织工作条例 第七条.
    """
    if shape.seats < SEATS_LEAST:
        yield Finding("no_committee", FILL, shape.seats, SEATS_LEAST)
    elif shape.seats > SEATS_MOST:
        yield Finding("committee_size", FILL, shape.seats, SEATS_MOST)


def _of_general_branch(shape: Shape) -> Iterator[Finding]:
    if shape.members >= COMMITTEE_OF_AGENCY_FROM:
        yield Finding("to_committee", UPGRADE, shape.members, COMMITTEE_OF_AGENCY_FROM)
    elif shape.members < GENERAL_BRANCH_FROM:
        yield Finding("below_general_branch", APPROVAL, shape.members, GENERAL_BRANCH_FROM)


def _of_committee(shape: Shape) -> Iterator[Finding]:
    if shape.members < COMMITTEE_OF_AGENCY_FROM:
        yield Finding("below_committee", APPROVAL, shape.members, COMMITTEE_OF_AGENCY_FROM)
    if not shape.full_time_deputy:
        yield Finding("no_full_time_deputy", FILL)


def _of_agency(shape: Shape) -> Iterator[Finding]:
    share = staff_share(shape)
    if share is not None and share < STAFF_LEAST:
        yield Finding("staff_share", FILL, shape.full_time_staff, shape.headcount)
