"""What the pages of volunteering ask; most ask nothing that need be typed."""

from xianfeng.volunteering.forms.events import (
    BUSY,
    STEPS,
    CancelForm,
    EventForm,
    ProposeForm,
    RecordForm,
    VersionForm,
    WithdrawForm,
)
from xianfeng.volunteering.forms.lists import ListForm, PathForm, ticks
from xianfeng.volunteering.forms.teams import EndForm, MembersForm, TeamForm

__all__ = [
    "BUSY",
    "STEPS",
    "CancelForm",
    "EndForm",
    "EventForm",
    "ListForm",
    "MembersForm",
    "PathForm",
    "ProposeForm",
    "RecordForm",
    "TeamForm",
    "VersionForm",
    "WithdrawForm",
    "ticks",
]
