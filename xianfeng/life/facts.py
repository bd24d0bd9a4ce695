"""What organisational life records: meetings held, and what each of them counts as."""

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import Meeting, MeetingMark


def _confirmed() -> QuerySet[Meeting]:
    return Meeting.objects.filter(state=MeetingState.CONFIRMED)


def _marks_of_confirmed() -> QuerySet[MeetingMark]:
    return MeetingMark.objects.filter(meeting__state=MeetingState.CONFIRMED)


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
