"""Duties as last derived, which years were derived, and periods declared empty."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from xianfeng.units.models import Unit


class Duty(models.Model):
    """One thing owed, derived from a rule and facts. Dates, not states: no row changes overnight.

    ``subject`` is the member or the commitment's row (0: the unit itself owes it). ``met_on`` is
    the day the needed fact happened; ``none_on`` the day "本月无" was said. State and card at any
    date follow from these and the rule.
    """

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="duties", db_index=False)
    subject = models.BigIntegerField(default=0)
    period = models.CharField(max_length=8)
    starts_on = models.DateField()
    due_on = models.DateField()
    need = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    met_on = models.DateField(null=True)
    none_on = models.DateField(null=True)

    class Meta:
        indexes = [
            # The board counts units in the order of the tree from this index alone.
            models.Index(
                fields=["unit", "rule", "due_on", "starts_on", "period", "met_on", "none_on"],
                name="duty_of_unit",
            ),
            # What is overdue in a whole city is a small part of it.
            models.Index(
                fields=["rule", "due_on", "unit", "starts_on"],
                condition=Q(met_on=None, none_on=None),
                name="duty_unanswered",
            ),
            models.Index(fields=["met_on"], condition=Q(met_on__isnull=False), name="duty_met"),
            models.Index(
                fields=["none_on"], condition=Q(none_on__isnull=False), name="duty_said_none"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["rule", "unit", "period", "subject"], name="duty_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit_id} {self.period}"


class DerivedYear(models.Model):
    """A marker: the duties of this rule that are due in this year stand in the table.

    ``digest`` is the rule's fingerprint: under another one they are derived again.
    """

    rule = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "year"], name="derived_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.year}"


class NoneDeclared(models.Model):
    """A fact: a unit said that there is nothing for a rule in a period (本月无)."""

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="none_declared")
    period = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    declared_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "unit", "period"], name="none_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit_id} {self.period}"
