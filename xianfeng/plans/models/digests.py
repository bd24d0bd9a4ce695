"""Urging (催办): one digest a day for each unit, with the tasks that were urged."""

from django.db import models

from xianfeng.plans.models.work import Task
from xianfeng.units.models import Unit


class Digest(models.Model):
    """What a unit is urged to do, collected over one day; ``issuer`` urged first that day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued_digests")
    read_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"


class Urge(models.Model):
    """One task in a digest, and the unit that urged it."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="urges")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="urges")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["digest", "task"], name="urge_once_a_day")]

    def __str__(self) -> str:
        return f"{self.digest_id} {self.task_id}"
