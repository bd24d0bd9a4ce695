"""Party units in their tree, agencies, terms, communities, and roles on units."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.units.enums import GridLevel, Role, Sector, UnitKind


class Agency(models.Model):
    """A body (单位) in which party units are set up."""

    name = models.CharField(max_length=100, unique=True)
    sector = models.CharField(max_length=20, choices=Sector.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values), name="agency_sector_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A party unit. ``path`` is the parent's path and a step of five digits, in the fixed order."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=250, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="units")
    established_on = models.DateField()
    abolished_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["path"]
        indexes = [models.Index(fields=["kind", "path"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_known"),
            models.CheckConstraint(
                condition=Q(abolished_on=None) | Q(abolished_on__gt=F("established_on")),
                name="unit_abolished_after_established",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """Return the level in the tree; the root is 1."""
        return len(self.path) // 5


class UnitState(models.Model):
    """What a unit was called, what it was and where it stood in the stretch [from_on, until_on).

    The stretches of a unit follow each other without a gap from its first day to its last; the
    open one equals what ``Unit`` holds today.
    """

    # Not among a unit's users: whoever takes a unit back takes its history along.
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    path = models.CharField(max_length=250)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [
            models.Index(
                fields=["until_on"], condition=Q(until_on__isnull=False), name="state_closed"
            ),
            models.Index(fields=["path"], name="state_path"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="state_kind_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="state_forward"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until_on=None), name="state_one_open"
            ),
            models.UniqueConstraint(fields=["unit", "from_on"], name="state_one_start"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.from_on}"


class Term(models.Model):
    """One term (届) of a unit's committee: [from_on, until_on)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="terms")
    from_on = models.DateField()
    until_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="term_once"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="term_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on}"


class Place(models.Model):
    """A community (社区), a grid (网格) in it, or an estate (小区) in a grid."""

    level = models.CharField(max_length=10, choices=GridLevel.choices)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="place_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent=None), name="community_once"
            ),
            models.CheckConstraint(
                condition=Q(level="community", parent=None)
                | Q(level__in=["grid", "estate"], parent__isnull=False),
                name="place_level_and_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceRole(models.Model):
    """A person works for a community: [from_on, until_on)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="place_roles"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="roles")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="place_role_forward",
            ),
            models.UniqueConstraint(fields=["user", "place", "from_on"], name="place_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.place_id}"


class UnitRole(models.Model):
    """A person's role on a unit and everything below it: [from_on, until_on)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="unit_roles"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="role_forward"
            ),
            models.UniqueConstraint(fields=["user", "unit", "role", "from_on"], name="role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"
