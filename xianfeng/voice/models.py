"""Notices, the library, consultations, opinions and discussion of a unit."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.units.models import Unit
from xianfeng.voice.enums import Outcome, Subject


def random_key() -> int:
    """Return a key without an order: the order of keys would tell when an opinion was given."""
    return secrets.randbelow(2**62) + 1


class Addressed(models.Model):
    """Something a unit says to its people, and when ``below`` to everything below it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    below = models.BooleanField(default=True)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True, default="")
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


def _withdrawn_with_reason(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(withdrawn_on=None, withdrawn_reason="")
        | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
        name=name,
    )


class Notice(Addressed):
    """A notice that stands from one day until another, or without an end."""

    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["unit", "from_on"])]
        constraints = [
            _withdrawn_with_reason("notice_withdrawn_why"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="notice_forward"
            ),
        ]


class LibraryItem(Addressed):
    """A text or a link that members study or look up."""

    link = models.URLField(max_length=400, blank=True, default="")
    added_on = models.DateField()

    class Meta:
        ordering = ["-added_on", "-pk"]
        indexes = [models.Index(fields=["unit", "added_on"])]
        constraints = [
            _withdrawn_with_reason("library_withdrawn_why"),
            models.CheckConstraint(condition=~Q(text="", link=""), name="library_says_something"),
        ]


class Consultation(Addressed):
    """A question asked before a decision (征求意见); named or anonymous, fixed when it is asked."""

    anonymous = models.BooleanField()
    asked_on = models.DateField()
    due_on = models.DateField()
    decided_on = models.DateField(null=True)
    decision = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-asked_on", "-pk"]
        indexes = [models.Index(fields=["unit", "asked_on"])]
        constraints = [
            _withdrawn_with_reason("consultation_withdrawn_why"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")), name="consultation_forward"
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, decision="")
                | (Q(decided_on__isnull=False, decided_on__gt=F("due_on")) & ~Q(decision="")),
                name="consultation_decided_after_closing",
            ),
        ]


class Opinion(models.Model):
    """An opinion and its answer. An anonymous one holds nobody: no user, no name, no time of day.

    One given to an anonymous consultation counts as received on the consultation's last day.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    subject = models.CharField(max_length=12, choices=Subject.choices)
    page = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    anonymous = models.BooleanField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=60, blank=True, default="")
    on_behalf = models.BooleanField(default=False)
    received_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["-received_on", "pk"]
        indexes = [models.Index(fields=["unit", "received_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=True, user=None, author_name="", on_behalf=False)
                | (Q(anonymous=False) & ~Q(author_name="")),
                name="opinion_anonymous_holds_nobody",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="", answer="", answered_by="")
                | (Q(answered_on__isnull=False, outcome__in=Outcome.values) & ~Q(answer="")),
                name="opinion_answered_with_words",
            ),
            models.CheckConstraint(
                condition=Q(subject="consultation", consultation__isnull=False)
                | Q(subject__in=["work", "system"], consultation=None),
                name="opinion_subject_and_consultation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}方面的意见（{self.received_on}）"


class Thread(models.Model):
    """A discussion: free, or under a notice or a consultation."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    below = models.BooleanField(default=True)
    title = models.CharField(max_length=120)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="threads")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, null=True, related_name="threads"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["unit", "opened_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice=None) | Q(consultation=None), name="thread_under_one"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Remark(models.Model):
    """What somebody says in a discussion, under their name; taken back, only the mark stays."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="remarks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=100)
    text = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False, text="")
                | (Q(withdrawn_at=None) & ~Q(text="")),
                name="remark_text_until_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author_name} {self.written_at:%Y-%m-%d}"
