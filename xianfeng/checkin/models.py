"""Check-ins of units and members at communities, assignments, deployments to the front."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from xianfeng.checkin.enums import CheckinState, DeploymentKind
from xianfeng.members.models import Member
from xianfeng.units.models import Place, Unit


class UnitCheckin(models.Model):
    """A unit of an agency checked in at a community (单位报到): [from_on, until_on)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="checkins")
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="unit_checkins")
    agreement = models.CharField(max_length=500, blank=True, default="")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=CheckinState.choices, default=CheckinState.REPORTED.value
    )
    confirmed_on = models.DateField(null=True)
    refused_because = models.CharField(max_length=300, blank=True, default="")
    on_behalf = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "-from_on"]
        indexes = [models.Index(fields=["community", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "community"],
                condition=Q(state__in=["reported", "confirmed"]),
                name="unit_checkin_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="unit_checkin_forward",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", until_on__isnull=False)
                | (~Q(state="ended") & Q(until_on=None)),
                name="unit_checkin_ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.community_id}"


class MemberCheckin(models.Model):
    """A member checked in at the community of their home (党员报到): [from_on, until_on).

    ``skills``, ``wishes`` and ``slots`` are bits of the lists in ``enums`` and of the week;
    ``monthly_limit`` is how many orders a month the member is willing to take.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="checkins")
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="member_checkins")
    grid = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    skills = models.PositiveBigIntegerField(default=0)
    wishes = models.PositiveBigIntegerField(default=0)
    slots = models.PositiveBigIntegerField(default=0)
    monthly_limit = models.PositiveSmallIntegerField(default=2)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=CheckinState.choices, default=CheckinState.REPORTED.value
    )
    confirmed_on = models.DateField(null=True)
    refused_because = models.CharField(max_length=300, blank=True, default="")
    on_behalf = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["member__name", "-from_on"]
        indexes = [models.Index(fields=["community", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=["reported", "confirmed"]),
                name="member_checkin_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="member_checkin_forward",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", until_on__isnull=False)
                | (~Q(state="ended") & Q(until_on=None)),
                name="member_checkin_ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.community_id}"


class Assignment(models.Model):
    """A community or grid that a unit is assigned to help (联系帮扶): [from_on, until_on)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="assignments")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__path", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "place"], condition=Q(until_on=None), name="assignment_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="assignment_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.place_id}"


class Deployment(models.Model):
    """A member at the front (下沉), or first secretary of an estate: [from_on, until_on)."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="deployments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="deployments")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="deployments")
    kind = models.CharField(
        max_length=16, choices=[(kind.value, kind.value) for kind in DeploymentKind]
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "place", "kind", "from_on"], name="deployment_once"
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(kind="first_secretary", until_on=None),
                name="first_secretary_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="deployment_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.place_id}"

    def stands(self, on: date) -> bool:
        """True when it covers the day."""
        return self.from_on <= on and (self.until_on is None or self.until_on > on)
