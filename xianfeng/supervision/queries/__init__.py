"""Reading plans, visits, candidates, and which units were visited."""

from xianfeng.supervision.queries.candidates import (
    NEXT,
    names_of,
    people,
    units_to_choose,
    units_to_draw,
)
from xianfeng.supervision.queries.coverage import Coverage, CoverageRow, coverage, rows
from xianfeng.supervision.queries.plans import ISSUERS, issuing_units, plans_to, rounds_to
from xianfeng.supervision.queries.visits import (
    Search,
    counted,
    draws_to,
    listed,
    photos_to,
    problems_of,
    visible_to,
)

__all__ = [
    "ISSUERS",
    "NEXT",
    "Coverage",
    "CoverageRow",
    "Search",
    "counted",
    "coverage",
    "draws_to",
    "issuing_units",
    "listed",
    "names_of",
    "people",
    "photos_to",
    "plans_to",
    "problems_of",
    "rounds_to",
    "rows",
    "units_to_choose",
    "units_to_draw",
    "visible_to",
]
