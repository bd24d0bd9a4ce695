"""Hard limits and soft costs of a hand for a need, worked out for many hands at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xianfeng.service.matching.kinds import Hand, Need, Reason, Why

FLEXIBLE = -1
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Costs:
    """The weights of what is soft, in points; a place that stays open costs more than all others.

    ``step`` is what each further order of the same person in the period costs more: fairness.
    """

    same_grid: int = 0
    same_community: int = 2
    neighbour: int = 5
    far: int = 9
    not_wished: int = 2
    not_known: int = 3
    step: int = 3

    @property
    def most(self) -> int:
        """Return the most that one pair can cost, its load apart."""
        distance = max(self.same_grid, self.same_community, self.neighbour, self.far)
        return distance + self.not_wished + self.not_known


class Hands:
    """Hands as columns."""

    def __init__(
        self,
        hands: Sequence[Hand],
        costs: Costs,
        neighbours: Mapping[int, Collection[int]],
    ) -> None:
        self.hands = hands
        self.costs = costs
        self.neighbours = neighbours
        self.place = {hand.id: at for at, hand in enumerate(hands)}
        self.skills = _column(hand.skills for hand in hands)
        self.slots = _column(hand.slots for hand in hands)
        self.free = _column(hand.free for hand in hands)
        self.load = _column(hand.load for hand in hands)
        self.community = _column(hand.community for hand in hands)
        self.grid = _column(hand.grid for hand in hands)
        self.wishes = _column(hand.wishes for hand in hands)
        self.first = self.load * costs.step
        self._able: dict[tuple[int, int], Ints] = {}
        self._busy: dict[int, list[int]] = {}
        self._known: dict[int, list[int]] = {}
        for at, hand in enumerate(hands):
            for when in hand.busy:
                self._busy.setdefault(when, []).append(at)
            for resident in hand.known:
                self._known.setdefault(resident, []).append(at)

    def able(self, need: Need) -> Ints:
        """Return the places of the hands that meet every hard limit of a need."""
        key = (need.skill, need.slot)
        if key not in self._able:
            fits = (self.free > 0) & ((self.skills & need.skill) == need.skill)
            fits &= (self.slots & need.slot) == need.slot
            self._able[key] = np.flatnonzero(fits)
        found = self._able[key]
        if need.span is not None:
            low, high = np.searchsorted(found, need.span)
            found = found[low:high]
        out = [self.place[one] for one in need.excluded if one in self.place]
        if need.when != FLEXIBLE:
            out += self._busy.get(need.when, [])
        return np.setdiff1d(found, np.array(out, dtype=np.int64)) if out else found

    def cost(self, need: Need, at: Ints) -> Ints:
        """Return what each of these hands costs for a need, their load apart."""
        costs = self.costs
        near = np.isin(self.community[at], list(self.neighbours.get(need.community, ())))
        found = np.where(near, costs.neighbour, costs.far)
        found = np.where(self.community[at] == need.community, costs.same_community, found)
        if need.grid:
            found = np.where(self.grid[at] == need.grid, costs.same_grid, found)
        if need.category:
            found = found + np.where(self.wishes[at] & need.category, 0, costs.not_wished)
        if need.resident:
            known = np.isin(at, np.array(self._known.get(need.resident, []), dtype=np.int64))
            found = found + np.where(known, 0, costs.not_known)
        return found.astype(np.int64)

    def reasons(self, need: Need, at: int) -> tuple[Reason, ...]:
        """Return why this hand was proposed for a need."""
        hand = self.hands[at]
        found = [Reason.SKILL] if need.skill else []
        if need.grid and hand.grid == need.grid:
            found.append(Reason.GRID)
        elif hand.community == need.community:
            found.append(Reason.COMMUNITY)
        elif hand.community in self.neighbours.get(need.community, ()):
            found.append(Reason.NEIGHBOUR)
        else:
            found.append(Reason.FAR)
        if need.category and hand.wishes & need.category:
            found.append(Reason.WISH)
        if need.resident and need.resident in hand.known:
            found.append(Reason.KNOWN)
        if hand.load == 0:
            found.append(Reason.UNUSED)
        return tuple(found)

    def why(self, need: Need, able: int, taken: int) -> Why:
        """Return what keeps the open places of a need open.

        ``able`` hands meet every limit, ``taken`` of them are proposed for it.
        """
        if able:
            return Why.TAKEN if able > taken else Why.FEW
        inside = slice(*need.span) if need.span is not None else slice(None)
        left = np.ones(len(self.hands), dtype=bool)[inside]
        limits = (
            (Why.NOBODY, left),
            (Why.SKILL, (self.skills[inside] & need.skill) == need.skill),
            (Why.TIME, (self.slots[inside] & need.slot) == need.slot),
            (Why.FULL, self.free[inside] > 0),
        )
        for why, fits in limits:
            left = left & fits
            if not left.any():
                return why
        return Why.AWAY


def _column(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
