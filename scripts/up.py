"""Brings everything up in the foreground: data, pages, server and worker."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from xianfeng.cli.main import main as xianfeng

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("XIANFENG_VAR", ROOT / "var")).resolve()
PORT = os.environ.get("PORT") or "8000"
XIANFENG = str(Path(sys.executable).with_name("xianfeng"))
PARTS = (("serve", "--port", PORT), ("worker",))
PATIENCE = 20  # seconds a child has for its last request or task


def prepare() -> None:
    """Upgrade the database, fill an empty one, collect the static files, say where to look."""
    VAR.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("XIANFENG_ADDRESS", f"http://127.0.0.1:{PORT}")
    run("migrate")
    # Settings are loaded by the first subcommand.
    from django.db import connections

    from xianfeng.accounts.models import User
    from xianfeng.cli.static import collect
    from xianfeng.units.models import Unit

    if not Unit.objects.exists():
        run("demo")
    collect()
    print(f"\n先锋  http://127.0.0.1:{PORT}/")
    for user in User.objects.exclude(example="").order_by("pk"):
        print(f"  示例人员：{user.example}  {user.name}（{user.username}，登录页上点名字即可）")
    print("Ctrl-C 停止", flush=True)
    connections.close_all()


def run(*arguments: str) -> None:
    """Run one subcommand; its refusal is ours."""
    if status := xianfeng(arguments):
        sys.exit(status)


def die_with_parent() -> None:
    """Ask the kernel to stop a child whose parent was killed outright (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def take_terminal() -> int | None:
    """Make this process the terminal's foreground group, and return the group before it.

    Ctrl-C then reaches only us, and not make, which would report a clean stop as an interrupt.
    """
    if not sys.stdin.isatty():
        return None
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    before = os.tcgetpgrp(0)
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpgrp())
    return before


def make_was_interrupted(make: int) -> bool:
    """True when the make that started us is gone, or waits for us to end after a signal of its own.

    Make does not pass an interrupt on; it sets its own handler back and waits.
    """
    if os.getppid() != make:
        return True
    try:
        status = Path(f"/proc/{make}/status").read_text()
    except OSError:
        return False
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    caught, ignored = (int(fields[name], 16) for name in ("SigCgt", "SigIgn"))
    interrupt = 1 << (signal.SIGINT - 1)
    return fields["Name"] == "make" and not (caught | ignored) & interrupt


def serve() -> int:
    """Run server and worker until a signal or the end of either; return the exit status."""
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.append(number)

    make = os.getppid()
    terminal = take_terminal()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    children = [
        subprocess.Popen(
            [XIANFENG, *part],
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent,  # noqa: PLW1509  no thread runs here
        )
        for part in PARTS
    ]
    while not stopped and not make_was_interrupted(make):
        if any(child.poll() is not None for child in children):
            print("A part ended by itself; stopping the other.", file=sys.stderr)
            break
        time.sleep(0.2)
    orderly = all(child.poll() is None for child in children)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    if terminal is not None:
        os.tcsetpgrp(0, terminal)
    return 0 if orderly else 1


if __name__ == "__main__":
    prepare()
    sys.exit(serve())
