"""Holds every rule of the rule book to its source, and to a test that names it."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RULEBOOK = ROOT / "xianfeng" / "duties" / "rulebook"


def rules() -> list[tuple[str, dict[str, Any]]]:
    """Return (file name, rule) of every rule in the book; what stands above them holds for all."""
    book = []
    for path in sorted(RULEBOOK.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        shared = {name: value for name, value in content.items() if name != "rule"}
        book += [(path.name, shared | rule) for rule in content["rule"]]
    return book


def problems_of(place: str, rule: dict[str, Any], tests: str) -> list[str]:
    """Return what one rule lacks."""
    name = f"{place}: {rule.get('id', '?')}"
    found = []
    if not rule.get("source"):
        found.append(f"{name}: no source")
    if not rule.get("article") and rule.get("level") != "local":
        found.append(f'{name}: neither an article nor level = "local"')
    if not rule.get("verification"):
        found.append(f"{name}: no verification mark")
    if not re.search(rf"""["']{re.escape(rule.get("id", "?"))}["']""", tests):
        found.append(f"{name}: no test names it")
    return found


def main() -> None:
    """Print every finding and stop with status 1 when there is one."""
    book = rules()
    tests = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py"))
    problems = [line for place, rule in book for line in problems_of(place, rule, tests)]
    ids = [rule.get("id") for _, rule in book]
    problems += [f"{name}: declared twice" for name in {i for i in ids if ids.count(i) > 1}]
    if not book:
        problems.append("the rule book is empty")
    if problems:
        sys.exit("\n".join(problems))
    print(f"citations: {len(book)} rules, each with its source and a test")


if __name__ == "__main__":
    main()
