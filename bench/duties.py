"""Duties: full evaluation against hand-written SQL and a loop over objects, and narrow evaluation.

``python -m bench.duties`` runs on SQLite, and on the PostgreSQL that XIANFENG_TEST_POSTGRES names.
It prints each measure as a ratio or a number against its limit, and stops with 1 when one is over.
Times are processor time on SQLite, which works in this process, so that what else the machine does
and its disk count for neither side; on PostgreSQL, whose server works too, they are wall time.
"""

import os
import statistics
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter, process_time

YEAR = 2021
UNITS, MEMBERS, SLICE, ROUNDS = 5_000, 100_000, 200, 41


def main() -> int:
    """Run on every database there is and return the exit status."""
    if os.environ.get("BENCH_DATABASE"):
        return measure()
    from bench import databases

    return max(databases.each("bench.duties"))


def measure() -> int:
    """Make the city in the database of the settings and print what was measured."""
    from django.db import connection

    from bench import city

    city.make(units=UNITS, members=MEMBERS, year=YEAR)
    results = [*full(), *narrow()]
    for name, value, sign, limit, unit in results:
        held = value <= limit if sign == "<=" else value >= limit
        mark = "ok" if held else "OVER"
        print(f"{connection.vendor:10} {name:58} {value:9.2f} {unit:10} {sign} {limit:<6} {mark}")
    return int(any(v > lim if sign == "<=" else v < lim for _, v, sign, lim, _ in results))


def full() -> list[tuple[str, float, str, float, str]]:
    """Compare full evaluation with the rival SQL and with the loop; the states must be equal."""
    from bench import duties_rivals as rivals
    from xianfeng.duties import rulebook
    from xianfeng.duties.engine import writing
    from xianfeng.duties.models import DerivedYear, Duty

    rules = [rulebook.get(rule) for rule, *_ in rivals.RULES]
    wanted = {(rule.id, YEAR): rule for rule in rules}

    def engine() -> None:
        writing.ensure(wanted)

    def forget() -> None:
        DerivedYear.objects.all().delete()
        rivals.empty(Duty._meta.db_table)

    rivals.prepare()
    own, theirs = [], []
    for _ in range(3):  # in turns, so that both meet the machine as it is
        forget()
        own.append(timed(engine))
        rivals.empty(rivals.TABLE)
        theirs.append(timed(lambda: rivals.evaluate(YEAR)))
    assert rivals.differences() == 0, "the rival SQL does not give the same duties"
    seconds, rival = min(own), min(theirs)
    slow = timed(lambda: rivals.loop(YEAR, SLICE)) * UNITS / SLICE
    count = Duty.objects.count()
    print(f"{count} duties: {seconds:.2f} s; hand-written {rival:.2f} s; loop {slow:.0f} s")
    return [
        ("full evaluation / hand-written SQL", seconds / rival, "<=", 2, "x"),
        ("loop over objects (200 units, scaled) / full evaluation", slow / seconds, ">=", 50, "x"),
    ]


def narrow() -> list[tuple[str, float, str, float, str]]:
    """Time recording one meeting with and without bringing its duties up to date."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from bench import city

    branches = city.branches()
    bare, told = [], []
    for number in range(ROUNDS):
        unit = branches[number * 97 % len(branches)]
        on = date(YEAR, number % 12 + 1, 9)

        def record(tell: bool, unit: int = unit, on: date = on) -> None:
            with transaction.atomic():
                city.hold(unit, on, tell=tell)

        bare.append(timed(lambda: record(False)))
        told.append(timed(lambda: record(True)))
    with CaptureQueriesContext(connection) as without:
        record(False)
    with CaptureQueriesContext(connection) as with_duties:
        record(True)
    extra = (statistics.median(told) - statistics.median(bare)) * 1000
    statements = len(with_duties) - len(without)
    return [
        ("statements after one meeting", statements, "<=", 10, "statements"),
        ("median beyond the bare insert", extra, "<=", 15, "ms"),
    ]


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that ``act`` takes."""
    from django.db import connection

    clock = process_time if connection.vendor == "sqlite" else perf_counter
    start = clock()
    act()
    return clock() - start


if __name__ == "__main__":
    sys.exit(main())
