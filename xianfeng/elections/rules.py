"""The steps of an election, who takes each, and the numbers the regulations give: pure."""

from dataclasses import dataclass
from datetime import date

from xianfeng.kernel.periods import add_months

OWN, SUPERIOR = "own", "superior"
COMMITTEE_FROM = 7
REMIND_MONTHS = (6, 3)

RUNNING = frozenset(
    {
        "prepared",
        "discussed",
        "requested",
        "approved",
        "proposed",
        "listed",
        "met",
        "counted",
        "divided",
        "reported",
    }
)


@dataclass(frozen=True)
class Edge:
    """A verb: from which states, to which, and whether the unit or its superior takes it."""

    starts: frozenset[str]
    to: str
    by: str = OWN


EDGES: dict[str, Edge] = {
    "discuss": Edge(frozenset({"prepared"}), "discussed"),
    "request": Edge(frozenset({"prepared", "discussed"}), "requested"),
    "reply": Edge(frozenset({"requested"}), "approved", SUPERIOR),
    "send_back": Edge(frozenset({"requested"}), "prepared", SUPERIOR),
    "propose": Edge(frozenset({"approved"}), "proposed"),
    "approve_list": Edge(frozenset({"proposed"}), "listed", SUPERIOR),
    "return_list": Edge(frozenset({"proposed"}), "approved", SUPERIOR),
    "meet": Edge(frozenset({"listed"}), "met"),
    "ballot": Edge(frozenset({"met"}), "met"),
    "count": Edge(frozenset({"met"}), "met"),
    "conclude": Edge(frozenset({"met"}), "counted"),
    "reduce": Edge(frozenset({"met"}), "counted"),
    "divide": Edge(frozenset({"counted"}), "divided"),
    "report": Edge(frozenset({"divided"}), "reported"),
    "confirm": Edge(frozenset({"reported"}), "confirmed", SUPERIOR),
    "cancel": Edge(RUNNING, "cancelled"),
}
"""Source: 机关基层组织工作条例 37 [V] up to the reply; 基层组织选举工作条例 for the rest [S]."""

ORDER = (
    "discuss", "request", "reply", "propose", "approve_list", "meet", "ballot", "conclude",
    "divide", "report", "confirm",
)  # fmt: skip


def may(verb: str, state: str, *, party_group: bool = False) -> bool:
    """True when the verb's edge starts here; a request waits for the party group where one is due.

    Source: 机关基层组织工作条例 37 [V]: 党组讨论 → 机关工委审批.
    """
    if verb == "request" and party_group:
        return state == "discussed"
    if verb == "discuss" and not party_group:
        return False
    return state in EDGES[verb].starts


def needs_party_group(parent_kind: str, in_agency: bool) -> bool:
    """True for the topmost unit of an agency: its committee, or a branch without one above it.

    Source: 机关基层组织工作条例 37 [V].
    """
    return in_agency and parent_kind == "working_committee"


def years_of(kind: str, village_or_community: bool) -> int:
    """Return the length of a term: five years for a committee, three otherwise.

    In villages and communities it is five for all three. Source: 任期意见 (2018-07-12) 一、二 [V];
    机关基层组织工作条例 5, 6, 7 [V]; 支部工作条例 about 21 [S].
    """
    return 5 if village_or_community or kind == "committee" else 3


def term_end(from_on: date, years: int) -> date:
    """Return the day on which a term that began then runs out; 29 February ends on the 28th."""
    return add_months(from_on, 12 * years)


def has_committee(kind: str, full_members: int) -> bool:
    """True when the unit elects a committee, not only a secretary: a branch from seven members.

    Source: 机关基层组织工作条例 7 [V]; 支部工作条例 about 20 [S].
    """
    return kind in {"committee", "general_branch"} or full_members >= COMMITTEE_FROM


def usual_seats(kind: str, full_members: int) -> tuple[int, int]:
    """Return the least and the most seats that are usual; outside them a page warns.

    A branch committee has three to five, as a rule not more than seven; without one there is a
    secretary, and a deputy where needed. Source: 支部工作条例 about 20 [S]; for committees above
    branches the numbers here are no more than what is usual (待核).
    """
    if not has_committee(kind, full_members):
        return 1, 2
    return (3, 7) if kind not in {"committee", "general_branch"} else (3, 11)


def surplus_due(kind: str, seats: int, committee: bool) -> bool:
    """True when there must be a fifth more candidates than seats.

    Source: 基层组织选举工作条例, about article 15 [S], which speaks of committee members.
    Reading: not for a secretary whom a small branch elects directly, nor for a by-election.
    """
    return kind == "term" and committee and seats > 1


def least_body(committee: bool) -> int:
    """Return how many make the body that is elected: three for a committee, else one.

    Source: 支部工作条例 about 20 [S].
    """
    return 3 if committee else 1


def shift_is_long(until_on: date, to_on: date) -> bool:
    """True when a postponement or an advancement is longer than a year, which is unusual (一般).

    Source: 基层组织选举工作条例 3 [V]: as a rule not longer than a year, so this only warns.
    """
    early, late = sorted((until_on, to_on))
    return late > add_months(early, 12)


def due_within(until_on: date, day: date, months: int) -> bool:
    """True when the term runs out on that day or within so many months after it.

    Source: 支部工作条例 about 21 [S]: the superior reminds six months ahead. Local: three months.
    """
    return day <= until_on <= add_months(day, months)
