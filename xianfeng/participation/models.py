"""What communities say of a year's participation, and reports that were signed.

The report itself is stored nowhere: it is read from the facts whenever somebody looks.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from xianfeng.members.models import Member
from xianfeng.participation.enums import Verdict
from xianfeng.units.models import Place, Unit


class Opinion(models.Model):
    """A community's word on what a unit, or a member of it, did there in a year.

    Words only: no grade, no points. ``unit`` is the member's branch where ``member`` is set.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="opinions_of_places")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="opinions_of_places"
    )
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="opinions_given")
    year = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    text = models.CharField(max_length=500, blank=True, default="")
    said_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "community", "-year"]
        indexes = [models.Index(fields=["community", "year"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "community", "year"],
                condition=Q(member=None),
                name="opinion_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=["member", "community", "year"],
                condition=Q(member__isnull=False),
                name="opinion_of_member_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="opinion_verdict_known"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="differs", text=""), name="opinion_says_what_differs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.community_id} {self.year}"


class Report(models.Model):
    """A unit's report of a year, signed while ``signed_on`` is set; opened again without it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participation_reports")
    year = models.PositiveSmallIntegerField()
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="participation_report_once"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=False) | Q(signed_by=None),
                name="participation_report_signed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
