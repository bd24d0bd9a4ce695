"""Pages: the board of the whole city and a secretary's desk, at 100,000 members against 1,000.

``python -m bench.pages`` makes both cities with the demonstration's own maker, one database each,
on SQLite and on the PostgreSQL that XIANFENG_TEST_POSTGRES names. It prints ratios of medians and
query counts against their limits, and stops with 1 when one is over. Pages are measured warm, as
processor time of the request (on PostgreSQL the server's time counts too, so it is wall time).
"""

import json
import os
import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

SMALL, LARGE, ROUNDS = 1_000, 100_000, 15
YEAR, TODAY = 2025, date(2025, 11, 21)
PAGES = {
    "board": ("example-committee", "/board/?rule=branch.theme_day&as_of=2025-11-21"),
    "desk": ("example-secretary", "/?as_of=2025-11-21"),
    "oversight": ("example-committee", "/?as_of=2025-11-21"),
}
QUERIES = {"board": 30, "desk": 15, "oversight": 15}
RATIO = 3.0
Measured = dict[str, tuple[float, int]]


def main() -> int:
    """Measure the city named by BENCH_MEMBERS, or both cities on every database there is."""
    if os.environ.get("BENCH_DATABASE"):
        return measure(int(os.environ["BENCH_MEMBERS"]), Path(os.environ["BENCH_ANSWER"]))
    return both()


def both() -> int:
    """Run each city in empty databases of its own and print the comparison."""
    import tempfile

    from bench import databases

    with tempfile.TemporaryDirectory(prefix="xianfeng-pages-") as place:
        answer = Path(place) / "answers.jsonl"
        os.environ["BENCH_ANSWER"] = str(answer)
        for members in (SMALL, LARGE):
            os.environ["BENCH_MEMBERS"] = str(members)
            if any(databases.each("bench.pages")):
                return 1
        answers = [json.loads(line) for line in answer.read_text().splitlines()]
    return compare(answers)


def measure(members: int, answer: Path) -> int:
    """Fill the database of the settings and append what was measured to a file."""
    from django.db import connection

    from xianfeng.demo.actions import fill
    from xianfeng.kernel import clock
    from xianfeng.kernel.viewer import operator

    agencies = max(12, members // 400)
    fill(
        actor=operator("bench"), at=clock.now(), agencies=agencies, members=members, seed=1,
        year=YEAR, today=TODAY,
    )  # fmt: skip
    found = {name: one_page(user, url) for name, (user, url) in PAGES.items()}
    with answer.open("a") as file:
        file.write(json.dumps([connection.vendor, members, found]) + "\n")
    return 0


def one_page(username: str, url: str) -> tuple[float, int]:
    """Return the median milliseconds of a page and the number of its queries."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from xianfeng.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    client = Client()
    client.force_login(User.objects.get(username=username))
    clock: Callable[[], float] = process_time if connection.vendor == "sqlite" else perf_counter
    for _ in range(2):  # the first answers derive the years asked for and read the templates
        client.get(url)
    times = []
    for _ in range(ROUNDS):
        start = clock()
        status = client.get(url).status_code
        times.append(1000 * (clock() - start))
        if status != 200:
            raise SystemExit(f"{url}: {status}")
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return statistics.median(times), len(queries)


def compare(answers: list[Any]) -> int:
    """Print each page at both sizes against its limits; return 1 when one is over."""
    over = False
    for vendor in dict.fromkeys(vendor for vendor, _, _ in answers):
        by_size: dict[int, Measured] = {size: at for name, size, at in answers if name == vendor}
        for page in PAGES:
            (small, few), (large, many) = by_size[SMALL][page], by_size[LARGE][page]
            ratio, most = large / small, max(few, many)
            held = most <= QUERIES[page] and (ratio <= RATIO or page == "desk")
            over = over or not held
            print(
                f"{vendor:10} {page:10} {small:7.1f} ms at {SMALL:,}, {large:7.1f} ms at {LARGE:,}"
                f"  {large / small:5.2f} x (<= {RATIO})  {few} and {many} queries"
                f" (<= {QUERIES[page]})  {'ok' if held else 'OVER'}",
                flush=True,
            )
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
