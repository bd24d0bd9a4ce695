"""Proposals: who could come and why, and which places stay open, as the last match said."""

from django.db import models

from xianfeng.members.models import Member
from xianfeng.service.models.requests import Request


class Proposal(models.Model):
    """One member proposed for a request. People decide; nothing is dispatched by itself.

    ``reasons`` are codes of ``matching.Reason`` joined by commas; ``next_dearer`` is how many
    points more the next best would cost, and nothing where nobody else could come.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="proposals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    cost = models.PositiveIntegerField()
    reasons = models.CharField(max_length=120)
    next_best = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    next_dearer = models.IntegerField(null=True)
    made_on = models.DateField()

    class Meta:
        ordering = ["request", "cost", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "member"], name="proposal_once"),
            models.CheckConstraint(
                condition=models.Q(next_best=None, next_dearer=None)
                | models.Q(next_best__isnull=False, next_dearer__isnull=False),
                name="proposal_next_with_price",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.member_id}"


class Shortage(models.Model):
    """The places of a request for which the last match found nobody.

    ``why`` is a code of ``matching.Why``; ``eligible`` is how many met every limit, whether
    they are proposed for it or elsewhere.
    """

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="shortage")
    places = models.PositiveSmallIntegerField()
    eligible = models.PositiveIntegerField()
    why = models.CharField(max_length=10)
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(places__gte=1), name="shortage_of_places"),
            models.CheckConstraint(
                condition=models.Q(
                    why__in=["nobody", "skill", "time", "full", "away", "few", "taken"]
                ),
                name="shortage_why_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.why}"
