"""The same name, the same shape: what each file name may hold, in every context."""

import ast
from collections import Counter

from tests.house.source import PACKAGE, context, files, name_of, place, public_functions, tree

VIEW_LINES = 25
# Where the outside world enters, and with it the clock.
CLOCK_READERS = {"views", "tasks", "middleware", "ui", "cli", "management"}
# Where the database is reached, and where it is written.
READS = {"objects", "_base_manager", "_default_manager"}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "get_or_create",
    "update",
    "bulk_update",
    "update_or_create",
    "delete",
    "execute",
    "executemany",
}
# The closed list of exceptions, which only shrinks: place → why.
NO_VIEWER_YET = {"xianfeng/units/queries.py viewer_of": "makes the viewer from the signed-in user"}


def imports(path):
    """Yield (node, module, name) of everything a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, node.module or "", alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, ""


def called(node):
    """Return the dotted name of what a call calls, or an empty string."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def attributes(function):
    """Return the names of all attributes that a function reads."""
    return {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}


def test_queries_begin_with_the_viewer():
    found = {
        name_of(path, function)
        for path in files("queries")
        for function in public_functions(path)
        if attributes(function) & READS
        and [argument.arg for argument in function.args.args][:1] != ["viewer"]
    }
    assert found - set(NO_VIEWER_YET) == set()


def test_actions_are_keyword_only_and_know_actor_and_time():
    found = []
    for path in files("actions"):
        if context(path) == "kernel":
            continue
        for function in public_functions(path):
            names = {argument.arg for argument in function.args.kwonlyargs}
            if "action" in [called(each) for each in function.decorator_list]:
                if function.args.args or not {"actor", "at"} <= names:
                    found.append(place(path, function))
            elif "part" not in [ast.unparse(each) for each in function.decorator_list] and (
                attributes(function) & WRITES
            ):
                found.append(f"{place(path, function)}: writes and is no action")
    assert found == []


def test_views_translate_and_no_more():
    found = [
        f"{place(path, function)}: {function.end_lineno - function.lineno + 1} lines"
        for path in files("views")
        for function in public_functions(path)
        if function.end_lineno - function.lineno + 1 > VIEW_LINES
    ]
    assert found == []


def names_in(node):
    """Return how often each name stands in a syntax tree."""
    return Counter(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def names_in_annotations(path):
    """Return how often each name stands in the annotations of a file."""
    found = Counter()
    for node in ast.walk(tree(path)):
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None:
                found += names_in(annotation)
    return found


def test_views_and_forms_use_models_of_others_as_types_only():
    found = []
    for path in files("views", "forms"):
        used = names_in(tree(path)) - names_in_annotations(path)
        for node, module, name in imports(path):
            parts = module.split(".")
            others = parts[0] == PACKAGE.name and parts[1:2] != [context(path)]
            if others and parts[2:3] == ["models"] and used[name]:
                found.append(f"{place(path, node)}: {module}.{name}")
    assert found == []


def test_views_and_forms_reach_rows_through_queries():
    found = [
        f"{place(path, node)}: {ast.unparse(node)}"
        for path in files("views", "forms")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in READS
    ]
    assert found == []


def test_only_the_edges_read_the_clock():
    own = {"clock.now", "clock.today"}
    bare = {"timezone.now", "timezone.localdate", "date.today", "datetime.now", "datetime.today"}
    found = []
    for path in files():
        if path == PACKAGE / "kernel" / "clock.py":
            continue
        parts = {path.stem, *path.relative_to(PACKAGE).parts}
        forbidden = bare if parts & CLOCK_READERS else bare | own
        found += [
            f"{place(path, node)}: {called(node)}"
            for node in ast.walk(tree(path))
            if called(node) in forbidden and not node.args
        ]
    assert found == []


def test_models_have_no_hidden_writes():
    found = [
        place(path, node)
        for path in files("models")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "clean"}
    ]
    found += [
        f"{place(path, node)}: {module}"
        for path in files()
        for node, module, _ in imports(path)
        if module in {"django.db.models.signals", "django.dispatch"}
    ]
    assert found == []


def test_rules_are_pure():
    found = [
        f"{place(path, node)}: {module}"
        for path in files("rules")
        for node, module, _ in imports(path)
        if module.split(".")[0] in {"django", "time", "os", "random"}
    ]
    assert found == []
