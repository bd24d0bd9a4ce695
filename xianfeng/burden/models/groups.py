"""Work groups (工作群): which a unit keeps on chat platforms, and which it merges or closes."""

from django.db import models
from django.db.models import F, Q

from xianfeng.burden.enums import GroupState, Usage
from xianfeng.units.models import Unit


class WorkGroup(models.Model):
    """A group of a unit, from the day it was set up until it is closed or merged into another."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="work_groups")
    name = models.CharField(max_length=80)
    platform = models.CharField(max_length=40)
    people = models.PositiveIntegerField()
    purpose = models.CharField(max_length=200)
    from_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=GroupState.choices, default=GroupState.OPEN.value
    )
    usage = models.CharField(max_length=10, choices=Usage.choices, default=Usage.OFTEN.value)
    looked_on = models.DateField()
    decided_on = models.DateField(null=True)
    because = models.CharField(max_length=200, blank=True, default="")
    close_by = models.DateField(null=True)
    merge_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "name"]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["closed_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "platform", "name"],
                condition=Q(closed_on=None),
                name="work_group_once",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, close_by=None, merge_into=None)
                | Q(state="proposed", closed_on=None, close_by__isnull=False)
                | Q(state="merged", closed_on__isnull=False, merge_into__isnull=False)
                | Q(state="closed", closed_on__isnull=False, merge_into=None),
                name="work_group_dated_by_state",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("from_on")),
                name="work_group_forward",
            ),
            models.CheckConstraint(condition=~Q(merge_into=F("id")), name="work_group_not_itself"),
        ]

    def __str__(self) -> str:
        return self.name
