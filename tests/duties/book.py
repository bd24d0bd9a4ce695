"""A rule book of nine rules, so that lists of duties stay short and literal in tests."""

import atexit
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from xianfeng.duties import rulebook

WHOLE = rulebook.PLACE
BOOK = {
    "branch_regulation": {
        "branch.general_meeting",
        "branch.committee_meeting",
        "branch.group_meeting",
        "branch.theme_day",
        "branch.life_meeting",
        "branch.review",
    },
    "local": {"branch.lecture"},
    "commitments": {"task.done", "task.node"},
}


@cache
def place():
    """Return the folder of a rule book of nine rules, whatever else the whole book holds."""
    folder = Path(tempfile.mkdtemp(prefix="xianfeng-rules-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, kept in BOOK.items():
        text = (WHOLE / f"{name}.toml").read_text(encoding="utf-8")
        head, *rules = re.split(r"^\[\[rule\]\]\n", text, flags=re.MULTILINE)
        chosen = [f"[[rule]]\n{rule}" for rule in rules if rule.split('"')[1] in kept]
        assert len(chosen) == len(kept)
        (folder / f"{name}.toml").write_text(head + "".join(chosen), encoding="utf-8")
    return folder
