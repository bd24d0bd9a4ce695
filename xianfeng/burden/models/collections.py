"""Collection tasks (数据征集): what is asked, of whom, why, until when, and each unit's answer."""

from django.db import models
from django.db.models import F, Q

from xianfeng.burden.enums import CollectionState, FieldKind, ReplyState
from xianfeng.units.models import Unit


class Collection(models.Model):
    """A superior's request for data to the units below it; it ends by itself on ``expires_on``."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    kinds = models.JSONField(default=list)
    due_on = models.DateField()
    expires_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=CollectionState.choices, default=CollectionState.DRAFT.value
    )
    issued_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    expired = models.BooleanField(default=False)
    ended_because = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "expires_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", issued_on=None, closed_on=None)
                | Q(state="issued", issued_on__isnull=False, closed_on=None)
                | Q(state="closed", issued_on__isnull=False, closed_on__isnull=False)
                | Q(state="recalled", closed_on__isnull=False),
                name="collection_dated_by_state",
            ),
            models.CheckConstraint(
                condition=Q(due_on__lte=F("expires_on")), name="collection_due_before_its_end"
            ),
            models.CheckConstraint(
                condition=Q(expired=False) | Q(state="closed"), name="collection_expired_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One field: known (``source`` says where from, for which days), or new with its reason."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=FieldKind.choices)
    title = models.CharField(max_length=80)
    core = models.CharField(max_length=80)
    source = models.CharField(max_length=80, blank=True, default="")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    choices = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["collection", "seq"]
        indexes = [models.Index(fields=["core"])]
        constraints = [
            models.UniqueConstraint(fields=["collection", "seq"], name="collection_item_once"),
            models.UniqueConstraint(fields=["collection", "title"], name="collection_title_once"),
            models.CheckConstraint(
                condition=(Q(kind="known") & ~Q(source=""))
                | (Q(kind__in=["text", "number", "date", "choice"], source="") & ~Q(reason="")),
                name="collection_item_known_or_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def known(self) -> bool:
        """True when the system holds it: nobody types it."""
        return bool(self.source)


class Reply(models.Model):
    """One unit's answer; 本单位无 is an answer."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="collection_replies")
    state = models.CharField(
        max_length=10, choices=ReplyState.choices, default=ReplyState.OPEN.value
    )
    answered_on = models.DateField(null=True)
    none = models.BooleanField(default=False)
    on_behalf = models.BooleanField(default=False)
    reopened_because = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["collection", "unit__path"]
        indexes = [models.Index(fields=["unit", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["collection", "unit"], name="collection_reply_once"),
            models.CheckConstraint(
                condition=Q(state="answered", answered_on__isnull=False)
                | Q(state__in=["open", "reopened"], answered_on=None),
                name="collection_reply_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.unit_id}"


class Entry(models.Model):
    """What a reply says of one field: a value, or that what is known is right or is not."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=300, blank=True, default="")
    agreed = models.BooleanField(null=True)
    objection = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["item__seq"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "item"], name="collection_entry_once"),
            models.CheckConstraint(
                condition=Q(agreed=None, objection="")
                | Q(agreed=True, objection="")
                | (Q(agreed=False) & ~Q(objection="")),
                name="collection_entry_says_what_is_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.item_id}"
