"""The audit chain and the submissions already taken."""

from django.db import models


class AuditEntry(models.Model):
    """One write: who, when, what, old and new. The database refuses to change or delete it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=100)
    on_behalf = models.BooleanField(default=False)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=120)
    unit_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["target"]),
            models.Index(fields=["subject_id", "verb"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.target}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked by every write."""

    seq = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:12]}"


class Submission(models.Model):
    """A form that was taken once; a second click or a retry is sent to the same place."""

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    location = models.CharField(max_length=500)

    def __str__(self) -> str:
        return str(self.key)
