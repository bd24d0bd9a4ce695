"""Import of a large roster against its parts, and against django-import-export.

``python -m bench.imports [--rows N] [--slice N]``: on SQLite, and on PostgreSQL when
``XIANFENG_TEST_POSTGRES`` names a server. Every part runs in a process of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

MOST_TIMES_PARTS = 4.0
LEAST_TIMES_FASTER = 5.0
MOST_MEGABYTES = 600
TURNS = 2


def main() -> int:
    """Run every part on every database at hand and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--slice", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xianfeng-bench-") as place:
        from bench import roster

        folder = Path(place)
        roster.write(folder / "whole.xlsx", options.rows)
        roster.write(folder / "slice.xlsx", options.slice)
        results = [_database(folder, "sqlite", f"sqlite:///{folder / 'bench.sqlite3'}")]
        if server := os.environ.get("XIANFENG_TEST_POSTGRES"):
            results.append(_database(folder, "postgresql", _own_database(server)))
    return 0 if all(results) else 1


def _database(folder: Path, name: str, url: str) -> bool:
    def run(part: str, file: str) -> dict[str, float]:
        environment = os.environ | {
            "XIANFENG_DATABASE_URL": url, "XIANFENG_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "xianfeng.config.settings",
        }  # fmt: skip
        command = [sys.executable, "-m", "bench.imports_parts", part, str(folder / file)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{part}: {done.stderr}")
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found

    def best(part: str, file: str) -> dict[str, float]:
        """Run a part a few times, each on empty tables, and take the fastest."""
        found = []
        for _turn in range(TURNS):
            run("empty", file)
            found.append(run(part, file))
        return min(found, key=lambda one: one["seconds"])

    run("prepare", "whole.xlsx")
    read, plain = best("read", "whole.xlsx"), best("plain", "whole.xlsx")
    bare, whole = best("bare", "whole.xlsx"), best("whole", "whole.xlsx")
    ours, rival = best("whole", "slice.xlsx"), best("rival", "slice.xlsx")
    run("empty", "whole.xlsx")
    parts = read["seconds"] + bare["seconds"]
    lines = [
        (f"import of {whole['rows']:.0f} rows / (reading + bare insert)",
         whole["seconds"] / parts, "<=", MOST_TIMES_PARTS),
        (f"django-import-export / import, {ours['rows']:.0f} rows",
         rival["seconds"] / ours["seconds"], ">=", LEAST_TIMES_FASTER),
        ("peak memory of the import, MB", whole["megabytes"], "<=", MOST_MEGABYTES),
    ]  # fmt: skip
    held = True
    for text, value, sign, limit in lines:
        good = value <= limit if sign == "<=" else value >= limit
        held = held and good
        print(f"{name:<11}{text:<58}{value:>8.2f} {sign} {limit:<6g} {'ok' if good else 'MISSED'}")
    print(f"{'':11}read {read['seconds']:.2f} s, bare {bare['seconds']:.2f} s "
          f"(into one plain table of text: {plain['seconds']:.2f} s), "
          f"import {whole['seconds']:.2f} s, slice {ours['seconds']:.2f} s, "
          f"rival {rival['seconds']:.2f} s", flush=True)  # fmt: skip
    return held


def _own_database(server: str) -> str:
    """Make an empty database of our own on the server and return its URL."""
    import psycopg

    name = f"xianfeng_bench_{int(time.time())}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


if __name__ == "__main__":
    sys.exit(main())
