"""What pages of members ask for."""

from xianfeng.members.forms.people import (
    EndForm,
    FindForm,
    GroupForm,
    PostForm,
    RecordForm,
    RevealForm,
    RosterForm,
    UnitCodeForm,
    ethnicities,
    refuse,
)

__all__ = [
    "EndForm",
    "FindForm",
    "GroupForm",
    "PostForm",
    "RecordForm",
    "RevealForm",
    "RosterForm",
    "UnitCodeForm",
    "ethnicities",
    "refuse",
]
