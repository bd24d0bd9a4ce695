"""Yearly plans, visits with their teams and records, draws of lots, photos."""

from base64 import b64decode

from django.db import models
from django.db.models import F, Q

from xianfeng.kernel import crypto
from xianfeng.members.models import Member
from xianfeng.supervision.enums import Drawn, Kind, Quarter, State
from xianfeng.units.models import Unit


class Plan(models.Model):
    """What a unit means to look at in a year, quarter by quarter."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supervision_plans")
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="supervision_plan_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class Round(models.Model):
    """One line of a plan: in a quarter, in one way, about one theme; its visits name the units."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    quarter = models.PositiveSmallIntegerField(choices=Quarter.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    theme = models.CharField(max_length=120)

    class Meta:
        ordering = ["plan", "quarter", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__in=Quarter.values), name="round_quarter_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="round_kind_known"),
        ]

    def __str__(self) -> str:
        return self.theme


class Visit(models.Model):
    """A visit of ``issuer`` to ``unit``. ``held_on`` stands once the record is confirmed.

    ``due_on`` is the last day of the quarter it was planned for; a visit that came in with a ledger
    has none. ``draft`` is what the recorder has written so far. ``team_names`` names a team that
    was not drawn, ``found`` how many problems a ledger states; both are empty otherwise.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="visits")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="visits_issued")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="visits_received")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    theme = models.CharField(max_length=120)
    due_on = models.DateField(null=True)
    planned_on = models.DateField(null=True)
    announced_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED.value)
    draft = models.JSONField(default=dict, blank=True)
    held_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    looked = models.CharField(max_length=2000, blank=True, default="")
    team_names = models.CharField(max_length=200, blank=True, default="")
    found = models.PositiveSmallIntegerField(null=True)
    ended_because = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "unit__path", "pk"]
        indexes = [
            models.Index(fields=["unit", "held_on"]),
            models.Index(fields=["issuer", "state", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="visit_kind_known"),
            models.CheckConstraint(condition=~Q(unit=F("issuer")), name="visit_to_another"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["planned", "draft", "cancelled"], held_on=None, confirmed_on=None
                )
                | Q(
                    state__in=["confirmed", "voided"],
                    held_on__isnull=False,
                    confirmed_on__isnull=False,
                    confirmed_on__gte=F("held_on"),
                ),
                name="visit_dated_by_state",
            ),
            models.CheckConstraint(
                condition=Q(announced_on=None) | ~Q(kind="unannounced"),
                name="visit_unannounced_is_not_announced",
            ),
            models.UniqueConstraint(
                fields=["issuer", "unit", "kind", "held_on"],
                condition=Q(state="confirmed"),
                name="visit_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.get_kind_display()}"


class TeamMember(models.Model):
    """Somebody drawn for a team, by their place in the order; who cannot come says why."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="supervision_teams")
    place = models.PositiveSmallIntegerField()
    leader = models.BooleanField(default=False)
    left_because = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["visit", "-leader", "place"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "member"], name="team_member_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(leader=True), name="team_one_leader"
            ),
            models.CheckConstraint(
                condition=Q(leader=False) | Q(left_because=""), name="team_leader_stays"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.place}"


class Draw(models.Model):
    """Lots drawn, with all that went in: anybody can draw again and must get ``picked``.

    ``candidates`` holds [key, why not, rank] in the order of keys; keys are unit codes or the
    numbers of members. ``reason`` says why lots were drawn a second time.
    """

    what = models.CharField(max_length=6, choices=Drawn.choices)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="draws")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="draws")
    seed = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    candidates = models.JSONField()
    picked = models.JSONField()
    drawn_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="units", round__isnull=False, visit=None)
                | Q(what="team", round=None, visit__isnull=False),
                name="draw_for_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.seed}"


class Amendment(models.Model):
    """What a confirmed record said before it was amended, and why."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="amendments")
    on = models.DateField()
    reason = models.CharField(max_length=300)
    old_held_on = models.DateField()
    old_looked = models.CharField(max_length=2000, blank=True, default="")
    added = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["visit", "pk"]

    def __str__(self) -> str:
        return self.reason


class Photo(models.Model):
    """A picture of a visit, written anew without what its camera said about itself, and sealed."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_on = models.DateField()

    class Meta:
        ordering = ["visit", "pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.width}×{self.height}"

    @property
    def jpeg(self) -> bytes:
        """Return the picture in clear: for who may read the record."""
        return b64decode(crypto.unseal(self.content))
