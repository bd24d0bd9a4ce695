"""What organisational life records: meetings, what they decided, and who came how."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.life.enums import MakeUpWay, MeetingKind, MeetingState
from xianfeng.life.models import (
    AgendaItem,
    Exemption,
    Guest,
    LeaderAttendance,
    MakeUp,
    Meeting,
    MeetingMark,
)
from xianfeng.life.rules import LEADING_UNITS
from xianfeng.members.models import Post
from xianfeng.rectification.models import Problem
from xianfeng.units.enums import Role
from xianfeng.units.models import UnitRole
from xianfeng.units.permissions import STAFF


def _confirmed() -> QuerySet[Meeting]:
    return Meeting.objects.filter(state=MeetingState.CONFIRMED)


def _marks_of_confirmed() -> QuerySet[MeetingMark]:
    return MeetingMark.objects.filter(meeting__state=MeetingState.CONFIRMED)


def leading(member: str, on: date | F | OuterRef) -> Exists:
    """Return the condition that a row's member leads on a day.

    Reading: who holds a post in a committee or general branch, or is entered as a member of the
    leadership of an agency.
    """
    holds = Q(until_on=None) | Q(until_on__gt=on)
    posts = Post.objects.filter(
        holds, member=OuterRef(member), unit__kind__in=LEADING_UNITS, from_on__lte=on
    )
    roles = UnitRole.objects.filter(
        holds, user__member=OuterRef(member), role=Role.LEADER, from_on__lte=on
    )
    return Exists(posts) | Exists(roles)  # type: ignore[return-value]


def _resolutions() -> QuerySet[AgendaItem]:
    confirmed = AgendaItem.objects.filter(meeting__state=MeetingState.CONFIRMED)
    return confirmed.exclude(decision="")


def origin(meeting: Meeting) -> str:
    """Return how a problem names the meeting where it was found."""
    return f"{MEETING.id}:{meeting.pk}"


def raised_at(*meetings: Meeting) -> QuerySet[Problem]:
    """Return the problems found in these meetings that were not withdrawn."""
    found = Problem.objects.filter(origin__in=[origin(meeting) for meeting in meetings])
    return found.exclude(state="withdrawn")


def _leaders() -> QuerySet[LeaderAttendance]:
    return LeaderAttendance.objects.filter(meeting__state=MeetingState.CONFIRMED)


def _leader_lectures() -> QuerySet[Meeting]:
    lectures = MeetingMark.objects.filter(meeting=OuterRef("pk"), kind=MeetingKind.LECTURE)
    named = _confirmed().filter(Exists(lectures), lectured_by__isnull=False)
    return named.filter(leading("lectured_by", OuterRef("held_on")))


def _make_ups() -> QuerySet[MakeUp]:
    return MakeUp.objects.filter(meeting__state=MeetingState.CONFIRMED)


def _visits() -> QuerySet[Guest]:
    return Guest.objects.filter(meeting__state=MeetingState.CONFIRMED)


def _came(row: Any) -> str:
    return "到会" if row.came else "缺席"


def _way(row: Any) -> str:
    return str(MakeUpWay(row.way).label)


def _kind_beside(row: Any) -> str:
    return str(MeetingKind(row.meeting.kind).label)


def _kind(meeting: Meeting) -> str:
    return meeting.get_kind_display()


def _mark_kind(mark: MeetingMark) -> str:
    return mark.get_kind_display()


MEETING = FactKind(
    "life.meeting",
    "会议记录",
    rows=_confirmed,
    on="held_on",
    minutes="minutes",
    made_up="made_up",
    dims={"kind": "kind", "present": "present", "expected": "expected"},
    columns=(
        ("党组织", "unit__name"),
        ("会议类型", _kind),
        ("召开日期", "held_on"),
        ("主题", "title"),
        ("应到", "expected"),
        ("实到", "present"),
    ),
    page="life:detail",
    related=("unit",),
)

HELD = FactKind(
    "life.held",
    "已开展的组织生活",
    rows=_marks_of_confirmed,
    unit="meeting__unit_id",
    path="meeting__unit__path",
    on="meeting__held_on",
    minutes="meeting__minutes",
    made_up="meeting__made_up",
    dims={"kind": "kind", "present": "meeting__present", "expected": "meeting__expected"},
    columns=(
        ("党组织", "meeting__unit__name"),
        ("组织生活", _mark_kind),
        ("召开日期", "meeting__held_on"),
        ("主题", "meeting__title"),
        ("应到", "meeting__expected"),
        ("实到", "meeting__present"),
    ),
    page="life:detail",
    page_key="meeting_id",
    related=("meeting", "meeting__unit"),
)

RESOLUTION = FactKind(
    "life.resolution",
    "会议决议",
    rows=_resolutions,
    unit="meeting__unit_id",
    path="meeting__unit__path",
    on="meeting__held_on",
    due="due_on",
    done="done_on",
    dims={"kind": "meeting__kind"},
    columns=(
        ("党组织", "meeting__unit__name"),
        ("会议类型", _kind_beside),
        ("召开日期", "meeting__held_on"),
        ("议题", "title"),
        ("决议", "decision"),
        ("落实人", "owner"),
        ("时限", "due_on"),
        ("完成日期", "done_on"),
    ),
    page="life:detail",
    page_key="meeting_id",
    related=("meeting", "meeting__unit"),
)

LEADER = FactKind(
    "life.leader_attendance",
    "领导干部双重组织生活",
    rows=_leaders,
    unit="meeting__unit_id",
    path="meeting__unit__path",
    on="meeting__held_on",
    subject="member_id",
    dims={"came": "came", "kind": "meeting__kind"},
    columns=(
        ("党组织", "meeting__unit__name"),
        ("领导干部", "member__name"),
        ("会议类型", _kind_beside),
        ("召开日期", "meeting__held_on"),
        ("到会", _came),
    ),
    page="life:detail",
    page_key="meeting_id",
    related=("meeting", "meeting__unit", "member"),
    roles=STAFF,
)

LEADER_LECTURE = FactKind(
    "life.leader_lecture",
    "领导干部讲党课",
    rows=_leader_lectures,
    on="held_on",
    subject="lectured_by_id",
    columns=(
        ("党组织", "unit__name"),
        ("讲课人", "lectured_by__name"),
        ("召开日期", "held_on"),
        ("主题", "title"),
    ),
    page="life:detail",
    related=("unit", "lectured_by"),
)

MAKE_UP = FactKind(
    "life.make_up",
    "补课",
    rows=_make_ups,
    unit="meeting__unit_id",
    path="meeting__unit__path",
    on="on",
    subject="member_id",
    dims={"way": "way"},
    columns=(
        ("党组织", "meeting__unit__name"),
        ("党员", "member__name"),
        ("会议类型", _kind_beside),
        ("召开日期", "meeting__held_on"),
        ("补课日期", "on"),
        ("方式", _way),
    ),
    page="life:detail",
    page_key="meeting_id",
    related=("meeting", "meeting__unit", "member"),
    roles=STAFF,
)

VISIT = FactKind(
    "life.visit",
    "在其他支部参加组织生活",
    rows=_visits,
    unit="home_id",
    path="home__path",
    on="meeting__held_on",
    subject="member_id",
    dims={"kind": "meeting__kind"},
    columns=(
        ("党员", "member__name"),
        ("所在支部", "home__name"),
        ("参加的支部", "meeting__unit__name"),
        ("会议类型", _kind_beside),
        ("召开日期", "meeting__held_on"),
    ),
    related=("meeting", "meeting__unit", "member", "home"),
    roles=STAFF,
)

EXEMPTION = FactKind(
    "life.exemption",
    "免于参加组织生活的党员",
    rows=Exemption.objects.all,
    since="from_on",
    until="until_on",
    subject="member_id",
    columns=(
        ("党组织", "unit__name"),
        ("党员", "member__name"),
        ("自", "from_on"),
        ("至", "until_on"),
    ),
    related=("unit", "member"),
    roles=STAFF,
)

KINDS = (
    MEETING,
    HELD,
    RESOLUTION,
    LEADER,
    LEADER_LECTURE,
    MAKE_UP,
    VISIT,
    EXEMPTION,
)
