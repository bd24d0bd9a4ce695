"""How a context shows the state tables of its objects to ``test_states.py``.

A context keeps ``tests/<context>/states.py`` with ``DRIVERS``: one for each table in its rules.
``test_states.py`` then proves for each table: every edge has an action of its name, a page that
shows its button to the right side in each state it starts from, and nobody else; taking it leads to
the state the table says; and no other edge can be taken by anybody, by page or by action.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xianfeng.kernel.states import Table


@dataclass(frozen=True)
class Driver:
    """How to bring one object into a state, who its sides are, and how an edge is taken.

    ``build()`` makes the world and returns users by name, among them one for each side of the
    table and the outsiders: ``sides`` maps a side to the names of the users who speak for it.
    ``make(state)`` returns a row in that state; ``state(row)`` reads it again from the database.
    ``page(row)`` is where its buttons stand. ``post(verb, row)`` returns the address and the form
    data with which the page takes the edge; ``button(verb)`` returns what the page must hold when
    it is offered (an address or a ``name="verb" value="..."``). ``act(verb, row, viewer)`` takes
    the edge by the action itself. ``undriven`` are edges that no page takes, each with its reason.
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
