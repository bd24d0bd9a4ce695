"""How a context shows the state tables of its objects to ``test_states.py``.

A context keeps ``tests/<context>/states.py`` with ``DRIVERS``: one for each table in its
rules, and for each kind of row that follows it.
``test_states.py`` then proves for each table: every edge has an action of its name, a page that
shows its button to the right side in each state it starts from, and nobody else; taking it leads to
the state the table says; and no other edge can be taken by anybody, by page or by action.

All of it happens at ``tests.units.build.NOW`` (30 June 2021): the clock stands there, and so do the
rights of the users. Each trial is rolled back to the world as ``build`` and ``make`` left it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

from tests.conftest import ROOT
from xianfeng.kernel.states import Table


@dataclass(frozen=True)
class Driver:
    """How to bring one object into a state, who its sides are, and how an edge is taken.

    ``build()`` makes the world and returns users by name, among them one for each side of the
    table and the outsiders: ``sides`` maps a side to the names of the users who speak for it.
    ``make(state)`` returns a row in that state; ``state(row)`` reads it again from the database.
    ``page(row)`` is where its buttons stand. ``post(verb, row)`` returns the address and the form
    data with which the page takes the edge; ``button(verb, row)`` returns what the page must hold
    when it is offered (an address or a ``name="verb" value="..."``). ``act(verb, row, viewer)``
    takes the edge by the action itself. ``undriven`` are edges that no page takes, each with its
    reason. The rows given to these functions are read afresh each time.
    """

    table: Table
    build: Callable[[], Mapping[str, Any]]
    sides: Mapping[str, tuple[str, ...]]
    make: Callable[[str], Any]
    state: Callable[[Any], str]
    page: Callable[[Any], str]
    post: Callable[[str, Any], tuple[str, Mapping[str, Any]]]
    button: Callable[[str, Any], str]
    act: Callable[[str, Any, Any], Any]
    undriven: Mapping[str, str] = field(default_factory=dict)


def modules(name: str) -> list[Any]:
    """Return a module and, if it is a package, those in it; none where there is no such module."""
    if find_spec(name) is None:
        return []
    found = import_module(name)
    inner = [one.name for one in iter_modules(getattr(found, "__path__", []))]
    return [found, *(import_module(f"{name}.{one}") for one in inner)]


def tables() -> dict[str, Table]:
    """Return every table of states in the rules of a context, by ``context.noun``."""
    found: dict[str, Table] = {}
    for path in sorted((ROOT / "xianfeng").glob("*/rules*")):
        for module in modules(f"xianfeng.{path.parent.name}.rules"):
            for one in vars(module).values():
                if isinstance(one, Table):
                    found[f"{path.parent.name}.{one.noun}"] = one
    return found


def drivers() -> list[tuple[str, Driver]]:
    """Return every driver with its ``context.noun``; two of one table stand there twice."""
    folders = [path.parent.name for path in sorted((ROOT / "tests").glob("*/states.py"))]
    kept = {name: getattr(import_module(f"tests.{name}.states"), "DRIVERS", ()) for name in folders}
    return [(f"{name}.{one.table.noun}", one) for name in folders for one in kept[name]]


def action_of(context: str, verb: str) -> Any:
    """Return the action of that name in a context; None where there is none."""
    found = (getattr(module, verb, None) for module in modules(f"xianfeng.{context}.actions"))
    return next((one for one in found if hasattr(one, "verb")), None)
