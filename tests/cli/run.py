"""Run the console script as a user does, in this process and this database."""

import json
from dataclasses import dataclass

from xianfeng.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What came of it."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def xianfeng(capsys, *arguments):
    """Return status, stdout and stderr of ``xianfeng ARGUMENTS``."""
    capsys.readouterr()
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    printed = capsys.readouterr()
    return Ran(status, printed.out, printed.err)
