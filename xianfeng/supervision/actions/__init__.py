"""Planning visits, drawing lots, recording what was found."""

from xianfeng.supervision.actions.photos import add_photos, drop_photo
from xianfeng.supervision.actions.planning import add_round, add_units, drop_round, make_plan
from xianfeng.supervision.actions.recording import (
    amend_visit,
    confirm_visit,
    save_record,
    void_visit,
)
from xianfeng.supervision.actions.teams import choose_leader, draw_team, replace_member
from xianfeng.supervision.actions.unit_draws import draw_units
from xianfeng.supervision.actions.visits import announce_visit, cancel_visit, schedule_visit

__all__ = [
    "add_photos",
    "add_round",
    "add_units",
    "amend_visit",
    "announce_visit",
    "cancel_visit",
    "choose_leader",
    "confirm_visit",
    "draw_team",
    "draw_units",
    "drop_photo",
    "drop_round",
    "make_plan",
    "replace_member",
    "save_record",
    "schedule_visit",
    "void_visit",
]
