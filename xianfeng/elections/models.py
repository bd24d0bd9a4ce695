"""Elections of a unit: their steps, candidates, ballots and who was away; and terms moved."""

from django.db import models
from django.db.models import Q

from xianfeng.elections.enums import Answer, BallotKind, ElectionKind, ElectionState, Standing
from xianfeng.elections.rules import RUNNING
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Member
from xianfeng.units.models import Term, Unit
from xianfeng.voting.models import Poll


class Election(models.Model):
    """One re-election or by-election. ``term`` is the one that it ends, if any is on record.

    ``committee``: a committee is elected, and divides the posts; else the secretary directly.
    ``entitled`` are those with a vote on the day of the meeting, ``excused`` of them are left out
    of the base by approval, ``present`` came.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="elections")
    kind = models.CharField(max_length=12, choices=ElectionKind.choices)
    state = models.CharField(
        max_length=10, choices=ElectionState.choices, default=ElectionState.PREPARED
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="elections")
    started_on = models.DateField()
    party_group = models.BooleanField()
    committee = models.BooleanField()
    seats = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField()
    planned_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    excused = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    confirmed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ElectionState.values), name="election_state"
            ),
            models.CheckConstraint(condition=Q(kind__in=ElectionKind.values), name="election_kind"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state__in=sorted(RUNNING)), name="election_one_running"
            ),
            models.CheckConstraint(
                condition=~Q(state=ElectionState.CONFIRMED)
                | Q(met_on__isnull=False, confirmed_on__isnull=False),
                name="election_confirmed_after_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.started_on}"

    @property
    def base(self) -> int:
        """Return how many should attend: 0 before the meeting."""
        return (self.entitled or 0) - (self.excused or 0)


class Step(models.Model):
    """A step that was taken: which, on what day, with which document, and in what words."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    on = models.DateField()
    number = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["election", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.on}"


class Candidate(models.Model):
    """Somebody who stands, or was written in; ``post`` once the elected have divided the posts."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidates")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="candidacies")
    position = models.PositiveSmallIntegerField()
    written_in = models.BooleanField(default=False)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.STANDING)
    post = models.CharField(max_length=20, choices=PostTitle.choices, blank=True, default="")
    post_votes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["election", "position"]
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="candidate_once"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="candidate_standing"
            ),
            models.CheckConstraint(
                condition=Q(post="") | Q(standing=Standing.ELECTED), name="candidate_post_elected"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.member_id}"


class Ballot(models.Model):
    """A ballot of an election: the poll, for how many seats, and whether its result was taken."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="ballots")
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="ballot")
    kind = models.CharField(max_length=10, choices=BallotKind.choices)
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    taken = models.BooleanField(default=False)

    class Meta:
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="ballot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.number}"


class Absentee(models.Model):
    """Somebody with a vote who was not at the meeting; ``excused`` are out of the base."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="absentees")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="missed_elections")
    excused = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "member"], name="absentee_once")]

    def __str__(self) -> str:
        return f"{self.election_id} {self.member_id}"


class Shift(models.Model):
    """A term asked to run out later or earlier (延期、提前), and the superior's answer."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="shifts")
    until_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=300)
    asked_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    answered_on = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="shift_answer"),
            models.UniqueConstraint(
                fields=["term"], condition=Q(answer=Answer.ASKED), name="shift_one_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.to_on}"
