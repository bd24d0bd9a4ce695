"""The derived meter: units and months only. No row knows a person, an hour or a device."""

from django.db import models

from xianfeng.units.models import Unit


class Typed(models.Model):
    """How often a unit did one verb in a month, and what that took by the table of costs.

    ``upto`` is the end of the audit chain when the row was last brought up to date.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    verb = models.CharField(max_length=60)
    times = models.PositiveIntegerField()
    fields = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()
    upto = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["upto"])]
        constraints = [models.UniqueConstraint(fields=["unit", "month", "verb"], name="typed_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.verb} {self.times}"


class Sent(models.Model):
    """How many notices of one kind a superior sent a unit in a month."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=60)
    superior = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["month"])]
        constraints = [
            models.UniqueConstraint(fields=["unit", "month", "kind", "superior"], name="sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.kind} {self.times}"


class BurdenMonth(models.Model):
    """What was asked of a unit in a month: fields typed, minutes it took, notices received.

    ``whole``: the unit was in being from the month's first day through its last.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    ends_on = models.DateField()
    whole = models.BooleanField()
    fields = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    notices = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_on", "minutes"])]
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="burden_month_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month}"


class MonthDerived(models.Model):
    """A month whose notices and totals stand; without its row the next reader derives them."""

    month = models.DateField(unique=True)

    def __str__(self) -> str:
        return str(self.month)


class MeterHead(models.Model):
    """How far along the audit chain the meter has read, under which costs, and since when."""

    seq = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    first = models.DateField(null=True)
    last = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.seq}"
