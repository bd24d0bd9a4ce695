"""Matching: end to end with reading and writing, one new request, and beside simpler ways.

``python -m bench.matching`` runs on SQLite, and on the PostgreSQL that XIANFENG_TEST_POSTGRES
names. It prints times against their limits and stops with 1 when one is over. Cost and places
filled stand beside first come, first grabbed and greedy by urgency, over the same needs and hands.
Every skill is asked for as often, and each is half as common as the one before: some are short.
"""

import os
import random
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from time import perf_counter, process_time
from typing import Any

ON = date(2021, 6, 30)
LARGE = (2_000, 20_000)
SIZES = ((200, 2_000), (500, 5_000), (1_000, 10_000), LARGE, (5_000, 50_000))
ONE_MORE = 10
LIMIT, ONE_LIMIT = 10.0, 0.2


def main() -> int:
    """Run on every database there is and return the exit status."""
    if os.environ.get("BENCH_DATABASE"):
        return measure()
    from bench import databases

    return max([growth(), *databases.each("bench.matching")])


def growth() -> int:
    """Print how the solving alone grows, and how it compares with simpler ways."""
    import numpy  # noqa: F401 - loaded before the clock starts

    from tests.service.cities import city as random_city

    for size in SIZES:
        needs, hands, neighbours = random_city(random.Random(1), *size, communities=400, rare=True)
        compare(f"{size[0]:5} x {size[1]:6}", needs, hands, neighbours)
    return 0


def compare(
    name: str,
    needs: Sequence[Any],
    hands: Sequence[Any],
    neighbours: Mapping[int, Collection[int]],
) -> None:
    """Print the match of a city, and beside it what two simpler ways come to."""
    from xianfeng.service.matching import match

    began = process_time()
    found = match(needs, hands, neighbours=neighbours)
    seconds = process_time() - began
    wanted = sum(need.places for need in needs)
    served = [found.served.get(urgency, 0) for urgency in (3, 2, 1)]
    _row(name, seconds, wanted, served, found.cost, f", {found.rounds} round(s)")
    for other, by_urgency in (("first come", False), ("greedy", True)):
        began = process_time()
        served, cost = grabbed(needs, hands, neighbours, by_urgency)
        _row(other, process_time() - began, wanted, served, cost, "")


def _row(
    name: str, seconds: float, wanted: int, served: Sequence[int], cost: int, more: str
) -> None:
    by_urgency = "/".join(map(str, served))
    filled = sum(served)
    print(f"{name:>15}: {seconds:6.2f} s of CPU, {wanted - filled:5} of {wanted} open,", end=" ")
    each = f"{cost / max(1, filled):.2f} points each"
    print(f"filled {by_urgency} (urgent first), {each}{more}", flush=True)


def grabbed(
    needs: Sequence[Any],
    hands: Sequence[Any],
    neighbours: Mapping[int, Collection[int]],
    by_urgency: bool,
) -> tuple[list[int], int]:
    """Return (places filled from the most urgent on, cost) when each need takes hands in turn.

    As they come, whoever is able first; or by urgency, the cheapest who is left.
    """
    import numpy as np

    from xianfeng.service.matching import FLEXIBLE
    from xianfeng.service.matching.costs import Costs, Hands

    columns = Hands(hands, Costs(), neighbours)
    used = np.zeros(len(hands), dtype=np.int64)
    away: dict[int, list[int]] = {}
    filled, cost = {3: 0, 2: 0, 1: 0}, 0
    for need in sorted(needs, key=lambda one: -one.urgency) if by_urgency else needs:
        able = columns.able(need)
        able = able[used[able] < columns.free[able]]
        if need.when != FLEXIBLE:
            able = np.setdiff1d(able, np.array(away.get(need.when, []), dtype=np.int64))
        price = columns.cost(need, able) + columns.first[able] + used[able] * columns.costs.step
        chosen = np.argsort(price, kind="stable") if by_urgency else np.arange(len(able))
        taken = chosen[: need.places]
        used[able[taken]] += 1
        away.setdefault(need.when, []).extend(able[taken].tolist())
        filled[need.urgency] += len(taken)
        cost += int(price[taken].sum())
    return list(filled.values()), cost


