"""Meetings as rows of a ledger that imports again."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.sheets import Heading
from xianfeng.life import permissions
from xianfeng.life.enums import AbsenceReason, MeetingKind
from xianfeng.life.ledger.columns import COLUMNS
from xianfeng.life.models import Meeting

HEADINGS = [Heading(column.title, column.form, width=column.width) for column in COLUMNS]


def rows(viewer: Viewer, found: QuerySet[Meeting]) -> Iterator[tuple[Any, ...]]:
    """Yield one row a meeting, in the order of the columns."""
    complete = found.select_related("unit").prefetch_related("marks", "absences__member")
    for meeting in complete.iterator(chunk_size=1000):
        yield (
            meeting.unit.code,
            "、".join(_kinds(meeting)),
            meeting.held_on,
            meeting.chair,
            meeting.expected,
            meeting.present,
            meeting.title,
            meeting.place,
            meeting.recorder,
            absent(viewer, meeting),
            meeting.content,
            meeting.made_up,
            meeting.lecturer,
        )


def absent(viewer: Viewer, meeting: Meeting) -> str:
    """Return who was absent and why, for those who may see it; else nothing."""
    if not permissions.sees_absences(viewer, meeting.unit):
        return ""
    named = (
        f"{absence.member.name}（{AbsenceReason(absence.reason).label}）"
        for absence in meeting.absences.all()
    )
    return "、".join(filter(None, [*sorted(named), meeting.absentees]))


def _kinds(meeting: Meeting) -> Iterable[str]:
    yield str(MeetingKind(meeting.kind).label)
    if also := meeting.also_held():
        yield also
