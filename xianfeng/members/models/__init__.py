"""Members, where they belong and belonged, what posts they held, and how they came and went."""

from xianfeng.members.models.changes import StandingChange
from xianfeng.members.models.person import Member
from xianfeng.members.models.posts import Post
from xianfeng.members.models.setting import SettingApproval, SettingNumber
from xianfeng.members.models.spells import GroupMembership, Membership
from xianfeng.members.models.transfers import Transfer

__all__ = [
    "GroupMembership",
    "Member",
    "Membership",
    "Post",
    "SettingApproval",
    "SettingNumber",
    "StandingChange",
    "Transfer",
]
