"""The network: needs, people at a time, people, and one sink; and its prices after solving."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from xianfeng.service.matching.costs import FLEXIBLE, Hands, Ints
from xianfeng.service.matching.kinds import Need

FAR_AWAY = np.int64(1) << 60


@dataclass(frozen=True)
class Network:
    """Arcs as columns. Nodes: the needs, then people, then people at a time, then the sink.

    Arcs: the first ``pairs`` lead from a need to a hand (``hand`` names it), those from ``past`` on
    past everybody. ``people`` are the places of the hands that have a node, ``slots`` the (hand,
    time) pairs that have one.
    """

    places: Ints
    nodes: int
    tail: Ints
    head: Ints
    capacity: Ints
    price: Ints
    hand: Ints
    people: Ints
    slots: Ints
    past: int

    @classmethod
    def of(cls, needs: Sequence[Need], columns: Hands, chosen: Sequence[Ints]) -> "Network":
        """Build the network of these needs with the hands chosen for each."""
        places = _ints(need.places for need in needs)
        at, hand, price = _pairs(needs, columns, chosen)
        whens = _ints(need.when for need in needs)[at]
        people, arcs = np.unique(hand, return_counts=True)
        timed = np.flatnonzero(whens != FLEXIBLE)
        slots, slot = np.unique(np.stack([hand[timed], whens[timed]]), axis=1, return_inverse=True)
        first_slot = len(needs) + len(people)
        sink = first_slot + slots.shape[1]
        head = np.searchsorted(people, hand) + len(needs)
        head[timed] = slot.reshape(-1) + first_slot
        # One place more than arcs lead there: the price of a further order is read from it.
        nodes, load = _onward(columns, people, np.minimum(columns.free[people], arcs + 1))
        past = len(at) + slots.shape[1] + len(nodes)
        most = _most(price) + _most(load) + columns.costs.step
        open_price = (int(places.sum()) * most + 1) * _ints(need.urgency for need in needs)
        ones = np.ones(past, dtype=np.int64)
        return cls(
            places,
            sink + 1,
            _joined(at, np.arange(first_slot, sink), nodes + len(needs), np.arange(len(needs))),
            _joined(
                head,
                np.searchsorted(people, slots[0]) + len(needs),
                np.full(len(nodes) + len(needs), sink),
            ),
            _joined(ones, places),
            _joined(price, np.zeros(slots.shape[1], dtype=np.int64), load, open_price),
            hand,
            people,
            slots,
            past,
        )

    @property
    def sink(self) -> int:
        """Return the node to which everything flows."""
        return self.nodes - 1

    def taken(self, flows: Ints) -> Iterator[tuple[int, int]]:
        """Yield (need's place, hand's place) for every pair of the solution."""
        for arc in np.flatnonzero(flows[: len(self.hand)]):
            yield int(self.tail[arc]), int(self.hand[arc])

    def cost(self, flows: Ints) -> int:
        """Return the cost of the solution, what stays open apart."""
        return int((flows[: self.past] * self.price[: self.past]).sum())

    def distances(self, flows: Ints) -> Ints:
        """Return the cheapest way from each node to the sink in what the solution leaves free.

        These are prices that prove it: no arc of the network would better the solution.
        """
        free, used = flows < self.capacity, flows > 0
        tail = _joined(self.tail[free], self.head[used])
        head = _joined(self.head[free], self.tail[used])
        price = _joined(self.price[free], -self.price[used])
        found = np.full(self.nodes, FAR_AWAY)
        found[self.sink] = 0
        while True:
            onward = np.where(found[head] < FAR_AWAY, found[head] + price, FAR_AWAY)
            new = found.copy()
            np.minimum.at(new, tail, onward)
            if np.array_equal(new, found):
                return found
            found = new

    def prices(self, columns: Hands, distance: Ints) -> dict[int, Ints]:
        """Return, by time, the cheapest way from each hand to the sink, linked so far or not."""
        needs = len(self.places)
        plain = columns.first.copy()
        plain[self.people] = distance[needs : needs + len(self.people)]
        found = {FLEXIBLE: plain}
        nodes = distance[needs + len(self.people) : self.sink]
        for when in np.unique(self.slots[1]):
            mine = self.slots[1] == when
            found[int(when)] = plain.copy()
            found[int(when)][self.slots[0][mine]] = nodes[mine]
        return found


def _pairs(
    needs: Sequence[Need], columns: Hands, chosen: Sequence[Ints]
) -> tuple[Ints, Ints, Ints]:
    """Return the arcs from needs to hands: the need's place, the hand's place, the price."""
    at = [np.full(len(found), n) for n, found in enumerate(chosen)]
    price = [columns.cost(need, found) for need, found in zip(needs, chosen, strict=True)]
    return _joined(*at), _joined(*chosen), _joined(*price)


def _onward(columns: Hands, people: Ints, room: Ints) -> tuple[Ints, Ints]:
    """Return the arcs from people to the sink, and their price: each further order costs more."""
    nodes = np.repeat(np.arange(len(people)), room)
    nth = np.arange(len(nodes)) - np.repeat(np.cumsum(room) - room, room)
    return nodes, columns.first[people][nodes] + nth * columns.costs.step


def _most(price: Ints) -> int:
    return int(price.max()) if len(price) else 0


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _joined(*parts: Ints) -> Ints:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts]).astype(np.int64)
