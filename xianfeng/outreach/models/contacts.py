"""Contact points of leaders, visits there, and problems found there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Contact(models.Model):
    """A leader takes on a unit as their contact point: [from_on, until_on)."""

    leader = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "unit"], condition=Q(until_on=None), name="contact_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="contact_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} {self.unit_id}"


class ContactVisit(models.Model):
    """A leader's visit to their contact point: what was seen there."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    seen = models.CharField(max_length=1000, blank=True, default="")
    withdrawn = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "on"], condition=Q(withdrawn=""), name="contact_visit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.on}"

    def withdraw(self, reason: str) -> None:
        """Keep the row with the reason why it counts no more."""
        self.withdrawn = reason
        self.save(update_fields=["withdrawn"])


class ContactProblem(models.Model):
    """A problem found on a visit; it closes with what solved it, and never by itself."""

    visit = models.ForeignKey(ContactVisit, on_delete=models.PROTECT, related_name="problems")
    text = models.CharField(max_length=300)
    solved_on = models.DateField(null=True)
    solution = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(solved_on=None, solution="")
                | Q(solved_on__isnull=False) & ~Q(solution=""),
                name="contact_problem_solved_how",
            ),
        ]

    def __str__(self) -> str:
        return self.text
