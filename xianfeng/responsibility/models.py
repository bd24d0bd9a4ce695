"""Templates by post, lists issued for a year with their items, and what is noted of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xianfeng.duties.enums import Verification
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import Member
from xianfeng.responsibility.enums import Finding, Half, Kind, ListState
from xianfeng.units.models import Unit


class Template(models.Model):
    """What the holders of one kind of post answer for in a year, for the units below."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_templates")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__path", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="duty_template_once"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="duty_template_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.get_kind_display()}清单模板"


class Line(models.Model):
    """One thing that is answered for; with a rule or a figure facts measure it."""

    seq = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, blank=True, default="")
    target = models.CharField(max_length=200, blank=True, default="")
    due_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True, default="")
    verification = models.CharField(max_length=1, choices=Verification.choices)
    local = models.BooleanField(default=False)
    rule = models.CharField(max_length=60, blank=True, default="")
    figure = models.CharField(max_length=60, blank=True, default="")
    threshold = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    at_most = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    @property
    def measured(self) -> bool:
        """True when facts say whether it is done."""
        return bool(self.rule or self.figure)


_MEASURED_ONE_WAY = Q(figure="", threshold=None) | (
    ~Q(figure="") & Q(rule="", threshold__isnull=False)
)


class TemplateItem(Line):
    """One line of a template."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="items")

    class Meta:
        ordering = ["template", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["template", "seq"], name="template_item_once"),
            models.CheckConstraint(
                condition=_MEASURED_ONE_WAY, name="template_item_measured_one_way"
            ),
        ]


class DutyList(models.Model):
    """What one holder of a post in a unit answers for in a year.

    ``edition`` counts the versions of one holder's list; ``replaces`` is the list before it, of
    the same holder with other items, or of the holder before.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_lists")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_lists_issued")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="duty_lists")
    title = models.CharField(max_length=20, choices=PostTitle.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=ListState.choices)
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    issued_on = models.DateField(null=True)
    sign_by = models.DateField()
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on_behalf = models.BooleanField(default=False)
    mid_due_on = models.DateField(null=True)
    mid_on = models.DateField(null=True)
    year_due_on = models.DateField()
    closed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__path", "kind", "pk"]
        indexes = [models.Index(fields=["unit", "year"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "member", "kind", "year"],
                condition=~Q(state__in=["superseded", "recalled"]),
                name="duty_list_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="drafted", issued_on=None, signed_on=None, mid_on=None, closed_on=None
                )
                | Q(
                    state="issued", issued_on__isnull=False, signed_on=None, mid_on=None,
                    closed_on=None,
                )
                | Q(state="signed", signed_on__isnull=False, mid_on=None, closed_on=None)
                | Q(
                    state="mid_noted", signed_on__isnull=False, mid_on__isnull=False,
                    closed_on=None,
                )
                | Q(state="closed", signed_on__isnull=False, closed_on__isnull=False)
                | Q(state__in=["superseded", "recalled"]),
                name="duty_list_dated_by_state",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, state__in=[
                    "drafted", "issued", "signed", "mid_noted", "closed"
                ])
                | (Q(ended_on__isnull=False, state__in=["superseded", "recalled"]) & ~Q(reason="")),
                name="duty_list_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None)
                | Q(issued_on__isnull=False, signed_on__gte=F("issued_on")),
                name="duty_list_signed_after_issued",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} 年{self.get_title_display()}{self.get_kind_display()}清单"


class DutyItem(Line):
    """One line of an issued list; ``before`` is the same line of the list it replaces."""

    duty_list = models.ForeignKey(DutyList, on_delete=models.CASCADE, related_name="items")
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["duty_list", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["duty_list", "seq"], name="duty_item_once"),
            models.CheckConstraint(condition=_MEASURED_ONE_WAY, name="duty_item_measured_one_way"),
        ]


class Note(models.Model):
    """What was noted of one item at mid-year or for the year."""

    item = models.ForeignKey(DutyItem, on_delete=models.CASCADE, related_name="notes")
    half = models.CharField(max_length=8, choices=Half.choices)
    finding = models.CharField(max_length=10, choices=Finding.choices)
    words = models.CharField(max_length=300, blank=True, default="")
    noted_on = models.DateField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on_behalf = models.BooleanField(default=False)

    class Meta:
        ordering = ["item__seq", "half"]
        constraints = [
            models.UniqueConstraint(fields=["item", "half"], name="duty_note_once"),
            models.CheckConstraint(condition=Q(half__in=Half.values), name="duty_note_half_known"),
            models.CheckConstraint(
                condition=Q(finding__in=Finding.values), name="duty_note_finding_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.half} {self.finding}"