def measure() -> int:
    """Make the city in the database of the settings and print what was measured."""
    from django.db import connection
    from django.utils import timezone

    from bench import city
    from xianfeng.kernel.viewer import operator
    from xianfeng.service import actions, proposing
    from xianfeng.service.models import Request
    from xianfeng.units.models import Unit

    requests, members = LARGE
    city.make(units=1_000, members=members, year=2021)
    check_in(requests)
    at = timezone.make_aware(datetime.combine(ON, time(9)))
    viewer, root = operator("bench"), Unit.objects.get(parent=None)
    began, cpu = perf_counter(), process_time()
    matched = actions.keep_proposals(actor=viewer, at=at, unit=root)
    whole, cpu = perf_counter() - began, process_time() - cpu
    took, own = [], []
    for one in Request.objects.filter(state="placed").order_by("pk"):
        began, start = perf_counter(), process_time()
        actions.check_request(actor=viewer, at=at, request=one, version=1)
        took.append(perf_counter() - began)
        own.append(process_time() - start)
    results = [
        (f"{requests} requests x {members} members, read, matched, kept", whole, LIMIT),
        (f"one more checked, matched and kept, the slowest of {len(took)}", max(took), ONE_LIMIT),
    ]
    for name, seconds, limit in results:
        mark = "ok" if seconds <= limit else "OVER"
        print(f"{connection.vendor:10} {name:55} {seconds:7.3f} s  <= {limit:<5} {mark}")
    print(f"of CPU in this process: {cpu:.2f} s and {max(own):.3f} s; ", end="")
    print(f"{len(matched.pairs)} proposed, {sum(matched.open_places.values())} places open")
    gathered = proposing.gather(viewer, proposing.waiting(viewer, ""), "", ON)
    compare(connection.vendor, gathered.needs, gathered.hands, {})
    return int(any(seconds > limit for _, seconds, limit in results))


def check_in(requests: int) -> None:
    """Check every member in at one of 400 communities, and place requests there."""
    from xianfeng.checkin.models import MemberCheckin
    from xianfeng.members.models import Member
    from xianfeng.service import rules
    from xianfeng.service.models import Request
    from xianfeng.units.models import Place, Unit

    chance = random.Random(5)
    communities = Place.objects.bulk_create(
        Place(level="community", name=f"社区{number}") for number in range(400)
    )
    grids = Place.objects.bulk_create(
        Place(level="grid", name=f"网格{number}", parent=community)
        for community in communities
        for number in range(4)
    )
    MemberCheckin.objects.bulk_create(
        (
            MemberCheckin(
                member_id=key, grid=grid, community_id=grid.parent_id, from_on=date(2021, 1, 1),
                skills=_skills(chance), slots=_bits(chance, 21, (1, 2, 3, 5)),
                wishes=_bits(chance, 8, (0, 1, 2)), monthly_limit=chance.choice((1, 1, 2, 3)),
            )
            for key in Member.objects.order_by("pk").values_list("pk", flat=True)
            for grid in (chance.choice(grids),)
        ),
        batch_size=2_000,
    )  # fmt: skip
    root = Unit.objects.get(parent=None)
    Request.objects.bulk_create(
        (
            _request(
                chance, root, grids, rules.new_number(), "checked" if at < requests else "placed"
            )
            for at in range(requests + ONE_MORE)
        ),
        batch_size=1_000,
    )


def _request(
    chance: random.Random, root: object, grids: Sequence[object], number: str, state: str
) -> object:
    from xianfeng.checkin.enums import Part, Skill, Wish
    from xianfeng.service.models import Request

    grid = chance.choice(grids)
    timed = chance.random() < 0.8
    return Request(
        number=number, source="worker", category=chance.choice(Wish.values), text="服务",
        skill=chance.choice(Skill.values) if chance.random() < 0.6 else "",
        community_id=grid.parent_id, grid=grid, places=chance.choice((1, 1, 1, 2, 2, 3, 4)),  # type: ignore[attr-defined]
        on_date=ON + timedelta(days=chance.randrange(14)) if timed else None,
        part=chance.choice(Part.values) if timed else "", urgency=chance.choice((1, 1, 1, 2, 3)),
        state=state, placed_on=ON, check_by=ON, checked_on=ON, promised_on=ON, answerable=root,
    )  # fmt: skip


def _skills(chance: random.Random) -> int:
    common = [2.0**-skill for skill in range(16)]
    chosen = chance.choices(range(16), common, k=chance.choice((0, 1, 1, 2)))
    return sum({1 << skill for skill in chosen})


def _bits(chance: random.Random, of: int, counts: Sequence[int]) -> int:
    return sum({1 << chance.randrange(of) for _ in range(chance.choice(counts))})


if __name__ == "__main__":
    sys.exit(main())
