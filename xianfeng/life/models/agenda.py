"""What a meeting was to deal with, what it decided, and what became of it."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from xianfeng.life.models.meetings import Meeting
from xianfeng.life.rules import Item

STATED = tuple(Item.__dataclass_fields__)


class AgendaItem(models.Model):
    """One item of an agenda; with a decision it is a resolution.

    ``entitled`` are those who should attend and may vote, ``attended`` those of them who came. A
    vote by hand or ballot is stated as its totals. With ``due_on`` it is followed up.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    decision = models.CharField(max_length=1000, blank=True, default="")
    entitled = models.PositiveIntegerField(null=True)
    attended = models.PositiveIntegerField(null=True)
    in_favour = models.PositiveIntegerField(null=True)
    against = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    owner = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["meeting", "number"]
        indexes = [models.Index(fields=["due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_number_once"),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(entitled=None) | Q(attended__lte=F("entitled")),
                name="agenda_attended_within_entitled",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(decision=""), name="agenda_due_is_decided"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(due_on__isnull=False), name="agenda_done_was_due"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def passed(self) -> bool | None:
        """Return whether the vote carried the decision; None where no vote is stated."""
        return self.item().passed

    def item(self) -> Item:
        """Return what the minutes say of the item."""
        said: dict[str, Any] = {name: getattr(self, name) for name in STATED}
        return Item(**said)

    def stated(self) -> dict[str, Any]:
        """Return what the minutes say of the item, as plain JSON; not what became of it."""
        said = {name: getattr(self, name) for name in STATED}
        return said | {"due_on": self.due_on.isoformat() if self.due_on else None}
