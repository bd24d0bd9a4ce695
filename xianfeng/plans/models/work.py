"""Plans broken into tasks, with lead and assisting units and nodes."""

from django.db import models
from django.db.models import Q

from xianfeng.plans.enums import PlanKind
from xianfeng.units.models import Unit


class Plan(models.Model):
    """A year's breakdown of tasks, or list of its own projects, of the unit that issued it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=10, choices=PlanKind.choices, default=PlanKind.BREAKDOWN.value
    )

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "year"], name="plan_once"),
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="plan_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """One task of a plan, or one project: a commitment of its lead unit with a due day.

    ``key_on`` is the day from which it stands as a key city task (重点工作).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    seq = models.PositiveIntegerField()
    aspect = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="led_tasks")
    due_on = models.DateField()
    node_text = models.CharField(max_length=300, blank=True, default="")
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=500, blank=True, default="")
    key_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "seq"]
        indexes = [
            models.Index(fields=["lead", "due_on"]),
            models.Index(fields=["plan", "aspect"], name="task_aspect"),
            models.Index(fields=["due_on"], name="task_due"),
        ]
        constraints = [models.UniqueConstraint(fields=["plan", "seq"], name="task_once")]

    def __str__(self) -> str:
        return self.title


class TaskAssistant(models.Model):
    """A unit that assists with a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assistants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assisted_tasks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="assistant_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit_id}"


class TaskNode(models.Model):
    """A step on the way of a task, due by a day of its own."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="nodes")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "title", "due_on"], name="node_once")
        ]

    def __str__(self) -> str:
        return self.title
