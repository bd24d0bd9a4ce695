"""What the pages of check-in ask."""

from xianfeng.checkin.forms.checkins import (
    DAYS,
    MOST,
    EndForm,
    HereForm,
    MemberForm,
    RefuseForm,
    UnitForm,
    VersionForm,
    first_offer,
    refused,
    roster_offer,
    ticks,
)

__all__ = [
    "DAYS",
    "MOST",
    "EndForm",
    "HereForm",
    "MemberForm",
    "RefuseForm",
    "UnitForm",
    "VersionForm",
    "first_offer",
    "refused",
    "roster_offer",
    "ticks",
]
