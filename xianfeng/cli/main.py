"""The console script: finds the subcommand, runs it, and never shows a traceback for bad input."""

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import django
from django.core.exceptions import ImproperlyConfigured

from xianfeng import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``xianfeng`` with these arguments and return the exit status.

    What it writes (database, exports, files) is readable by its own user only.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xianfeng.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        print(f"设置有误：{problem}", file=sys.stderr)
        return 2
    from xianfeng.cli.output import UNUSABLE, Unusable, say  # settings first

    try:
        return _run(_parser().parse_args(arguments))
    except Unusable as problem:
        say(str(problem))
        return UNUSABLE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(options: argparse.Namespace) -> int:
    """Run the subcommand; what the operator can mend becomes Unusable, a defect stays itself."""
    from django.db import DatabaseError

    from xianfeng.cli.output import Unusable
    from xianfeng.cli.surroundings import amiss
    from xianfeng.duties.rulebook import Unreadable

    try:
        status: int = options.run(options)
    except Unreadable as problem:
        raise Unusable(f"规则文件有误，请改正后再试：{problem}") from None
    except DatabaseError as problem:
        if told := amiss(problem):
            raise Unusable(told) from None
        raise
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="xianfeng", description="先锋：机关党建一次记录，处处可用"
    )
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="命令")
    for module in _commands():
        subparser = subparsers.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


def _commands() -> list[ModuleType]:
    package = import_module("xianfeng.cli.commands")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return [import_module(f"xianfeng.cli.commands.{name}") for name in names]


if __name__ == "__main__":
    sys.exit(main())
