"""Reading the meter, collection tasks and work groups: what the viewer's units were asked."""

from xianfeng.burden.queries.collections import (
    asked_before,
    collections_to,
    cost,
    receivers,
    replies_of,
    replies_to,
    results,
    tally,
    to_answer,
    waiting,
)
from xianfeng.burden.queries.groups import groups_to, suggested, to_look_through
from xianfeng.burden.queries.meter import (
    month_of,
    months,
    of_units,
    received,
    superiors,
    totals,
    typed,
)
from xianfeng.burden.queries.values import values_of

__all__ = [
    "asked_before",
    "collections_to",
    "cost",
    "groups_to",
    "month_of",
    "months",
    "of_units",
    "received",
    "receivers",
    "replies_of",
    "replies_to",
    "results",
    "suggested",
    "superiors",
    "tally",
    "to_answer",
    "to_look_through",
    "totals",
    "typed",
    "values_of",
    "waiting",
]
