"""Reading duties: lists, one unit's desk, the board, exceptions, and why a state is what it is."""

from xianfeng.duties.queries.board import Board, BoardRow, Cell, board
from xianfeng.duties.queries.desk import Owed, owed_by
from xianfeng.duties.queries.exceptions import Exceptions, exceptions
from xianfeng.duties.queries.explanation import Explanation, explain
from xianfeng.duties.queries.lines import Line, lines
from xianfeng.duties.queries.listing import (
    discharged,
    done_by,
    duties,
    effect,
    in_order,
    overdue,
    ready,
    states,
    unit_of,
    units_for,
    visible_to,
)
from xianfeng.duties.queries.measures import Measure, measures
from xianfeng.duties.queries.sandbox import compare

__all__ = [
    "Board",
    "BoardRow",
    "Cell",
    "Exceptions",
    "Explanation",
    "Line",
    "Measure",
    "Owed",
    "board",
    "compare",
    "discharged",
    "done_by",
    "duties",
    "effect",
    "exceptions",
    "explain",
    "in_order",
    "lines",
    "measures",
    "overdue",
    "owed_by",
    "ready",
    "states",
    "unit_of",
    "units_for",
    "visible_to",
]
