"""Themes that a superior offers for a month, and a branch's fixed day of the month."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from xianfeng.units.models import Unit


class Theme(models.Model):
    """A theme for the theme days of one month, offered to everything below the unit.

    ``month`` is the first day of the month. Nobody is bound to take one.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="themes")
    month = models.DateField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-month", "unit__path", "pk"]
        indexes = [models.Index(fields=["unit", "month"])]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="theme_month_first_day"),
            models.UniqueConstraint(fields=["unit", "month", "title"], name="theme_once"),
        ]

    def __str__(self) -> str:
        return self.title


class FixedDay(models.Model):
    """The day of the month on which a unit holds its theme day as a rule.

    Source: 支部工作条例 16 (每月相对固定1天).
    """

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="fixed_day")
    day = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day__range=(1, 31)), name="fixed_day_of_month")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"
