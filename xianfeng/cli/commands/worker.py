"""Work on what was queued, and once a day on what the day brings."""

import argparse
import threading

from django.core.management import call_command
from django.db import close_old_connections

from xianfeng.cli.output import DONE, say
from xianfeng.kernel import clock, schedule

NAME = "worker"
HELP = "启动后台工作进程"
LOOK_EVERY = 60.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add how often to look for work."""
    parser.add_argument("--interval", type=float, default=1.0, help="查看任务的间隔秒数，默认 1")
    parser.add_argument("--once", action="store_true", help="做完现有任务就结束")


def run(options: argparse.Namespace) -> int:
    """Work until interrupted."""
    say("后台工作进程已启动。")
    stopping = threading.Event()
    if options.once:
        _daily()
    else:
        threading.Thread(target=_keep_days, args=(stopping,), daemon=True).start()
    try:
        call_command("db_worker", interval=options.interval, batch=options.once, verbosity=0)
    finally:
        stopping.set()
    return DONE


def _keep_days(stopping: threading.Event) -> None:
    """Look every minute whether a new day has begun."""
    while True:
        try:
            _daily()
        except Exception as problem:  # noqa: BLE001  tomorrow comes whatever went wrong today
            say(f"每日任务未完成，一分钟后再试：{problem}")
        close_old_connections()
        if stopping.wait(LOOK_EVERY):
            return


def _daily() -> None:
    for name in schedule.due(clock.today(), clock.now()):
        say(f"每日任务已完成：{name}")
