"""Keeps what is committed free of this or that machine: no home paths, no package index."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Written in pieces, so that this file does not find itself.
PATTERNS = {
    "a path of one machine": re.compile("/" + r"(?:root|home/\w+|Users/\w+|work|workspace)/\w"),
    "a package index": re.compile(
        r"(?:pypi|pythonhosted|npm" + r"js|npmmirror)\.\w|registry\.\w+\.\w"
    ),
    "an address in a lock file": re.compile(r'"resolved"' + r"\s*:"),
}


def main() -> None:
    """Print every line that ties the project to a machine; status 1 when there is one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    problems = []
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            problems += [
                f"{name}:{number}: {what}"
                for what, pattern in PATTERNS.items()
                if pattern.search(line)
            ]
    if problems:
        sys.exit("\n".join(problems))
    print("portable: no machine's path and no index address is committed")


if __name__ == "__main__":
    main()
