"""Mass organisations, and the events they and party units hold."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.outreach import rules
from xianfeng.outreach.enums import EventKind, MassKind
from xianfeng.units.models import Agency, Unit


class MassOrganisation(models.Model):
    """A mass organisation (群团) of an agency; ``unit`` is the party unit that leads it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="mass_organisations")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="mass_organisations"
    )
    kind = models.CharField(max_length=10, choices=MassKind.choices)
    name = models.CharField(max_length=100)
    set_up_on = models.DateField()
    dissolved_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="mass_organisation_once"),
            models.CheckConstraint(
                condition=Q(kind__in=MassKind.values), name="mass_organisation_kind"
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gt=F("set_up_on")),
                name="mass_organisation_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MassOfficer(models.Model):
    """Who holds an office of a mass organisation, by name: they need not be members."""

    organisation = models.ForeignKey(
        MassOrganisation, on_delete=models.CASCADE, related_name="officers"
    )
    title = models.CharField(max_length=30)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"


class Event(models.Model):
    """Something held for people to take part in; ``edition`` counts the events of one series."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events")
    organisation = models.ForeignKey(
        MassOrganisation, on_delete=models.PROTECT, null=True, related_name="events"
    )
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    title = models.CharField(max_length=100)
    series = models.CharField(max_length=60, blank=True, default="")
    edition = models.PositiveSmallIntegerField(null=True)
    on = models.DateField()
    members = models.PositiveIntegerField(default=0)
    staff = models.PositiveIntegerField(default=0)
    public = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=500, blank=True, default="")
    withdrawn = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "on"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind"),
            models.CheckConstraint(
                condition=Q(series="", edition=None)
                | ~Q(series="") & Q(edition__gte=1, edition__lte=rules.LONGEST),
                name="event_edition_of_a_series",
            ),
            models.UniqueConstraint(
                fields=["unit", "series", "edition"],
                condition=Q(withdrawn="") & ~Q(series=""),
                name="event_edition_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ordinal(self) -> str:
        """Return the edition as people write it, or nothing."""
        return rules.ordinal(self.edition) if self.edition else ""

    def withdraw(self, reason: str) -> None:
        """Keep the row with the reason why it counts no more."""
        self.withdrawn = reason
        self.save(update_fields=["withdrawn"])
