"""Keeps identifiers to the field's words: no forbidden synonym of docs/glossary.toml, no pinyin."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = ROOT / "docs" / "glossary.toml"
FIELDS = {"zh", "id", "en", "source", "forbidden"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
INITIALS = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
FINALS = (
    "iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|"
    "a|o|e|i|u"
)
SYLLABLES = re.compile(rf"(?:(?:{INITIALS})(?:{FINALS})){{3,}}")
# Many English words fall into syllables; few carry these sounds as well.
UNENGLISH = re.compile("zh|x|q(?!u)|iang|iong|uang|iao|ian|uai|uan|uo|ong")


def words(identifier: str) -> list[str]:
    """Return the lower-case words of a snake_case or CamelCase identifier."""
    return [word.lower() for word in WORD.findall(identifier)]


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, identifier) of everything that a file names itself."""
    yield 1, path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def entry_problems(terms: list[dict[str, Any]]) -> list[str]:
    """Return the entries that lack a field, or stand twice."""
    problems = []
    seen: set[str] = set()
    for term in terms:
        if missing := FIELDS - term.keys():
            problems.append(f"glossary: {term.get('id')} lacks {', '.join(sorted(missing))}")
        if term.get("id") in seen:
            problems.append(f"glossary: {term['id']} stands twice")
        seen.add(term.get("id", ""))
    return problems


def file_problems(path: Path, forbidden: dict[str, str], not_pinyin: set[str]) -> Iterator[str]:
    """Yield every identifier of a file that says a thing in another word."""
    place = path.relative_to(ROOT)
    for line, identifier in identifiers(path):
        parts = words(identifier)
        joined = f"_{'_'.join(parts)}_"
        for synonym, term in forbidden.items():
            if f"_{synonym}_" in joined:
                yield f"{place}:{line}: {identifier}: say {term}, not {synonym}"
        for part in parts:
            reads_as_pinyin = SYLLABLES.fullmatch(part) and UNENGLISH.search(part)
            if reads_as_pinyin and part not in not_pinyin:
                yield f"{place}:{line}: {identifier}: {part} reads as pinyin"


def main() -> None:
    """Print every finding and stop with status 1 when there is one."""
    glossary = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    terms = glossary["term"]
    forbidden = {synonym: term["id"] for term in terms for synonym in term["forbidden"]}
    problems = entry_problems(terms)
    for folder in ("xianfeng", "scripts", "tests"):
        for path in sorted(ROOT.glob(f"{folder}/**/*.py")):
            problems += file_problems(path, forbidden, set(glossary["not_pinyin"]))
    if problems:
        sys.exit("\n".join(problems))
    print(f"glossary: {len(terms)} terms, {len(forbidden)} forbidden words, none used")


if __name__ == "__main__":
    main()
