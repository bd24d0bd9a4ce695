"""Rounds, the units rated in them, slips, the sealed box of an open round, and what was counted.

While a round is open no row holds a voice. See docs/algorithms/ratings.md.
"""

from django.db import models
from django.db.models import F, Q

from xianfeng.ratings import rules
from xianfeng.ratings.enums import RoundState, SlipState, Stars
from xianfeng.units.models import Unit


class Round(models.Model):
    """One round (评议) that a unit organises: both of its days are within it.

    ``opened_at`` is the one moment that the log gives to every voice of the round.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rating_rounds")
    title = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    opened_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    cancelled_because = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "until_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="rating_round_state"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="rating_round_forward"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.CLOSED, closed_on__isnull=False)
                | (~Q(state=RoundState.CLOSED) & Q(closed_on=None)),
                name="rating_round_closed_on",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RoundState.OPEN, RoundState.CLOSED])
                | Q(opened_at__isnull=False),
                name="rating_round_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Rated(models.Model):
    """A unit rated in a round. ``votes`` is known once it is closed, and for ten or more only."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="rated")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ratings")
    made = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["round", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="rating_rated_once"),
            models.CheckConstraint(
                condition=Q(votes=None) | Q(votes__gte=rules.LEAST), name="rating_rated_enough"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class Slip(models.Model):
    """The right to one voice. The key is a digest of its code, which stands on paper alone."""

    id = models.UUIDField(primary_key=True)
    rated = models.ForeignKey(Rated, on_delete=models.CASCADE, related_name="slips")
    state = models.CharField(max_length=6, choices=SlipState.choices, default=SlipState.UNUSED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SlipState.values), name="rating_slip_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rated_id} {self.state}"


class Box(models.Model):
    """Counters and words of one unit in an open round, sealed as one value of constant length."""

    rated = models.OneToOneField(Rated, on_delete=models.CASCADE, related_name="box")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.rated_id)


class Voice(models.Model):
    """One voice as it was counted: rows are written at the close, sorted, for shown units only."""

    rated = models.ForeignKey(Rated, on_delete=models.CASCADE, related_name="voices")
    stars = models.PositiveSmallIntegerField(choices=Stars.choices)

    class Meta:
        ordering = ["rated", "-stars", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stars__in=Stars.values), name="rating_voice_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.rated_id} {self.stars}"


class Remark(models.Model):
    """What somebody wrote, apart from the stars they gave: written at the close, sorted."""

    rated = models.ForeignKey(Rated, on_delete=models.CASCADE, related_name="remarks")
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["rated", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="rating_remark_written")]

    def __str__(self) -> str:
        return self.text
