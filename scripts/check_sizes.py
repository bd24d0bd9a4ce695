"""Holds every file and function under its size, and reports medians and 95th percentiles."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXCEPTIONS = ROOT / "docs" / "size-exceptions.toml"
# lines: wished median, wished 95th percentile, hard maximum
LIMITS = {
    "production file": (80, 250, 400),
    "function": (7, 25, 50),
    "test file": (120, 350, 500),
    "template": (30, 100, 150),
}


def lines_of(path: Path) -> int:
    """Return the number of lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (qualified name, lines from def to end) of every function in a file."""

    def walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, int]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = f"{prefix}{child.name}"
                if not isinstance(child, ast.ClassDef):
                    yield name, (child.end_lineno or child.lineno) - child.lineno + 1
                yield from walk(child, f"{name}.")
            else:
                yield from walk(child, prefix)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), "")


def measured() -> Iterator[tuple[str, str, int]]:
    """Yield (kind, place, lines) of everything that has a limit."""
    production = [*ROOT.glob("xianfeng/**/*.py"), *ROOT.glob("scripts/*.py")]
    for path in sorted(production):
        if "migrations" in path.parts:
            continue
        place = str(path.relative_to(ROOT))
        yield "production file", place, lines_of(path)
        for name, size in functions(path):
            yield "function", f"{place}:{name}", size
    for path in sorted(ROOT.glob("tests/**/*.py")):
        yield "test file", str(path.relative_to(ROOT)), lines_of(path)
    for pattern in ("html", "txt"):
        for path in sorted(ROOT.glob(f"xianfeng/**/templates/**/*.{pattern}")):
            yield "template", str(path.relative_to(ROOT)), lines_of(path)


def percentile(sizes: list[int], share: float) -> int:
    """Return the smallest size that ``share`` of the sorted sizes do not exceed."""
    return sizes[max(0, min(len(sizes) - 1, round(share * len(sizes)) - 1))] if sizes else 0


def check(found: list[tuple[str, str, int]]) -> list[str]:
    """Return what is over its limit without a valid exception, and exceptions no longer needed."""
    listed = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    reasons = listed["reasons"]
    allowed = {entry["place"]: entry for entry in listed.get("exception", [])}
    problems = [
        f"{place}: its reason {entry['reason']!r} is not on the closed list"
        for place, entry in allowed.items()
        if entry["reason"] not in reasons
    ]
    needed = set()
    for kind, place, size in found:
        limit = LIMITS[kind][2]
        if size <= limit:
            continue
        needed.add(place)
        if size > allowed.get(place, {"lines": 0})["lines"]:
            problems.append(f"{place}: {size} lines, a {kind} has at most {limit}")
    problems += [f"{place}: the exception is no longer needed" for place in allowed.keys() - needed]
    return problems


def main() -> None:
    """Print the table of sizes and stop with status 1 when one is over its limit."""
    found = list(measured())
    for kind, (median, high, maximum) in LIMITS.items():
        sizes = sorted(size for each, _, size in found if each == kind)
        print(
            f"{kind:16} {len(sizes):5}  median {percentile(sizes, 0.5):4} (wished {median})"
            f"  p95 {percentile(sizes, 0.95):4} (wished {high})"
            f"  max {percentile(sizes, 1):4} (limit {maximum})"
        )
    totals = {kind: sum(size for each, _, size in found if each == kind) for kind in LIMITS}
    ratio = totals["test file"] / max(1, totals["production file"])
    print(f"tests : production = {ratio:.2f} (wished 1.2 to 2.0)")
    if problems := check(found):
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
