"""Serve the web application."""

import argparse

from granian import Granian
from granian.constants import Interfaces

from xianfeng.cli.output import DONE, say
from xianfeng.cli.static import collect

NAME = "serve"
HELP = "启动网站"
PATIENCE = 10
"""Seconds for the last request: a process interrupted together with its parent would never end."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add address and size."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--workers", type=int, default=1, help="进程数，默认 1")
    parser.add_argument("--threads", type=int, default=4, help="每个进程的线程数，默认 4")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    collect()
    say(f"先锋运行在 http://{options.host}:{options.port}/ ，按 Ctrl-C 停止")
    Granian(
        "xianfeng.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        workers_kill_timeout=PATIENCE,
    ).serve()
    return DONE
