"""Random needs and hands, and the exact optimum by an independent formulation."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from xianfeng.service.matching import FLEXIBLE, Costs, Hand, Need

COSTS = Costs()


def city(random, needs, hands, communities=20, skills=10, days=14, rare=False):
    """Return that many needs and hands, and which communities are neighbours.

    ``rare``: every skill is asked for as often, and each is half as common as the one before it.
    """

    def grid(community):
        return community * 5 + random.randrange(5) + 1

    def bits(count, of):
        return sum({1 << random.randrange(of) for _ in range(count)})

    def learnt(count):
        if not rare:
            return bits(count, skills)
        common = [2.0**-skill for skill in range(skills)]
        return sum({1 << skill for skill in random.choices(range(skills), common, k=count)})

    made = []
    for key in range(needs):
        community = random.randrange(1, communities + 1)
        day, part, flexible = random.randrange(days), random.randrange(3), random.random() < 0.2
        made.append(
            Need(
                id=key,
                places=random.choice([1, 1, 1, 2, 2, 3, 4]),
                urgency=random.choice([1, 1, 1, 2, 3]),
                skill=1 << random.randrange(skills) if random.random() < 0.6 else 0,
                slot=0 if flexible else 1 << ((day % 7) * 3 + part),
                when=FLEXIBLE if flexible else day * 3 + part,
                community=community,
                grid=random.choice([0, grid(community)]),
                category=1 << random.randrange(8),
                resident=random.randrange(needs + 1),
                excluded=frozenset({random.randrange(hands)} if random.random() < 0.1 else ()),
                span=random.choice([None, None, (hands // 4, hands - hands // 4)]),
            )
        )
    people = []
    for key in range(hands):
        community = random.randrange(1, communities + 1)
        people.append(
            Hand(
                id=key,
                skills=learnt(random.choice([0, 1, 1, 2])),
                slots=bits(random.choice([1, 2, 3, 5]), 21),
                free=random.choice([0, 1, 1, 2, 3]),
                load=random.choice([0, 0, 0, 1, 2]),
                community=community,
                grid=grid(community),
                wishes=bits(random.choice([0, 1, 2]), 8),
                busy=frozenset(random.sample(range(days * 3), random.choice([0, 0, 1]))),
                known=frozenset({random.randrange(needs + 1)} - {0}),
            )
        )
    neighbours = {one: {one % communities + 1} for one in range(1, communities + 1)}
    return made, people, neighbours


def able(need, hand):
    """True when a hand, whose key is its place, meets every hard limit of a need."""
    if need.span is not None and not need.span[0] <= hand.id < need.span[1]:
        return False
    busy = need.when != FLEXIBLE and need.when in hand.busy
    fits = hand.skills & need.skill == need.skill and hand.slots & need.slot == need.slot
    return hand.free > 0 and fits and not busy and hand.id not in need.excluded


def points(need, hand, neighbours):
    """Return what a pair costs, load apart, written down once more."""
    found = 9
    if hand.community in neighbours.get(need.community, ()):
        found = 5
    if hand.community == need.community:
        found = 2
    if need.grid and hand.grid == need.grid:
        found = 0
    if need.category and not hand.wishes & need.category:
        found += 2
    if need.resident and need.resident not in hand.known:
        found += 3
    return found


def optimum(needs, hands, neighbours):
    """Return (places filled by urgency, cost) by an integer program over all pairs."""
    pairs = [
        (n, h, points(need, hand, neighbours))
        for n, need in enumerate(needs)
        for h, hand in enumerate(hands)
        if able(need, hand)
    ]
    if not pairs:
        return {}, 0
    steps = [
        (h, (hand.load + nth) * COSTS.step)
        for h, hand in enumerate(hands)
        for nth in range(min(hand.free, len(needs)))
    ]
    weight = 200 * sum(need.places for need in needs) + 1
    prices = [cost - weight * needs[n].urgency for n, _h, cost in pairs]
    prices += [price for _h, price in steps]
    rows = _Rows()
    for n, need in enumerate(needs):
        rows.add({at: 1 for at, pair in enumerate(pairs) if pair[0] == n}, need.places)
    for n, h in {(needs[n].when, h) for n, h, _ in pairs if needs[n].when != FLEXIBLE}:
        here = {at: 1 for at, (m, g, _) in enumerate(pairs) if g == h and needs[m].when == n}
        rows.add(here, 1)
    for h in range(len(hands)):
        mine = {at: 1 for at, pair in enumerate(pairs) if pair[1] == h}
        paid = {len(pairs) + at: -1 for at, step in enumerate(steps) if step[0] == h}
        rows.add(mine | paid, 0)
    solved = milp(
        np.array(prices, dtype=float),
        constraints=rows.constraint(len(prices)),
        integrality=np.ones(len(prices)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    chosen = [round(value) for value in solved.x]
    filled, cost = {}, 0
    for (n, _h, price), taken in zip(pairs, chosen, strict=False):
        if taken:
            filled[needs[n].urgency] = filled.get(needs[n].urgency, 0) + 1
            cost += price
    cost += sum(step[1] for step, taken in zip(steps, chosen[len(pairs) :], strict=True) if taken)
    return filled, cost


class _Rows:
    """Rows of a constraint matrix: each at most its bound."""

    def __init__(self):
        self.rows, self.columns, self.values, self.most = [], [], [], []

    def add(self, values, most):
        for column, value in values.items():
            self.rows.append(len(self.most))
            self.columns.append(column)
            self.values.append(value)
        self.most.append(most)

    def constraint(self, width):
        shape = (len(self.most), width)
        matrix = coo_array((self.values, (self.rows, self.columns)), shape=shape)
        return LinearConstraint(matrix.tocsr(), -np.inf, self.most)


def grabbed(needs, hands, neighbours, by_urgency):
    """Return (places filled by urgency, cost) when each need takes its cheapest in turn.

    In the order in which they came (first come, first grabbed: whoever is able first) or, greedy,
    by urgency and each its cheapest.
    """
    order = sorted(needs, key=lambda need: -need.urgency) if by_urgency else needs
    used, away = dict.fromkeys(range(len(hands)), 0), set()
    filled, cost = {}, 0
    for need in order:
        free = [
            (points(need, hand, neighbours) + (hand.load + used[h]) * COSTS.step, h)
            for h, hand in enumerate(hands)
            if able(need, hand)
            and used[h] < hand.free
            and (need.when == FLEXIBLE or (h, need.when) not in away)
        ]
        for price, h in (sorted(free) if by_urgency else free)[: need.places]:
            used[h] += 1
            away.add((h, need.when))
            filled[need.urgency] = filled.get(need.urgency, 0) + 1
            cost += price
    return filled, cost
