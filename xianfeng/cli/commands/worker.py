"""Work on what was queued."""

import argparse

from django.core.management import call_command

from xianfeng.cli.output import DONE, say

NAME = "worker"
HELP = "启动后台工作进程"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add how often to look for work."""
    parser.add_argument("--interval", type=float, default=1.0, help="查看任务的间隔秒数，默认 1")
    parser.add_argument("--once", action="store_true", help="做完现有任务就结束")


def run(options: argparse.Namespace) -> int:
    """Work until interrupted."""
    say("后台工作进程已启动。")
    arguments = {"interval": options.interval, "batch": options.once, "verbosity": 0}
    call_command("db_worker", **arguments)
    return DONE
