"""Writing organisational life: meetings, agenda, attendance, themes, life meetings."""

from xianfeng.life.actions.agenda import finish_resolution, set_agenda
from xianfeng.life.actions.attendance import (
    add_guest,
    drop_guest,
    end_exemption,
    exempt_member,
    record_make_up,
)
from xianfeng.life.actions.life_meetings import (
    add_opinion,
    add_rectification,
    drop_opinion,
    record_criticism,
)
from xianfeng.life.actions.meetings import (
    OPEN,
    amend_meeting,
    confirm_meeting,
    discard_draft,
    plan_meeting,
    save_draft,
    void_meeting,
)
from xianfeng.life.actions.messages import MESSAGES, message
from xianfeng.life.actions.themes import publish_theme, set_fixed_day, withdraw_theme

__all__ = [
    "MESSAGES",
    "OPEN",
    "add_guest",
    "add_opinion",
    "add_rectification",
    "amend_meeting",
    "confirm_meeting",
    "discard_draft",
    "drop_guest",
    "drop_opinion",
    "end_exemption",
    "exempt_member",
    "finish_resolution",
    "message",
    "plan_meeting",
    "publish_theme",
    "record_criticism",
    "record_make_up",
    "save_draft",
    "set_agenda",
    "set_fixed_day",
    "void_meeting",
    "withdraw_theme",
]
