"""Reading organisational life: meetings, versions, people, and units to record for."""

from xianfeng.life.queries.attendees import Person, people
from xianfeng.life.queries.history import LABELS, History, Version, against, versions
from xianfeng.life.queries.meetings import (
    blank_record,
    complete,
    counted_away,
    discharged,
    listed,
    offered_periods,
    own_draft,
    own_drafts,
    visible_to,
    was_taken,
)
from xianfeng.life.queries.units import (
    kinds_offered,
    matching_units,
    own_branches,
    own_units,
    recordable_units,
)

__all__ = [
    "LABELS",
    "History",
    "Person",
    "Version",
    "against",
    "blank_record",
    "complete",
    "counted_away",
    "discharged",
    "kinds_offered",
    "listed",
    "matching_units",
    "offered_periods",
    "own_branches",
    "own_draft",
    "own_drafts",
    "own_units",
    "people",
    "recordable_units",
    "versions",
    "visible_to",
    "was_taken",
]
