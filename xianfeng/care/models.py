"""People looked after, visits, greetings, talks with what is sealed of them, and honours."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.care.enums import (
    Fund,
    GreetingForm,
    HonourLevel,
    NeedKind,
    Occasion,
    PairNeed,
    TalkForm,
    TalkKind,
    TalkPurpose,
)
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


class Recorded(models.Model):
    """What every record of this context carries; ``withdrawn`` is the reason it counts no more."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="care_%(class)ss")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)
    withdrawn = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def withdraw(self, reason: str) -> None:
        """Keep the row with the reason why it counts no more."""
        self.withdrawn, self.version = reason, self.version + 1
        self.save(update_fields=["withdrawn", "version"])


class Need(models.Model):
    """Why a member is looked after, [from_on, until_on); staff of the unit that wrote it see it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="care_needs")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="care_needs")
    kind = models.CharField(max_length=12, choices=NeedKind.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__path", "member__name", "pk"]
        indexes = [models.Index(fields=["unit", "from_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], condition=Q(until_on=None), name="need_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=NeedKind.values), name="need_kind"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="need_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind}"


class Visit(Recorded):
    """One member visited once; several visited together are several rows. ``amount`` is yuan."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="care_visits")
    on = models.DateField()
    occasion = models.CharField(max_length=14, choices=Occasion.choices)
    amount = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    fund = models.CharField(max_length=8, choices=Fund.choices, default=Fund.NONE)
    visitors = models.CharField(max_length=100, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "on"]), models.Index(fields=["member", "on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion__in=Occasion.values), name="visit_occasion"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="visit_amount"),
            models.CheckConstraint(
                condition=Q(amount=0, fund=Fund.NONE)
                | Q(amount__gt=0) & Q(fund__in=[f for f in Fund.values if f != Fund.NONE]),
                name="visit_money_has_a_fund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.on}"


class Greeting(Recorded):
    """How a member's political birthday of a year was kept."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="care_greetings")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    form = models.CharField(max_length=10, choices=GreetingForm.choices)
    activity = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"], condition=Q(withdrawn=""), name="greeting_once"
            ),
            models.CheckConstraint(condition=Q(form__in=GreetingForm.values), name="greeting_form"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"


class Talk(Recorded):
    """Two people talked; ``first`` held the higher post that day. What was said stands nowhere."""

    first = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="talks_as_first")
    second = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="talks_as_second")
    kind = models.CharField(max_length=20, choices=TalkKind.choices)
    purpose = models.CharField(
        max_length=10, choices=TalkPurpose.choices, default=TalkPurpose.ROUTINE
    )
    form = models.CharField(max_length=10, choices=TalkForm.choices, default=TalkForm.IN_PERSON)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["on"]),
            models.Index(fields=["unit", "on"]),
            models.Index(fields=["first", "on"]),
            models.Index(fields=["second", "on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "on", "purpose"],
                condition=Q(withdrawn=""),
                name="talk_once",
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="talk_of_two"),
            models.CheckConstraint(condition=Q(kind__in=TalkKind.values), name="talk_kind"),
            models.CheckConstraint(
                condition=Q(purpose__in=TalkPurpose.values), name="talk_purpose"
            ),
            models.CheckConstraint(condition=Q(form__in=TalkForm.values), name="talk_form"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id} {self.on}"


class TalkNote(models.Model):
    """What one of the two wrote down, sealed; both of them can read it, and nobody else."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="talk_notes")
    content = models.BinaryField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "author"], name="talk_note_once"),
        ]

    def __str__(self) -> str:
        return f"{self.talk_id}"


class TalkYear(models.Model):
    """How many talks a branch owes in a year and has held, derived; ``done_on`` when it has all."""

    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    required = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="talk_year_once"),
            models.CheckConstraint(condition=Q(held__lte=F("required")), name="talk_year_held"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class TalkPair(models.Model):
    """One required talk of a branch's year, derived; ``second`` is None for anybody of that side.

    Derived rows hold no member fast: an import that is undone may take its members away.
    """

    whole = models.ForeignKey(TalkYear, on_delete=models.CASCADE, related_name="pairs")
    kind = models.CharField(max_length=16, choices=PairNeed.choices)
    first = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    second = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    met_on = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PairNeed.COMMITTEE, second__isnull=False)
                | Q(kind__in=[PairNeed.WITH_COMMITTEE, PairNeed.WITH_MEMBER], second=None),
                name="talk_pair_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id}"


class TalkYearDerived(models.Model):
    """Marks a year whose required talks stand for every branch."""

    year = models.PositiveSmallIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.year)


class Honour(Recorded):
    """An honour of a member, or of the unit itself when ``member`` is None."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="care_honours"
    )
    title = models.CharField(max_length=100)
    level = models.CharField(max_length=18, choices=HonourLevel.choices)
    awarded_on = models.DateField()
    awarded_by = models.CharField(max_length=100, blank=True, default="")
    document = models.CharField(max_length=60, blank=True, default="")
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering = ["-awarded_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "awarded_on"]),
            models.Index(fields=["member", "awarded_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=HonourLevel.values), name="honour_level"),
            models.CheckConstraint(
                condition=Q(revoked_on=None)
                | Q(revoked_on__gte=F("awarded_on")) & ~Q(withdrawn=""),
                name="honour_revoked_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title
