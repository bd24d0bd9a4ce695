"""What a match is made of: needs, hands, and pairs of them with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Need:
    """An open request: ``places`` people wanted, all at the same time.

    ``skill`` and ``category`` are bits (0: any); ``slot`` is the bit of its part of the week (0:
    any time), ``when`` names the day and the part of it (-1: any), at which a person is in one
    place only. ``urgency`` counts from 1, the least urgent. ``grid`` is 0 where it is not known.
    ``span`` [from, to) narrows it to a stretch of the hands as they are given: those of one branch.
    """

    id: int
    places: int
    urgency: int = 1
    skill: int = 0
    slot: int = 0
    when: int = -1
    community: int = 0
    grid: int = 0
    category: int = 0
    resident: int = 0
    excluded: frozenset[int] = frozenset()
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """A member who checked in: what they can do, when, how much, and where they live.

    ``skills``, ``slots``, ``wishes`` are sets of bits; ``load`` is what they did or accepted in the
    period, ``free`` how much more they are willing to take on; ``busy`` are the times at which they
    are already promised; ``known`` the residents whom they served before.
    """

    id: int
    skills: int
    slots: int
    free: int
    load: int = 0
    community: int = 0
    grid: int = 0
    wishes: int = 0
    busy: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()


class Reason(StrEnum):
    """Why a hand was proposed, or what speaks against it."""

    SKILL = "skill"
    GRID = "grid"
    COMMUNITY = "community"
    NEIGHBOUR = "neighbour"
    FAR = "far"
    WISH = "wish"
    KNOWN = "known"
    UNUSED = "unused"


class Why(StrEnum):
    """Why a place stays open: the first of the limits that leaves nobody, or nobody more."""

    NOBODY = "nobody"
    SKILL = "skill"
    TIME = "time"
    FULL = "full"
    AWAY = "away"
    FEW = "few"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Pair:
    """One place of a need filled by a hand; ``next_best`` is who else, and how much dearer."""

    need: int
    hand: int
    cost: int
    reasons: tuple[Reason, ...]
    next_best: int | None = None
    next_dearer: int | None = None


@dataclass(frozen=True)
class Matched:
    """The proposal: who for what, how many places stay open for each need, and the total cost.

    ``served`` counts the places filled by urgency. ``eligible`` is how many hands meet the hard
    limits of each need that stays open, ``why`` what kept everybody else from it.
    """

    pairs: list[Pair]
    open_places: Mapping[int, int]
    served: Mapping[int, int]
    cost: int
    eligible: Mapping[int, int] = field(default_factory=dict)
    why: Mapping[int, Why] = field(default_factory=dict)
    rounds: int = 1
