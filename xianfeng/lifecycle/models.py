"""Changes of units: decided on one day, in effect from another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.members.models import Member
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Agency, Unit


class UnitChange(models.Model):
    """One change of a unit, planned until its day, then done; or cancelled before it.

    ``unit`` is what changes; of a new unit it is empty until the day. ``target`` is the parent of
    a new, moved or transferred unit, the destination of the members of a merged or abolished one,
    and from its day on the unit that a split made. ``name``, ``code``, ``unit_kind`` and
    ``agency`` are what the new, renamed or otherwise changed unit gets.
    """

    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    state = models.CharField(
        max_length=10, choices=ChangeState.choices, default=ChangeState.PLANNED
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="changes")
    target = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    unit_kind = models.CharField(max_length=20, choices=UnitKind.choices, blank=True, default="")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    members = models.ManyToManyField(Member, related_name="+")
    effective_on = models.DateField()
    decided_on = models.DateField(null=True)
    document_number = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-effective_on", "-pk"]
        indexes = [models.Index(fields=["state", "effective_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.values), name="change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ChangeState.values), name="change_state_known"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False)
                | (Q(kind="establish", target__isnull=False) & ~Q(state="done")),
                name="change_has_unit",
            ),
            models.CheckConstraint(condition=~Q(unit=F("target")), name="change_of_another"),
            models.CheckConstraint(
                condition=Q(state="planned", finished_at=None)
                | (~Q(state="planned") & Q(finished_at__isnull=False)),
                name="change_finished_with_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name or self.unit or ''}"
