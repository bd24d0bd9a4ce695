"""Matching: end to end with reading and writing, one new request, and beside simpler ways.

``python -m bench.matching`` runs on SQLite, and on the PostgreSQL that XIANFENG_TEST_POSTGRES
names. It prints times against their limits and stops with 1 when one is over. Cost and places
filled stand beside first come, first grabbed and greedy by urgency, over the same needs and hands.
"""

import os
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from time import perf_counter

ON = date(2021, 6, 30)
SIZES = ((200, 2_000), (2_000, 20_000))
SCARCE = (200, 260)
LARGEST = (5_000, 50_000)
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
    from tests.service.cities import grabbed
    from xianfeng.service.matching import match

    for size in (SCARCE, *SIZES, LARGEST):
        needs, hands, neighbours = random_city(random.Random(1), *size, communities=400)
        began = perf_counter()
        found = match(needs, hands, neighbours=neighbours)
        seconds = perf_counter() - began
        wanted = sum(need.places for need in needs)
        filled = len(found.pairs)
        print(f"{size[0]:5} x {size[1]:6}: {seconds:6.2f} s, {found.rounds} round(s)", end="")
        print(f", {filled}/{wanted} places, cost {found.cost}", flush=True)
        if size in {SCARCE, SIZES[0]}:
            for name, by_urgency in (("first grabbed", False), ("greedy", True)):
                counts, cost = grabbed(needs, hands, neighbours, by_urgency)
                taken = sum(counts.values())
                print(f"{name:>20}: {taken}/{wanted} places, cost {cost}", flush=True)
    return 0


def measure() -> int:
    """Make the city in the database of the settings and print what was measured."""
    from django.db import connection

    from bench import city
    from xianfeng.kernel import clock
    from xianfeng.kernel.viewer import operator
    from xianfeng.service import actions, proposing
    from xianfeng.service.models import Request
    from xianfeng.units.models import Unit

    requests, members = SIZES[-1]
    city.make(units=1_000, members=members, year=2021)
    check_in(requests)
    viewer, root = operator("bench"), Unit.objects.get(parent=None)
    began = perf_counter()
    matched = actions.keep_proposals(actor=viewer, at=clock.now(), unit=root)
    whole = perf_counter() - began
    one = Request.objects.order_by("-pk").first()
    assert one is not None
    took = []
    for _ in range(5):
        began = perf_counter()
        proposing.proposals_for(viewer, one, ON)
        took.append(perf_counter() - began)
    results = [
        (f"{requests} requests x {members} members, read, matched, kept", whole, LIMIT),
        ("one new request against all of them", min(took), ONE_LIMIT),
    ]
    for name, seconds, limit in results:
        mark = "ok" if seconds <= limit else "OVER"
        print(f"{connection.vendor:10} {name:55} {seconds:7.3f} s  <= {limit:<5} {mark}")
    print(f"{len(matched.pairs)} proposed, {sum(matched.open_places.values())} places open")
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
                skills=_bits(chance, 16, (0, 1, 1, 2)), slots=_bits(chance, 21, (1, 2, 3, 5)),
                wishes=_bits(chance, 8, (0, 1, 2)), monthly_limit=chance.choice((1, 1, 2, 3)),
            )
            for key in Member.objects.order_by("pk").values_list("pk", flat=True)
            for grid in (chance.choice(grids),)
        ),
        batch_size=2_000,
    )  # fmt: skip
    root = Unit.objects.get(parent=None)
    Request.objects.bulk_create(
        (_request(chance, root, grids, rules.new_number()) for _ in range(requests)),
        batch_size=1_000,
    )


def _request(chance: random.Random, root: object, grids: Sequence[object], number: str) -> object:
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
        state="checked", placed_on=ON, check_by=ON, checked_on=ON, promised_on=ON, answerable=root,
    )  # fmt: skip


def _bits(chance: random.Random, of: int, counts: Sequence[int]) -> int:
    return sum({1 << chance.randrange(of) for _ in range(chance.choice(counts))})


if __name__ == "__main__":
    sys.exit(main())
