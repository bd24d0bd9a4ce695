"""Reading duties: lists, one unit's desk, the board, exceptions, and why a state is what it is."""

from xianfeng.duties.queries.board import Board, BoardRow, Cell, board
from xianfeng.duties.queries.cards import (
    CardLine,
    CardPage,
    card_held,
    card_lines,
    card_page,
    cards_in_force,
    duty_of,
    given_by,
    state_of,
)
from xianfeng.duties.queries.desk import Owed, owed_by
from xianfeng.duties.queries.exceptions import Exceptions, exceptions
from xianfeng.duties.queries.explanation import Explanation, explain
from xianfeng.duties.queries.lines import Line, cards_of, lines
from xianfeng.duties.queries.listing import (
    discharged,
    done_by,
    duties,
    effect,
    in_order,
    overdue,
    ready,
    states,
    unit_named,
    unit_of,
    units_for,
    visible_to,
)
from xianfeng.duties.queries.measures import Measure, measures
from xianfeng.duties.queries.pleas import (
    Asked,
    appeals_to,
    asked_about,
    requests_waiting,
    waivers_to,
)
from xianfeng.duties.queries.sandbox import compare

__all__ = [
    "Asked",
    "Board",
    "BoardRow",
    "CardLine",
    "CardPage",
    "Cell",
    "Exceptions",
    "Explanation",
    "Line",
    "Measure",
    "Owed",
    "appeals_to",
    "asked_about",
    "board",
    "card_held",
    "card_lines",
    "card_page",
    "cards_in_force",
    "cards_of",
    "compare",
    "discharged",
    "done_by",
    "duties",
    "duty_of",
    "effect",
    "exceptions",
    "explain",
    "given_by",
    "in_order",
    "lines",
    "measures",
    "overdue",
    "owed_by",
    "ready",
    "requests_waiting",
    "state_of",
    "states",
    "unit_named",
    "unit_of",
    "units_for",
    "visible_to",
    "waivers_to",
]
