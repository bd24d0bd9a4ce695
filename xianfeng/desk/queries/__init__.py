"""Reading across contexts: whose desk it is, what an office watches, what members ask."""

from xianfeng.desk.queries.beside import card_numbers, problem_ages
from xianfeng.desk.queries.branch import Gathering, gatherings, last_meetings, next_meetings
from xianfeng.desk.queries.search import LIMIT, Found, search
from xianfeng.desk.queries.terms import TermEnd, ending_terms, overrun_terms, term_end
from xianfeng.desk.queries.units import imports_waiting, overdue, own_unit, unit_named, way_to
from xianfeng.desk.queries.waiting import Waiting, own_waiting, waiting
from xianfeng.desk.queries.watching import Watch, Watched, watched

__all__ = [
    "LIMIT",
    "Found",
    "Gathering",
    "TermEnd",
    "Waiting",
    "Watch",
    "Watched",
    "card_numbers",
    "ending_terms",
    "gatherings",
    "imports_waiting",
    "last_meetings",
    "next_meetings",
    "overdue",
    "overrun_terms",
    "own_unit",
    "own_waiting",
    "problem_ages",
    "search",
    "term_end",
    "unit_named",
    "waiting",
    "watched",
    "way_to",
]
