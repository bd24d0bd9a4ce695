"""The console script itself: help for every subcommand, exit statuses, no traceback."""

import subprocess
import sys

import pytest

from tests.cli.run import xianfeng
from xianfeng.cli.main import _commands

NAMES = [module.NAME for module in _commands()]
STABLE = {
    "account",
    "demo",
    "duties",
    "explain",
    "export",
    "figures",
    "import",
    "migrate",
    "report",
    "serve",
    "template",
    "verify",
    "worker",
}


def test_the_stable_commands_are_there():
    assert STABLE - set(NAMES) == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_subcommand_explains_itself(capsys, name):
    ran = xianfeng(capsys, name, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"xianfeng {name}" in ran.out


@pytest.mark.parametrize("arguments", [[], ["nothing-like-this"], ["demo", "--members", "many"]])
def test_unusable_arguments_exit_with_two(capsys, arguments):
    ran = xianfeng(capsys, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_the_installed_script_answers():
    done = subprocess.run(
        [sys.executable, "-m", "xianfeng.cli.main", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "0.1.0\n")
