"""What the set-up check needs beyond the rolls: approvals of a superior, and counted numbers."""

from django.db import models
from django.db.models import F, Q

from xianfeng.members.enums import SettingFinding, SettingNumberKind
from xianfeng.units.models import Unit


class SettingApproval(models.Model):
    """A superior's approval (批复) for one finding of the set-up check: [approved_on, until_on)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="setting_approvals")
    finding = models.CharField(max_length=30, choices=SettingFinding.choices)
    document = models.CharField(max_length=80)
    reason = models.CharField(max_length=200)
    approved_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__in=SettingFinding.values), name="setting_finding_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("approved_on")),
                name="setting_approval_forward",
            ),
            models.UniqueConstraint(
                fields=["unit", "finding"],
                condition=Q(until_on=None),
                name="setting_approval_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.finding} {self.approved_on}"


class SettingNumber(models.Model):
    """A number that the set-up check compares with, as counted on a day; the latest one holds."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="setting_numbers")
    kind = models.CharField(max_length=12, choices=SettingNumberKind.choices)
    number = models.PositiveIntegerField()
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SettingNumberKind.values), name="setting_number_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="setting_number_positive"),
            models.UniqueConstraint(
                fields=["unit", "kind", "counted_on"], name="setting_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.number}"
