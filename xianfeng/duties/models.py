"""Duties and cards as last derived, and what units said and asked about their duties."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from xianfeng.duties.enums import AppealState, Card, Lifted, WaiverState
from xianfeng.units.models import Unit


class Duty(models.Model):
    """One thing owed, derived from a rule and facts. Dates, not states: no row changes overnight.

    ``subject`` is the member or the commitment's row (0: the unit itself owes it). ``met_on`` is
    the day the needed fact happened; ``none_on`` the day "本月无" was said. It is waived in
    ``[waived_on, waived_until)``, and gets no card from ``spared_on``: an appeal was upheld.
    State and card at any date follow from these and the rule.
    """

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="duties", db_index=False)
    subject = models.BigIntegerField(default=0)
    period = models.CharField(max_length=8)
    starts_on = models.DateField()
    due_on = models.DateField()
    need = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    met_on = models.DateField(null=True)
    none_on = models.DateField(null=True)
    waived_on = models.DateField(null=True)
    waived_until = models.DateField(null=True)
    spared_on = models.DateField(null=True)

    class Meta:
        indexes = [
            # The board counts units in the order of the tree from this index alone.
            models.Index(
                fields=[
                    "unit",
                    "rule",
                    "due_on",
                    "starts_on",
                    "period",
                    "met_on",
                    "none_on",
                    "waived_on",
                    "waived_until",
                ],
                name="duty_of_unit",
            ),
            # What is overdue in a whole city is a small part of it.
            models.Index(
                fields=["rule", "due_on", "unit", "starts_on"],
                condition=Q(met_on=None, none_on=None),
                name="duty_unanswered",
            ),
            models.Index(fields=["met_on"], condition=Q(met_on__isnull=False), name="duty_met"),
            models.Index(
                fields=["none_on"], condition=Q(none_on__isnull=False), name="duty_said_none"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["rule", "unit", "period", "subject"], name="duty_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit_id} {self.period}"


class DerivedYear(models.Model):
    """A marker: the duties of this rule that are due in this year stand in the table.

    ``digest`` is the rule's fingerprint: under another one they are derived again.
    """

    rule = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "year"], name="derived_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.year}"


class NoneDeclared(models.Model):
    """A fact: a unit said that there is nothing for a rule in a period (本月无)."""

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="none_declared")
    period = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    declared_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "unit", "period"], name="none_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit_id} {self.period}"


class GivenCard(models.Model):
    """A card of a unit for one duty in ``[given_on, lifted_on)``, derived from duties and rules.

    ``run`` misses in a row gave it; 0: the days overdue did. A duty that turns from yellow to red
    has two rows, and the yellow one is lifted on the day of the red one.
    """

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="cards", db_index=False)
    subject = models.BigIntegerField(default=0)
    period = models.CharField(max_length=8)
    starts_on = models.DateField()
    due_on = models.DateField()
    card = models.CharField(max_length=6, choices=Card.choices)
    given_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_by = models.CharField(max_length=6, choices=Lifted.choices, blank=True, default="")
    run = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "given_on", "lifted_on"], name="card_of_unit"),
            models.Index(fields=["rule", "given_on"], name="card_of_rule"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "unit", "period", "subject", "card", "given_on"], name="card_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.unit_id} {self.period} {self.card}"

    @property
    def key(self) -> str:
        """Return what names the duty's card in an address."""
        return f"{self.rule}/{self.unit.code}/{self.period}/{self.subject}"


class DerivedCards(models.Model):
    """A marker: the cards of this rule given up to a day stand in the table.

    They are those of the periods that began from ``since`` on: from then the place is watched.
    """

    rule = models.CharField(max_length=60, unique=True)
    since = models.DateField()
    until = models.DateField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.rule} {self.until}"


class Plea(models.Model):
    """What a unit asks about one duty with its reason, and the superior's word on it."""

    rule = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    subject = models.BigIntegerField(default=0)
    period = models.CharField(max_length=8)
    reason = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on_behalf = models.BooleanField(default=False)
    word = models.CharField(max_length=300, blank=True, default="")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.rule} {self.unit_id} {self.period}"

    @property
    def key(self) -> str:
        """Return what names the duty's card in an address."""
        return f"{self.rule}/{self.unit.code}/{self.period}/{self.subject}"


class Waiver(Plea):
    """A unit asks to be excused from one duty. Granted, it holds until it is revoked."""

    state = models.CharField(max_length=10, choices=WaiverState.choices, default=WaiverState.ASKED)
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            # A duty is waived once at most: what was revoked is not asked for again.
            models.UniqueConstraint(
                fields=["rule", "unit", "period", "subject"],
                condition=Q(state__in=["asked", "granted", "revoked"]),
                name="waiver_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "taken_back"], decided_on__isnull=True)
                | Q(state__in=["granted", "refused", "revoked"], decided_on__isnull=False),
                name="waiver_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_on__isnull=False)
                | (~Q(state="revoked") & Q(revoked_on__isnull=True)),
                name="waiver_revoked",
            ),
        ]


class Appeal(Plea):
    """A unit appeals the card it holds for a duty. Upheld, no card shows for it from that day."""

    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.ASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "unit", "period", "subject"],
                condition=Q(state__in=["asked", "upheld"]),
                name="appeal_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "taken_back"], decided_on__isnull=True)
                | Q(state__in=["upheld", "dismissed"], decided_on__isnull=False),
                name="appeal_decided",
            ),
        ]
