"""机关党建＋: who pushes a key task and how, by which projects, and what was done for it."""

from django.db import models

from xianfeng.plans.models.work import Task
from xianfeng.units.models import Unit


class Pusher(models.Model):
    """A party unit that pushes a key task, and how."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="pushers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pushed_tasks")
    how = models.CharField(max_length=200)

    class Meta:
        ordering = ["unit__path"]
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="pusher_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit_id}"


class PushingProject(models.Model):
    """A project that pushes a key task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="projects")
    project = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="pushes")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "project"], name="pushing_project_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.project_id}"


class Tie(models.Model):
    """A fact of another context that was done for a key task, by the id of its kind and its key.

    Nothing of the fact is copied: whoever may not see it finds neither it nor its number here.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["task", "kind", "key"], name="tie_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind} {self.key}"
