"""Changes of the day or wording of a task or node: what stood, what is to stand, and why."""

from django.db import models
from django.db.models import Q

from xianfeng.plans.enums import ChangeState
from xianfeng.plans.models.work import Task, TaskNode

ASKED = ChangeState.ASKED.value


class Change(models.Model):
    """A change of a task, or of one of its nodes, asked for or made; the old values stay."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="changes")
    node = models.ForeignKey(TaskNode, on_delete=models.CASCADE, null=True, related_name="changes")
    old_title = models.CharField(max_length=300)
    new_title = models.CharField(max_length=300)
    old_due = models.DateField()
    new_due = models.DateField()
    reason = models.CharField(max_length=200)
    asked_on = models.DateField()
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ASKED)
    closed_on = models.DateField(null=True)
    answer = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["closed_on"], name="plan_change_closed"),
            models.Index(fields=["state"], condition=Q(state=ASKED), name="plan_change_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ChangeState.values), name="plan_change_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ASKED, closed_on__isnull=True)
                | (~Q(state=ASKED) & Q(closed_on__isnull=False)),
                name="plan_change_answered",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_change_reasoned"),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(state=ASKED, node__isnull=True),
                name="change_one_of_task",
            ),
            models.UniqueConstraint(
                fields=["node"], condition=Q(state=ASKED), name="change_one_of_node"
            ),
        ]

    def __str__(self) -> str:
        return self.old_title

    @property
    def row(self) -> Task | TaskNode:
        """Return the task or node that it changes."""
        return self.node or self.task
