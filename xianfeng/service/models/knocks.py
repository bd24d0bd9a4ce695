"""How often somebody came to a page that needs no account."""

from django.db import models


class Knock(models.Model):
    """How often one address came to one door within one hour.

    The address is not kept: ``key`` is its keyed digest, and the row goes after half a day.
    """

    door = models.CharField(max_length=10)
    key = models.BinaryField(max_length=32)
    hour = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["door", "key", "hour"], name="knock_once"),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.times}"
