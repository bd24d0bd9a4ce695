"""Reading what a unit says, what it asks, and what it is told."""

from xianfeng.voice.queries.addressed import (
    consultations,
    consultations_of,
    library,
    library_of,
    notices,
    notices_of,
    people_asked,
    remarks,
    thread,
    threads,
    threads_of,
    writable,
)
from xianfeng.voice.queries.home import Gathering, coming, gatherings, home_units, votes
from xianfeng.voice.queries.opinions import (
    Destination,
    destinations,
    listed,
    of_consultation,
    own,
    visible_to,
    waiting,
)
from xianfeng.voice.queries.rights import Count, Part, own_rights, rights

__all__ = [
    "Count",
    "Destination",
    "Gathering",
    "Part",
    "coming",
    "consultations",
    "consultations_of",
    "destinations",
    "gatherings",
    "home_units",
    "library",
    "library_of",
    "listed",
    "notices",
    "notices_of",
    "of_consultation",
    "own",
    "own_rights",
    "people_asked",
    "remarks",
    "rights",
    "thread",
    "threads",
    "threads_of",
    "visible_to",
    "votes",
    "waiting",
    "writable",
]
