"""What the architecture tests read: the project's own source, as syntax trees."""

import ast
from functools import cache

from tests.conftest import ROOT

PACKAGE = ROOT / "xianfeng"
# Lowest first; contexts on one line never meet.
LINES = [
    {"kernel"},
    {"ui"},
    {"accounts"},
    {"ledgers"},
    {"units"},
    {"members"},
    {"voting", "rectification", "checkin", "hours"},
    {
        "life",
        "plans",
        "development",
        "elections",
        "reviews",
        "care",
        "voice",
        "outreach",
        "supervision",
        "service",
        "volunteering",
        "partners",
        "ratings",
    },
    {"duties"},
    {"lifecycle", "standards", "responsibility", "burden", "participation"},
    {"reports"},
    {"desk"},
    {"demo"},
    {"config", "cli"},
]
HEIGHT = {context: height for height, line in enumerate(LINES) for context in line}


@cache
def tree(path):
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def files(*names):
    """Return the source files called so or in a package called so; all when none is named."""
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
    if not names:
        return found
    return [path for path in found if {path.stem, *path.relative_to(PACKAGE).parts[:-1]} & {*names}]


def context(path):
    """Return the context a file belongs to."""
    return path.relative_to(PACKAGE).parts[0]


def public_functions(path):
    """Return the module-level functions that do not begin with an underscore."""
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def place(path, node):
    """Return where to look: file, line and name."""
    return f"{path.relative_to(ROOT)}:{node.lineno} {getattr(node, 'name', '')}".rstrip()


def name_of(path, node):
    """Return the file and the name, which stay the same when lines move."""
    return f"{path.relative_to(ROOT)} {node.name}"
