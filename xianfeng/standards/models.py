"""Standards with their items, branches' checks, three-year plans, and model branches."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.duties.enums import Verification
from xianfeng.standards.enums import CheckState, Finding, Stage
from xianfeng.units.models import Unit


class Standard(models.Model):
    """One year's edition of a standard, for the branches below the unit that publishes it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standards")
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    verification = models.CharField(max_length=1, choices=Verification.choices)
    due_on = models.DateField()
    published_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__path", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "year"], name="standard_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None)
                | Q(published_on__isnull=False, withdrawn_on__gte=F("published_on")),
                name="standard_withdrawn_after_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.year} 年）"


class Item(models.Model):
    """One line of a standard; with a rule or a figure it is measured, and nobody types it."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="items")
    seq = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True, default="")
    rule = models.CharField(max_length=60, blank=True, default="")
    figure = models.CharField(max_length=60, blank=True, default="")
    threshold = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    at_most = models.BooleanField(default=False)

    class Meta:
        ordering = ["standard", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "seq"], name="item_once"),
            models.CheckConstraint(
                condition=Q(figure="", threshold=None)
                | (~Q(figure="") & Q(rule="", threshold__isnull=False)),
                name="item_measured_one_way",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def measured(self) -> bool:
        """True when facts say whether it is met."""
        return bool(self.rule or self.figure)


class Check(models.Model):
    """A branch's self-check against a standard, and the superior's check of it."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="checks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="checks")
    state = models.CharField(
        max_length=12, choices=CheckState.choices, default=CheckState.DRAFT.value
    )
    submitted_on = models.DateField(null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on_behalf = models.BooleanField(default=False)
    checked_on = models.DateField(null=True)
    opinion = models.CharField(max_length=500, blank=True, default="")
    sent_back_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "standard"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "unit"], name="check_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent_back"], submitted_on=None, checked_on=None)
                | Q(state="submitted", submitted_on__isnull=False, checked_on=None)
                | Q(state="checked", submitted_on__isnull=False, checked_on__isnull=False),
                name="check_dated_by_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard.title}自查"


class Answer(models.Model):
    """What a branch found about one item, and whether the superior agrees."""

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    finding = models.CharField(max_length=16, choices=Finding.choices)
    note = models.CharField(max_length=300, blank=True, default="")
    evidence = models.CharField(max_length=300, blank=True, default="")
    agreed = models.BooleanField(null=True)
    objection = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["item__seq"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(finding__in=Finding.values), name="answer_finding_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id} {self.item_id} {self.finding}"


class Plan(models.Model):
    """A branch's three-year plan."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standard_plans")
    first_year = models.PositiveSmallIntegerField()
    set_on = models.DateField()

    class Meta:
        ordering = ["unit__path", "-first_year"]
        constraints = [models.UniqueConstraint(fields=["unit", "first_year"], name="stage_plan")]

    def __str__(self) -> str:
        return f"{self.first_year}—{self.first_year + 2} 年三年计划"


class Goal(models.Model):
    """What a branch sets itself in one year of its plan: a commitment with a due day."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    stage = models.PositiveSmallIntegerField(choices=Stage.choices)
    text = models.CharField(max_length=300)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="goals")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "stage", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="goal_stage_known"),
            models.UniqueConstraint(fields=["plan", "stage", "text"], name="goal_once"),
        ]

    def __str__(self) -> str:
        return self.text


class ModelBranch(models.Model):
    """A branch named as a model by a superior, from the day it was named until taken back."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="named_model")
    named_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="models_named")
    named_on = models.DateField()
    reason = models.CharField(max_length=300)
    taken_back_on = models.DateField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["unit__path", "-named_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "named_by"], condition=Q(taken_back_on=None), name="model_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None) | Q(taken_back_on__gt=F("named_on")),
                name="model_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.named_on}"
