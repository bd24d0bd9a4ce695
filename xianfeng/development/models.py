"""People on their way into the ranks, the steps they took, their papers, limits and quotas."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from xianfeng.development.enums import Ending, Limit, Outcome, Part
from xianfeng.development.rules.history import Entry
from xianfeng.kernel import crypto
from xianfeng.members.enums import Sex
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Candidate(models.Model):
    """A person before being a member. Where they stand follows from their records alone.

    ``member`` is set when the acceptance is approved. A person who comes back after an ending is a
    new row.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    ethnicity = models.CharField(max_length=2, default="01")
    born_on = models.DateField()
    education = models.CharField(max_length=40, blank=True, default="")
    id_number_sealed = models.BinaryField(default=b"")
    id_number_index = models.BinaryField(max_length=32, null=True)
    member = models.OneToOneField(
        Member, on_delete=models.PROTECT, null=True, related_name="development"
    )
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True, default="")
    ending_reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "ended_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="candidate_sex_known"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="")
                | Q(ended_on__isnull=False, ending__in=Ending.values),
                name="candidate_ended_how",
            ),
            models.UniqueConstraint(
                fields=["id_number_index"],
                condition=Q(ended_on=None),
                name="candidate_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def id_number(self) -> str:
        """Return the identity number in clear: for masking."""
        return crypto.unseal(self.id_number_sealed)


class StepRecord(models.Model):
    """One step as it happened; what the step has no use for is empty."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="records")
    step = models.PositiveSmallIntegerField()
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    by = models.CharField(max_length=60, blank=True, default="")
    publicity_from = models.DateField(null=True)
    publicity_until = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    hours = models.PositiveSmallIntegerField(null=True)
    expected = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    in_favour = models.PositiveIntegerField(null=True)
    against = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    party_group_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=100)
    on_behalf = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "step", "pk"]
        indexes = [models.Index(fields=["candidate", "step"]), models.Index(fields=["step", "on"])]
        constraints = [
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=25), name="step_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="step_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(present=None) | Q(present__lte=F("expected")),
                name="step_present_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.step} {self.on}"

    def entry(self) -> Entry:
        """Return what the record states, as the rules read it (people must be prefetched)."""
        own = {name: getattr(self, name) for name in Entry.__dataclass_fields__ if name in _OWN}
        people: dict[str, list[int]] = {Part.CONTACT: [], Part.SPONSOR: []}
        for one in self.people.all():
            people[one.part].append(one.member_id)
        return Entry(
            **own,
            contacts=tuple(sorted(people[Part.CONTACT])),
            sponsors=tuple(sorted(people[Part.SPONSOR])),
        )

    def snapshot(self) -> dict[str, Any]:
        """Return the same as plain JSON, without what is empty."""
        return plain(self.entry())


_OWN = {field.name for field in StepRecord._meta.concrete_fields}


def plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON carries it, without what is empty."""
    stated = {name: value for name, value in vars(entry).items() if value not in (None, "", ())}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in stated.items()
    }


class StepPerson(models.Model):
    """A full member who is contact (培养联系人) or sponsor (入党介绍人) by a step."""

    record = models.ForeignKey(StepRecord, on_delete=models.CASCADE, related_name="people")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="development_parts")
    part = models.CharField(max_length=8, choices=Part.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "member", "part"], name="step_person_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="step_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.member_id}"


class StepVersion(models.Model):
    """What a record said before an amendment, and why it was amended."""

    record = models.ForeignKey(StepRecord, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=200)
    amended_by = models.CharField(max_length=100)
    amended_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="step_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.version}"


class Paper(models.Model):
    """A paper of the file that is at hand: its own number and date, for the checklist."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="papers")
    step = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True, default="")
    dated_on = models.DateField(null=True)

    class Meta:
        ordering = ["step", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "step", "title"], name="paper_once")
        ]

    def __str__(self) -> str:
        return self.title


class Deadline(models.Model):
    """A limit that a step opened, by the edition of its day; rewritten whenever a record changes.

    ``unit`` owes it: the branch, or the superior that decides.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="deadlines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="development_deadlines")
    limit = models.CharField(max_length=20, choices=Limit.choices)
    since_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["unit", "due_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(limit__in=Limit.values), name="deadline_known"),
            models.UniqueConstraint(
                fields=["candidate", "limit", "since_on"], name="deadline_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate.name}：{self.get_limit_display()}"


class Quota(models.Model):
    """How many a unit may accept in a year (控制总量), as its superior set it.

    ``above`` is the quota it was cut from; a figure counts each number once.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="development_quotas")
    year_begins = models.DateField()
    number = models.PositiveIntegerField()
    above = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="shares")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year_begins", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year_begins"], name="quota_once"),
            models.CheckConstraint(
                condition=Q(year_begins__month=1, year_begins__day=1), name="quota_of_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year_begins.year} {self.number}"
