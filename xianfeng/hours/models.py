"""Hours given: one row for each member and for what they came."""

from django.db import models
from django.db.models import Q

from xianfeng.hours.enums import Source
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Stint(models.Model):
    """How long a member served on a day; ``unit`` is their branch then.

    ``source`` and ``key`` name what it was for: a request of a resident, an event. ``what`` is its
    title, and for a request its kind of service, never a resident's words.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="stints")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stints")
    source = models.CharField(max_length=10, choices=Source.choices)
    key = models.PositiveBigIntegerField()
    what = models.CharField(max_length=120)
    on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["source", "key"]), models.Index(fields=["on"])]
        constraints = [
            models.UniqueConstraint(fields=["member", "source", "key"], name="stint_once"),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24), name="stint_within_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.on}"
