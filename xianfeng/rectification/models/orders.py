"""Orders (交办单): problems that go out together to one unit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from xianfeng.rectification.enums import OrderState
from xianfeng.units.models import Unit


class Order(models.Model):
    """An order of one unit to another; it has a number from the day it is issued."""

    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders_issued")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders_received")
    title = models.CharField(max_length=120)
    basis = models.CharField(max_length=500, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=10, choices=OrderState.choices, default=OrderState.DRAFT.value
    )
    due_on = models.DateField()
    receive_by = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    reply = models.TextField(blank=True, default="")
    sent_back_because = models.CharField(max_length=500, blank=True, default="")
    recalled_because = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-seq", "-pk"]
        indexes = [
            models.Index(fields=["unit", "issued_on"]),
            models.Index(fields=["issuer", "issued_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "seq"], name="order_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="order_state_known"
            ),
            models.CheckConstraint(condition=~Q(unit=F("issuer")), name="order_to_another"),
            models.CheckConstraint(
                condition=Q(
                    state="draft", issued_on=None, received_on=None, replied_on=None, closed_on=None
                )
                | Q(
                    state="issued",
                    issued_on__isnull=False,
                    received_on=None,
                    replied_on=None,
                    closed_on=None,
                )
                | Q(
                    state="received",
                    issued_on__isnull=False,
                    received_on__isnull=False,
                    replied_on=None,
                    closed_on=None,
                )
                | Q(
                    state="replied",
                    issued_on__isnull=False,
                    received_on__isnull=False,
                    replied_on__isnull=False,
                    closed_on=None,
                )
                | Q(
                    state="closed",
                    issued_on__isnull=False,
                    received_on__isnull=False,
                    replied_on__isnull=False,
                    closed_on__isnull=False,
                )
                | Q(state="recalled", received_on=None, replied_on=None, closed_on=None),
                name="order_dated_by_state",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None, seq=None)
                | Q(issued_on__isnull=False, seq__isnull=False),
                name="order_numbered_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Return the number as it is written; nothing before the order is issued.

        Source: 《党政机关公文格式》（GB/T 9704—2012）7.2.5: the year in 〔〕, the number without 第
        and without leading zeros.
        """
        told = {"year": self.year, "seq": self.seq}
        return _("督交办〔%(year)s〕%(seq)s号") % told if self.seq else ""
