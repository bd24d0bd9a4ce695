"""Starts `make up` twice in a terminal of its own, looks at it, and presses Ctrl-C both times."""

import os
import pty
import re
import select
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ["PORT"]
BASE = f"http://127.0.0.1:{PORT}"
DATABASE = Path(os.environ["XIANFENG_VAR"]) / "xianfeng.sqlite3"
FIRST, SECOND, STOP = 600, 60, 30  # seconds allowed


def fetch(path: str) -> tuple[int, str]:
    """Return the status and the text of a page; status 0 while nothing answers."""
    try:
        with urllib.request.urlopen(BASE + path, timeout=10) as answer:  # noqa: S310  our own address
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def drain(terminal: int, seconds: float) -> None:
    """Pass on what the terminal shows, for a while."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if ready:
            try:
                shown = os.read(terminal, 65536)
            except OSError:
                return
            sys.stdout.buffer.write(shown)
            sys.stdout.flush()


def rows() -> dict[str, int]:
    """Return the number of rows of every table of ours."""
    with sqlite3.connect(DATABASE) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND"
            " (name LIKE 'units_%' OR name LIKE 'members_%' OR name LIKE 'life_%')"
        ).fetchall()
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables
        }


def look() -> None:
    """Fetch the sign-in page and every file it loads."""
    status, page = fetch("/accounts/login/")
    assets = sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)))
    if status != 200 or not assets:
        sys.exit(f"sign-in page: status {status}, {len(assets)} static files")
    for asset in assets:
        status, _ = fetch(asset)
        if status != 200:
            sys.exit(f"{asset}: status {status}")
    print(f"\nsmoke: sign-in page and its {len(assets)} static files answer 200", flush=True)


def once(allowed: float) -> dict[str, int]:
    """Start, look, stop with Ctrl-C; return the row counts, or exit with what went wrong."""
    began = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execvp("make", ["make", "up"])  # noqa: S606
    while fetch("/healthz")[0] != 200:
        drain(terminal, 0.5)
        if os.waitpid(pid, os.WNOHANG)[0]:
            sys.exit("make up ended before it served")
        if time.monotonic() - began > allowed:
            os.write(terminal, b"\x03")
            drain(terminal, 5)
            sys.exit(f"make up did not serve within {allowed:.0f} s")
    print(f"\nsmoke: served after {time.monotonic() - began:.1f} s", flush=True)
    look()
    drain(terminal, 1)
    os.write(terminal, b"\x03")
    pressed = time.monotonic()
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        drain(terminal, 0.2)
        if time.monotonic() - pressed > STOP:
            sys.exit("make up did not stop on Ctrl-C")
    status = os.waitstatus_to_exitcode(ended[1])
    if status != 0:
        sys.exit(f"make up ended with status {status} on Ctrl-C")
    print(f"\nsmoke: stopped in {time.monotonic() - pressed:.1f} s with status 0", flush=True)
    if fetch("/healthz")[0] != 0:
        sys.exit("something still serves after Ctrl-C")
    return rows()


def main() -> None:
    """Start twice; the second start must be quick and find every row of the first."""
    before = once(FIRST)
    if not before or not any(before.values()):
        sys.exit("the demonstration city left no rows")
    after = once(SECOND)
    if after != before:
        sys.exit(f"rows changed between two starts: {before} then {after}")
    print("smoke: nothing was lost between two starts", flush=True)


if __name__ == "__main__":
    main()
