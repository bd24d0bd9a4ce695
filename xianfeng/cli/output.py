"""What the command prints: one JSON document on stdout, everything else on stderr."""

import getpass
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xianfeng.kernel.viewer import Viewer, operator

DONE, FINDINGS, UNUSABLE = 0, 1, 2


class Unusable(Exception):
    """Arguments or a file that nothing can be done with; the message is shown, exit status 2."""


def say(text: str) -> None:
    """Write one line of progress or explanation to stderr."""
    print(text, file=sys.stderr, flush=True)


def document(content: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write the one JSON document to stdout."""
    json.dump(content, sys.stdout, ensure_ascii=False, default=_plain, indent=1)
    sys.stdout.write("\n")


def actor(on_behalf: bool = False) -> Viewer:
    """Return the viewer of the command line, named after the system user."""
    return operator(f"命令行:{getpass.getuser()}", on_behalf)


def day(text: str) -> date:
    """Read a YYYY-MM-DD argument between 1900 and 2200; raises Unusable."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        raise Unusable(f"日期应写成 2021-03-31 的样子：{text}") from None
    if not 1900 <= read.year <= 2200:
        raise Unusable(f"日期应在 1900 年到 2200 年之间：{text}")
    return read


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
