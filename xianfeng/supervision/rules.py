"""How a visit goes from state to state, who may be on its team, and how lots are drawn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from xianfeng.kernel.periods import Cycle, Period
from xianfeng.kernel.states import Edge, Table

ISSUER, RECORDER = "issuer", "recorder"
DEADLINE_DAYS = 30
"""A problem is to be put right within 30 days unless the recorder says otherwise.

Local: no regulation sets the days.
"""
MOST_TEAM, MOST_UNITS, MOST_FINDINGS = 12, 50, 30


def _of(*states: str) -> frozenset[str]:
    return frozenset(states)


VISIT = Table(
    "visit",
    _of("planned", "confirmed"),
    (
        Edge("schedule_visit", _of("planned"), "planned", ISSUER),
        Edge("draw_team", _of("planned"), "planned", ISSUER),
        Edge("replace_member", _of("planned"), "planned", ISSUER),
        Edge("choose_leader", _of("planned"), "planned", ISSUER),
        Edge("announce_visit", _of("planned"), "planned", ISSUER),
        Edge("save_record", _of("planned", "draft"), "draft", RECORDER),
        Edge("confirm_visit", _of("planned", "draft"), "confirmed", RECORDER),
        Edge("cancel_visit", _of("planned", "draft"), "cancelled", ISSUER),
        Edge("amend_visit", _of("confirmed"), "confirmed", ISSUER),
        Edge("void_visit", _of("confirmed"), "voided", ISSUER),
    ),
)
"""What was planned is recorded as a draft, confirmed once, and then only amended or voided.

A visit that comes in with a ledger begins as confirmed.
"""


@dataclass(frozen=True)
class Candidate:
    """One who may be drawn: ``why`` is empty, or the reason for which they may not.

    ``rank`` comes before the lot: the day a unit was last visited, where the longest ago goes
    first; empty otherwise.
    """

    key: str
    why: str = ""
    rank: str = ""


def lot(seed: str, key: str) -> str:
    """Return the lot of a candidate: SHA-256 of ``seed:key`` in UTF-8, in hexadecimal.

    Anybody can work it out again with any tool: ``printf '%s' 'seed:key' | sha256sum``.
    """
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def in_order(seed: str, candidates: Iterable[Candidate]) -> list[str]:
    """Return the keys that may be drawn, the smallest rank and then the smallest lot first."""
    free = [each for each in candidates if not each.why]
    return [
        each.key for each in sorted(free, key=lambda one: (one.rank, lot(seed, one.key), one.key))
    ]


def draw(seed: str, candidates: Iterable[Candidate], number: int) -> list[str]:
    """Return the first ``number`` keys of the order; fewer where fewer may be drawn."""
    return in_order(seed, candidates)[:number]


def conflict(visited: str, places: Collection[str], on_last_team: bool) -> str:
    """Return why somebody with these places in the tree may not visit a unit, or nothing.

    Nobody looks at their own unit, at one above or below a unit of theirs, or twice in a row.
    Source: mechanism R5 (own unit, superior or inferior unit, the last visit's team).
    """
    if visited in places:
        return "own"
    if any(place.startswith(visited) for place in places):
        return "inferior"
    if any(visited.startswith(place) for place in places):
        return "superior"
    return "last_team" if on_last_team else ""


def successor(order: Sequence[str], drawn: Collection[str]) -> str | None:
    """Return the first of the order who was not drawn yet: who stands in for one who cannot."""
    return next((key for key in order if key not in drawn), None)


def quarter(year: int, number: int) -> Period:
    """Return a quarter of a year."""
    return Period(date(year, number * 3 - 2, 1), Cycle.QUARTER)
