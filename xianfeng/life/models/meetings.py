"""Meetings, what each counts as, who was absent, and every earlier version."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.life.enums import AbsenceReason, MeetingKind, MeetingState
from xianfeng.life.models.themes import Theme
from xianfeng.life.rules import Record
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Meeting(models.Model):
    """One meeting of a unit. ``expected`` and ``present`` are what the confirmed record states.

    Who should have come follows from the spells on that day; only absences are stored.
    ``made_up`` names the earlier period it was held for (补开), as ``2021-03`` or ``2021-Q1``.
    ``lecturer`` is the name as written, ``lectured_by`` the member it was found to be.
    ``starts_at`` belongs to the plan and its notice.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True)
    title = models.CharField(max_length=200, blank=True, default="")
    place = models.CharField(max_length=100, blank=True, default="")
    chair = models.CharField(max_length=60, blank=True, default="")
    recorder = models.CharField(max_length=60, blank=True, default="")
    content = models.TextField(blank=True, default="")
    absentees = models.CharField(max_length=500, blank=True, default="")
    lecturer = models.CharField(max_length=60, blank=True, default="")
    lectured_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="lectures"
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="meetings")
    made_up = models.CharField(max_length=8, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True)
    expected = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT
    )
    on_behalf = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["unit", "held_on"]), models.Index(fields=["held_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "planned"), confirmed_at=None)
                | Q(state__in=("confirmed", "voided"), confirmed_at__isnull=False),
                name="meeting_confirmed_when",
            ),
            models.CheckConstraint(
                condition=Q(expected=None) | Q(present=None) | Q(present__lte=F("expected")),
                name="meeting_present_within_expected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    def record(self) -> Record:
        """Return what the meeting states, as a recorder enters it."""
        own = {name: getattr(self, name) for name in Record.__dataclass_fields__ if name in _OWN}
        return Record(
            **own,
            also=tuple(sorted(mark.kind for mark in self.marks.all() if mark.kind != self.kind)),
            absences={absence.member_id: absence.reason for absence in self.absences.all()},
        )

    def also_held(self) -> str:
        """Return what the meeting served besides its own kind."""
        kinds = sorted(mark.kind for mark in self.marks.all() if mark.kind != self.kind)
        return "、".join(str(MeetingKind(kind).label) for kind in kinds)

    def snapshot(self) -> dict[str, Any]:
        """Return the same and the agenda as plain JSON, for the audit log and earlier versions."""
        return plain(self.record()) | {"agenda": [item.stated() for item in self.agenda.all()]}


def plain(record: Record) -> dict[str, Any]:
    """Return a record as JSON carries it."""
    stated = asdict(record)
    return stated | {
        "also": list(stated["also"]),
        "held_on": stated["held_on"].isoformat(),
        "absences": {str(member): why for member, why in stated["absences"].items()},
    }


_OWN = {field.attname for field in Meeting._meta.concrete_fields}


class MeetingMark(models.Model):
    """What a meeting counts as: its own kind, and any other it served at once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="mark_once"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="mark_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind}"


class Absence(models.Model):
    """Somebody who should have come and did not."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="absences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="absences")
    reason = models.CharField(max_length=10, choices=AbsenceReason.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="absence_once"),
            models.CheckConstraint(
                condition=Q(reason__in=AbsenceReason.values), name="absence_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.reason}"


class MeetingVersion(models.Model):
    """What a confirmed meeting said before an amendment."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=200)
    amended_by = models.CharField(max_length=100)
    amended_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="meeting_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"
