"""Create or upgrade the database."""

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from xianfeng.cli.output import DONE, say

NAME = "migrate"
HELP = "建立或升级数据库"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(options: argparse.Namespace) -> int:
    """Apply all migrations."""
    name = settings.DATABASES["default"]["NAME"]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    say("数据库已是最新。")
    return DONE
