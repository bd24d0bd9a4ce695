"""Import batches: the file, the corrections, what was said, and how to undo it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from xianfeng.ledgers.enums import BatchState


class Batch(models.Model):
    """One workbook taken in. ``content`` is sealed, since rosters hold personal data.

    ``corrections`` maps a row number to {column: text}, ``columns`` a column's place to a field id
    where the officer changed the matching; ``outcome`` holds counts, errors and warnings as
    interfaces.md gives them; ``undo`` is compressed JSON of what was made and what stood before.
    """

    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    corrections = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    undo = models.BinaryField(default=b"")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.CHECKED)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The unit on which the importer held the role: a batch is theirs as long as they hold it.
    unit_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="checked", applied_at=None) | Q(applied_at__isnull=False),
                name="batch_applied_when",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | Q(undone_at=None),
                name="batch_undone_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
