"""A branch's yearly review, what stands in it of each member, and what follows from the last grade.

No sum, no mark out of a hundred and no order of members: only counts of votes and one grade.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.members.models import Member
from xianfeng.reviews.enums import Grade, Step
from xianfeng.units.models import Unit
from xianfeng.voting.models import Option, Poll


class Review(models.Model):
    """民主评议 of one branch for one year.

    The three counts of 群众评议 are of the branch's members as a whole, from whom they serve.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.PREPARED)
    prepared_on = models.DateField()
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.PositiveIntegerField(null=True)
    satisfied = models.PositiveIntegerField(null=True)
    fairly = models.PositiveIntegerField(null=True)
    dissatisfied = models.PositiveIntegerField(null=True)
    informed_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    cancelled_because = models.CharField(max_length=200, blank=True, default="")
    on_behalf = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=~Q(step="cancelled"), name="review_once"
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="review_step"),
            models.CheckConstraint(
                condition=Q(step__in=["informed", "closed"], informed_on__isnull=False)
                | (~Q(step__in=["informed", "closed"]) & Q(informed_on=None)),
                name="review_informed_when",
            ),
            models.CheckConstraint(
                condition=Q(asked=None, satisfied=None, fairly=None, dissatisfied=None)
                | Q(
                    asked__isnull=False,
                    satisfied__isnull=False,
                    fairly__isnull=False,
                    dissatisfied__isnull=False,
                    asked__gte=F("satisfied") + F("fairly") + F("dissatisfied"),
                ),
                name="review_mass_within_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class Entry(models.Model):
    """A member in a review. Those on probation take part and get no grade.

    ``grade_reason`` says why the committee's grade is not the one with the most votes.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="entries")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reviews")
    probationary = models.BooleanField()
    self_review = models.TextField(blank=True, default="")
    self_on = models.DateField(null=True)
    self_on_behalf = models.BooleanField(default=False)
    option = models.OneToOneField(Option, on_delete=models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=12, choices=Grade.choices, blank=True, default="")
    grade_reason = models.CharField(max_length=200, blank=True, default="")
    reply = models.TextField(blank=True, default="")
    replied_on = models.DateField(null=True)
    answer = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="entry_once"),
            models.CheckConstraint(
                condition=Q(grade="") | Q(probationary=False, grade__in=Grade.values),
                name="entry_probation_has_no_grade",
            ),
            models.CheckConstraint(
                condition=Q(self_on=None, self_review="")
                | (Q(self_on__isnull=False) & ~Q(self_review="")),
                name="entry_self_review_with_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(replied_on__isnull=False),
                name="entry_answer_to_a_reply",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.member_id}"


class Correction(models.Model):
    """限期改正 after the last grade: what is to be put right, by when, and that it was."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="correction")
    measure = models.TextField()
    set_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("set_on")), name="correction_forward"),
            models.CheckConstraint(
                condition=Q(done_on=None, result="")
                | (Q(done_on__isnull=False, done_on__gte=F("set_on")) & ~Q(result="")),
                name="correction_done_with_result",
            ),
        ]

    def __str__(self) -> str:
        # Without a name: this stands in lists of what a unit owes.
        return f"民主评议后限期改正 {self.due_on}"
