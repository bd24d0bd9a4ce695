"""Reading events, places in them and teams: who may see what, and nothing more."""

from xianfeng.volunteering.queries.events import (
    Wanted,
    listed,
    numbers,
    offered,
    organised,
    own_unit,
    partner,
    partners,
    visible_to,
)
from xianfeng.volunteering.queries.gone import (
    gone_from_teams,
    gone_places,
    orphaned_events,
    orphaned_teams,
)
from xianfeng.volunteering.queries.people import (
    clashes,
    eligible,
    mine,
    myself,
    own_signup,
    people,
    recordable,
    signups_visible_to,
    walk_ins,
)
from xianfeng.volunteering.queries.teams import (
    standing_teams,
    team_spells,
    teams_visible_to,
    teams_with_size,
)

__all__ = [
    "Wanted",
    "clashes",
    "eligible",
    "gone_from_teams",
    "gone_places",
    "listed",
    "mine",
    "myself",
    "numbers",
    "offered",
    "organised",
    "orphaned_events",
    "orphaned_teams",
    "own_signup",
    "own_unit",
    "partner",
    "partners",
    "people",
    "recordable",
    "signups_visible_to",
    "standing_teams",
    "team_spells",
    "teams_visible_to",
    "teams_with_size",
    "visible_to",
    "walk_ins",
]
