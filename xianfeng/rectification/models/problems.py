"""Problems (问题), what was answered about each, where each stood on which day."""

from django.db import models
from django.db.models import F, Q

from xianfeng.rectification.enums import Category, ProblemState, Severity, Source
from xianfeng.rectification.models.orders import Order
from xianfeng.units.models import Unit


class Problem(models.Model):
    """Something to put right. ``unit`` owns it; ``verifier`` raised it, and alone closes it.

    A joint problem is one row for each unit that has a part in it; ``joint`` is the row of the
    leading unit. ``recurs`` is an earlier problem of the same unit, category and text. ``origin``
    names the fact where it was found (``kind:key``). ``order`` is the order that carries it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="problems")
    verifier = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="problems_raised")
    source = models.CharField(max_length=14, choices=Source.choices)
    category = models.CharField(max_length=14, choices=Category.choices)
    severity = models.CharField(
        max_length=10, choices=Severity.choices, default=Severity.ORDINARY.value
    )
    text = models.CharField(max_length=500)
    found_on = models.DateField()
    raised_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ProblemState.choices, default=ProblemState.OPEN.value
    )
    measure = models.CharField(max_length=500, blank=True, default="")
    leader = models.CharField(max_length=60, blank=True, default="")
    owner = models.CharField(max_length=60, blank=True, default="")
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True, default="")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="problems")
    joint = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    recurs = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="again")
    origin = models.CharField(max_length=80, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "due_on", "pk"]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"]),
            models.Index(fields=["verifier", "state"]),
            models.Index(fields=["unit", "category"]),
            models.Index(fields=["origin"], condition=~Q(origin=""), name="problem_origin"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="problem_source_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="problem_category_known"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="problem_severity_known"
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("verifier")), name="problem_verified_by_another"
            ),
            models.CheckConstraint(
                condition=Q(raised_on__gte=F("found_on"), due_on__gte=F("found_on")),
                name="problem_forward",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], answered_on=None, closed_on=None)
                | Q(state="answered", answered_on__isnull=False, closed_on=None)
                | Q(
                    state="closed",
                    answered_on__isnull=False,
                    closed_on__isnull=False,
                    closed_on__gte=F("answered_on"),
                ),
                name="problem_dated_by_state",
            ),
            models.CheckConstraint(condition=~Q(joint=F("id")), name="problem_not_own_lead"),
        ]

    def __str__(self) -> str:
        return self.text


class ProblemSpell(models.Model):
    """The stretch [from_on, until_on) in which a problem stood in a state, due on a day.

    The spells of a problem follow each other without a gap from the day it was raised; the open
    one says what ``Problem`` says. What was said and taken back on one day leaves no trace.
    """

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="spells")
    state = models.CharField(max_length=10, choices=ProblemState.choices)
    due_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["problem", "from_on"]
        indexes = [models.Index(fields=["from_on", "until_on"])]
        constraints = [
            models.UniqueConstraint(fields=["problem", "from_on"], name="problem_spell_once"),
            models.UniqueConstraint(
                fields=["problem"], condition=Q(until_on=None), name="problem_spell_open_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="problem_spell_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.state}"


class Answer(models.Model):
    """What the owning unit said of having put a problem right, and what the verifier found.

    ``on`` is the day on which, as the unit says, it was put right; ``given_on`` the day on which
    the answer was recorded, from which the verifier has until ``verify_by``.
    """

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="answers")
    on = models.DateField()
    given_on = models.DateField()
    verify_by = models.DateField()
    text = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=500, blank=True, default="")
    taken_back = models.BooleanField(default=False)
    accepted = models.BooleanField(null=True)
    decided_on = models.DateField(null=True)
    opinion = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["problem", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=None, decided_on=None)
                | Q(accepted__isnull=False, decided_on__isnull=False, taken_back=False),
                name="answer_decided_with_day",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Extension(models.Model):
    """A later deadline that the verifier granted; the earlier one stays on record."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="extensions")
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = models.CharField(max_length=300)
    granted_on = models.DateField()

    class Meta:
        ordering = ["problem", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_due_on__gt=F("old_due_on")), name="extension_is_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.new_due_on}"
