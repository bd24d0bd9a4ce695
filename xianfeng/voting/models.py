"""Polls, their options and totals, who may vote, and the sealed box of a poll under way.

No row holds a vote. See docs/algorithms/ballot.md.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.members.models import Member
from xianfeng.units.models import Unit
from xianfeng.voting.enums import Mode, PollState, Purpose


class Poll(models.Model):
    """One vote of a unit. ``marks`` is a list of [id, title]; every option gets one of them.

    ``seats`` limits to how many options one ballot gives the first mark (null: no limit).
    ``expected`` is the base of quorum and majority. ``others`` allows 另选他人. ``owner`` is
    the page it belongs to, as ``url_name/key``, where it is part of a longer procedure.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="polls")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    title = models.CharField(max_length=120)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    secret = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=PollState.choices, default=PollState.DRAFT)
    marks = models.JSONField()
    seats = models.PositiveSmallIntegerField(null=True)
    others = models.BooleanField(default=False)
    expected = models.PositiveIntegerField()
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="opened_polls"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="closed_polls"
    )
    held_on = models.DateField(null=True)
    issued = models.PositiveIntegerField(null=True)
    collected = models.PositiveIntegerField(null=True)
    valid = models.PositiveIntegerField(null=True)
    owner = models.CharField(max_length=60, blank=True, default="")
    cancelled_because = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PollState.values), name="poll_state"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="poll_purpose"),
            models.CheckConstraint(
                condition=Q(mode=Mode.PAPER) | Q(mode=Mode.ELECTRONIC, secret=True),
                name="poll_electronic_is_secret",
            ),
            models.CheckConstraint(
                condition=~Q(state=PollState.CLOSED)
                | Q(
                    held_on__isnull=False,
                    issued__isnull=False,
                    collected__lte=F("issued"),
                    valid__lte=F("collected"),
                ),
                name="poll_closed_with_totals",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def first_mark(self) -> str:
        """Return the mark that ``seats`` limits, and that elects."""
        return str(self.marks[0][0])


class Option(models.Model):
    """One line of a ballot; ``written_in`` was not on it, and was named by voters (另选他人)."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="standing_in"
    )
    written_in = models.BooleanField(default=False)

    class Meta:
        ordering = ["poll", "position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="option_once"),
            models.UniqueConstraint(fields=["poll", "member"], name="option_person_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Count(models.Model):
    """How many ballots gave an option a mark; rows exist only once the poll is closed."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="counts")
    mark = models.CharField(max_length=20)
    votes = models.PositiveIntegerField()

    class Meta:
        ordering = ["option", "pk"]
        constraints = [models.UniqueConstraint(fields=["option", "mark"], name="count_once")]

    def __str__(self) -> str:
        return f"{self.option_id} {self.mark} {self.votes}"


class Voter(models.Model):
    """A member on the roll of an electronic poll: who may vote, not who did."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="polls")

    class Meta:
        ordering = ["poll", "member"]
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="voter_once")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.member_id}"


class Received(models.Model):
    """A ballot was taken from somebody: a keyed index, while the poll is open and no longer."""

    id = models.UUIDField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="received")

    def __str__(self) -> str:
        return str(self.poll_id)


class Box(models.Model):
    """The counters of an open electronic poll, sealed as one value of constant length."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="box")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.poll_id)
