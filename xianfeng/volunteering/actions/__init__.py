"""Writing events, places in them, what came of them, and teams."""

from xianfeng.volunteering.actions.events import (
    Planned,
    amend_event,
    cancel_event,
    open_event,
    plan_event,
    propose_event,
    take_event_back,
)
from xianfeng.volunteering.actions.recording import record_event
from xianfeng.volunteering.actions.signups import sign_up, sign_up_several, withdraw_signup
from xianfeng.volunteering.actions.teams import end_team, found_team, set_team_members

__all__ = [
    "Planned",
    "amend_event",
    "cancel_event",
    "end_team",
    "found_team",
    "open_event",
    "plan_event",
    "propose_event",
    "record_event",
    "set_team_members",
    "sign_up",
    "sign_up_several",
    "take_event_back",
    "withdraw_signup",
]
