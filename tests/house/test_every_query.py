"""Every public function of every queries module asks who is looking, and uses the answer."""

import ast
import inspect
from importlib import import_module

import pytest

from tests.conftest import ROOT
from tests.house.source import files, place, public_functions
from xianfeng.kernel.viewer import Viewer

# The closed lists of exceptions, which only shrink: place → why.
NO_VIEWER = {
    "xianfeng.units.queries.then": "shapes rows that a query gave",
    "xianfeng.units.queries.viewer_of": "makes the viewer from the signed-in user",
    "xianfeng.desk.queries.rows.first": "cuts rows that a query gave",
    "xianfeng.desk.queries.rows.read": "reads rows that queries gave",
    "xianfeng.desk.queries.rows.shaped": "shapes rows that a query gave",
    "xianfeng.desk.queries.terms.term_end": "shapes a row that a query gave",
    "xianfeng.duties.queries.listing.with_state": "annotates rows that a query gave",
    "xianfeng.duties.queries.listing.in_order": "orders rows that a query gave",
    "xianfeng.duties.queries.listing.before_use": "compares a row that a query gave",
    "xianfeng.duties.queries.listing.ready": "derives duties, and returns none",
}
VIEWER_UNUSED = {
    "xianfeng.hours.queries.certified": "who holds the paper may check it, without an account",
    "xianfeng.service.queries.by_number": "who knows the number may see it, without an account",
    "xianfeng.service.queries.public.places": "a resident without an account chooses where",
    "xianfeng.service.queries.public.too_many_open": "says yes or no, before anybody signs in",
    "xianfeng.ratings.queries.by_code": "who holds the slip may use it, without an account",
    "xianfeng.duties.queries.listing.done_by": "counts for duties that a query gave",
    "xianfeng.reports.queries.lists.cells": "shapes a row that a query gave",
    "xianfeng.reports.queries.lists.page": "shapes a row that a query gave",
}
QUERIES = [(path, function) for path in files("queries") for function in public_functions(path)]


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def name_of(path, function):
    return f"{module_of(path)}.{function.name}"


def checked(*exempt):
    return [
        pytest.param(path, function, id=name_of(path, function))
        for path, function in QUERIES
        if not any(name_of(path, function) in names for names in exempt)
    ]


@pytest.mark.parametrize(("path", "function"), checked(NO_VIEWER))
def test_the_first_argument_is_the_viewer(path, function):
    found = inspect.signature(getattr(import_module(module_of(path)), function.name))
    first = next(iter(found.parameters.values()), None)
    assert first is not None, place(path, function)
    assert (first.name, first.annotation) == ("viewer", Viewer), place(path, function)


@pytest.mark.parametrize(("path", "function"), checked(NO_VIEWER, VIEWER_UNUSED))
def test_the_viewer_is_used(path, function):
    used = {
        node.id for part in function.body for node in ast.walk(part) if isinstance(node, ast.Name)
    }
    assert "viewer" in used, place(path, function)


def test_the_walk_finds_every_context_and_no_exemption_is_stale():
    names = {name_of(path, function) for path, function in QUERIES}
    contexts = {name.split(".")[1] for name in names}
    assert {"units", "members", "life", "plans", "duties", "ledgers", "accounts"} <= contexts
    assert {*NO_VIEWER, *VIEWER_UNUSED} <= names
