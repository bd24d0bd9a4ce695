"""Integrity education: bases to visit, visits of units to them, and case lessons."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.units.models import Unit


class EducationBase(models.Model):
    """A place (教育基地) that a unit offers itself and those below, until it closes."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="education_bases")
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=120, blank=True, default="")
    theme = models.CharField(max_length=120, blank=True, default="")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__path", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(closed_on=None), name="education_base_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="education_base_named"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="education_base_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class _Recorded(models.Model):
    """What a unit held on a day; ``withdrawn`` is the reason why it counts no more."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="%(class)ss")
    on = models.DateField()
    people = models.PositiveIntegerField()
    withdrawn = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    def withdraw(self, reason: str) -> None:
        """Keep the row with the reason why it counts no more."""
        self.withdrawn = reason
        self.save(update_fields=["withdrawn"])


class BaseVisit(_Recorded):
    """A unit's visit to a base: how many came, and no list of who."""

    base = models.ForeignKey(EducationBase, on_delete=models.PROTECT, related_name="visits")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "unit", "on"], condition=Q(withdrawn=""), name="base_visit_once"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="base_visit_with_people"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"


class Lesson(_Recorded):
    """A case (警示案例) that a unit learnt from, told as far as its published source tells."""

    title = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on", "title"], condition=Q(withdrawn=""), name="lesson_once"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(source=""), name="lesson_from_a_published_source"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="lesson_with_people"),
        ]

    def __str__(self) -> str:
        return self.title
