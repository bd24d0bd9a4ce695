"""Meetings and what stands beside them: agenda, attendance, themes, life meetings."""

from xianfeng.life.models.agenda import AgendaItem
from xianfeng.life.models.attendance import Exemption, Guest, LeaderAttendance, MakeUp
from xianfeng.life.models.life_meetings import Criticism, Opinion
from xianfeng.life.models.meetings import Absence, Meeting, MeetingMark, MeetingVersion, plain
from xianfeng.life.models.themes import FixedDay, Theme

__all__ = [
    "Absence",
    "AgendaItem",
    "Criticism",
    "Exemption",
    "FixedDay",
    "Guest",
    "LeaderAttendance",
    "MakeUp",
    "Meeting",
    "MeetingMark",
    "MeetingVersion",
    "Opinion",
    "Theme",
    "plain",
]
