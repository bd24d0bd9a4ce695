"""What waits for what: a task for earlier tasks of its plan, a node for earlier nodes."""

from django.db import models
from django.db.models import F, Q

from xianfeng.plans.models.work import Task, TaskNode


class TaskWait(models.Model):
    """A task that waits for an earlier one of the same plan."""

    later = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="waits")
    earlier = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="awaited")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="task_waits_once"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="task_not_for_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.earlier_id}"


class NodeWait(models.Model):
    """A node that waits for an earlier one of the same plan."""

    later = models.ForeignKey(TaskNode, on_delete=models.CASCADE, related_name="waits")
    earlier = models.ForeignKey(TaskNode, on_delete=models.CASCADE, related_name="awaited")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="node_waits_once"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="node_not_for_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.earlier_id}"
