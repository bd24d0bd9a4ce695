"""Hours given, one row for each member and for what they came; and what was certified of them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from xianfeng.hours.enums import Source
from xianfeng.hours.rules import Line
from xianfeng.kernel.numbers import grouped
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Stint(models.Model):
    """How long a member served on a day; ``unit`` is their branch then.

    ``source`` and ``key`` name what it was for: a request of a resident, an event. ``what`` is its
    title, and for a request its kind of service, never a resident's words.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="stints")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stints")
    source = models.CharField(max_length=10, choices=Source.choices)
    key = models.PositiveBigIntegerField()
    what = models.CharField(max_length=120)
    on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["source", "key"]), models.Index(fields=["on"])]
        constraints = [
            models.UniqueConstraint(fields=["member", "source", "key"], name="stint_once"),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24), name="stint_within_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.on}"

    @property
    def line(self) -> Line:
        """Return the row as a certificate lists it."""
        return Line(self.source, self.key, self.on, self.what, f"{self.hours:.2f}")


class Certificate(models.Model):
    """A paper given out: whose, by which branch, over which days, and what it lists.

    ``lines`` are kept as they were printed (``rules.Line``), so that the paper can be printed again
    and held against the records by who reads ``number`` on it. ``on_behalf``: somebody of the
    branch asked for it, not the member.
    """

    number = models.CharField(max_length=12, unique=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="certificates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="certificates")
    first_on = models.DateField()
    last_on = models.DateField()
    lines = models.JSONField()
    hours = models.DecimalField(max_digits=8, decimal_places=2)
    made_on = models.DateField()
    on_behalf = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on"), last_on__lte=F("made_on")),
                name="certificate_of_days_gone",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="certificate_of_hours"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def listed(self) -> list[Line]:
        """Return what the paper lists, by day."""
        return [
            Line(source, key, date.fromisoformat(on), what, hours)
            for source, key, on, what, hours in self.lines
        ]

    @property
    def printed_number(self) -> str:
        """Return the number as it is printed: ``2345-6789-ABCD``."""
        return grouped(self.number)
