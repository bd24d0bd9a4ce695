"""How members left the ranks, were suspended and came back: one row a decision."""

from django.db import models
from django.db.models import Q

from xianfeng.members.enums import StandingEvent
from xianfeng.members.models.person import Member
from xianfeng.units.models import Unit


class StandingChange(models.Model):
    """What became of a member's standing on a day, and the document that says so.

    ``unit`` is the branch the member belonged to, or after a restoration belongs to.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="standing_changes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standing_changes")
    kind = models.CharField(max_length=20, choices=StandingEvent.choices)
    changed_on = models.DateField()
    document = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=StandingEvent.values), name="standing_change_known"
            ),
            models.UniqueConstraint(fields=["member", "changed_on"], name="standing_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.changed_on}"
