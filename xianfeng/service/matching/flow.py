"""The assignment as a minimum-cost flow, certified: no arc that was left out would better it."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from xianfeng.service.matching.costs import FLEXIBLE, Costs, Hands, Ints
from xianfeng.service.matching.kinds import Hand, Matched, Need, Pair, Why
from xianfeng.service.matching.network import Network

FIRST = 24
"""With how many hands a need begins at least; the result does not depend on it."""
PER_PLACE = 4


def match(
    needs: Sequence[Need],
    hands: Sequence[Hand],
    *,
    neighbours: Mapping[int, Collection[int]] | None = None,
    costs: Costs | None = None,
) -> Matched:
    """Return the assignment that fills the most places, the most urgent first, at the least cost.

    Exact: each need begins with its cheapest hands; after solving, the prices of the network show
    whether any hand left out would better the result, and it is solved again with those.
    """
    columns = Hands(hands, costs or Costs(), neighbours or {})
    able = [columns.able(need) for need in needs]
    chosen = [_cheapest(columns, need, found) for need, found in zip(needs, able, strict=True)]
    rounds = 0
    while True:
        rounds += 1
        network = Network.of(needs, columns, chosen)
        flows = _solve(network)
        more = _missing(needs, columns, able, chosen, network, flows)
        if not any(len(one) for one in more):
            break
        chosen = [np.union1d(old, new) for old, new in zip(chosen, more, strict=True)]
    return _result(needs, columns, able, network, flows, rounds)


def _cheapest(columns: Hands, need: Need, found: Ints) -> Ints:
    """Return the hands with which a need begins: its cheapest, a few for each place."""
    keep = max(FIRST, PER_PLACE * need.places)
    if len(found) <= keep:
        return found
    price = columns.cost(need, found) + columns.first[found]
    return np.sort(found[np.argpartition(price, keep)[:keep]])


def _solve(network: Network) -> Ints:
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail, network.head, network.capacity, network.price
    )
    supply = np.zeros(network.nodes, dtype=np.int64)
    supply[: len(network.places)] = network.places
    supply[network.sink] = -int(network.places.sum())
    solver.set_nodes_supplies(np.arange(network.nodes), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"min-cost flow: {status}")
    return np.asarray(solver.flows(arcs), dtype=np.int64)


def _missing(
    needs: Sequence[Need],
    columns: Hands,
    able: Sequence[Ints],
    chosen: Sequence[Ints],
    network: Network,
    flows: Ints,
) -> list[Ints]:
    """Return the hands left out that would better the result, by the prices of the network."""
    distance = network.distances(flows)
    prices = network.prices(columns, distance)
    found = []
    for at, need in enumerate(needs):
        if len(chosen[at]) == len(able[at]):
            found.append(able[at][:0])
            continue
        rest = np.setdiff1d(able[at], chosen[at], assume_unique=True)
        onward = prices.get(need.when, prices[FLEXIBLE])[rest]
        better = columns.cost(need, rest) + onward < distance[at]
        found.append(rest[better])
    return found


def _result(
    needs: Sequence[Need],
    columns: Hands,
    able: Sequence[Ints],
    network: Network,
    flows: Ints,
    rounds: int,
) -> Matched:
    taken: list[list[int]] = [[] for _ in needs]
    used = np.zeros(len(columns.hands), dtype=np.int64)
    at_once: dict[int, set[int]] = {}
    for at, hand in network.taken(flows):
        taken[at].append(hand)
        used[hand] += 1
        if needs[at].when != FLEXIBLE:
            at_once.setdefault(needs[at].when, set()).add(hand)
    pairs: list[Pair] = []
    served: dict[int, int] = {}
    open_places: dict[int, int] = {}
    eligible: dict[int, int] = {}
    why: dict[int, Why] = {}
    for at, need in enumerate(needs):
        served[need.urgency] = served.get(need.urgency, 0) + len(taken[at])
        if len(taken[at]) < need.places:
            open_places[need.id] = need.places - len(taken[at])
            eligible[need.id] = len(able[at])
            why[need.id] = columns.why(need, len(able[at]), len(taken[at]))
        pairs += _pairs(need, taken[at], able[at], columns, used, at_once.get(need.when, set()))
    cost = int(network.cost(flows))
    return Matched(pairs, open_places, served, cost, eligible, why, rounds)


def _pairs(
    need: Need, taken: Sequence[int], able: Ints, columns: Hands, used: Ints, away: set[int]
) -> list[Pair]:
    """Return the pairs of one need, each with the cheapest hand that could step in for it."""
    if not taken:
        return []
    spare = able[used[able] < columns.free[able]]
    if away or taken:
        spare = np.setdiff1d(spare, np.array(sorted(away | set(taken)), dtype=np.int64))
    step = columns.costs.step
    other, other_cost = None, 0
    if len(spare):
        price = columns.cost(need, spare) + columns.first[spare] + used[spare] * step
        best = int(np.argmin(price))
        other, other_cost = columns.hands[int(spare[best])].id, int(price[best])
    own = columns.cost(need, np.array(taken, dtype=np.int64))
    found = []
    for hand, cost in zip(taken, own, strict=True):
        spent = int(cost) + int(columns.first[hand]) + (int(used[hand]) - 1) * step
        dearer = other_cost - spent if other is not None else None
        reasons = columns.reasons(need, hand)
        found.append(Pair(need.id, columns.hands[hand].id, int(cost), reasons, other, dearer))
    return found
