"""Transfers of the party relationship (组织关系转接): the letter, and what became of it."""

from django.db import models
from django.db.models import F, Q

from xianfeng.members.enums import TransferKind, TransferState, TransferWay
from xianfeng.members.models.person import Member
from xianfeng.units.models import Unit

_INSIDE = Q(kind=TransferKind.INSIDE, from_unit__isnull=False, to_unit__isnull=False, outside="")
_OUT = Q(kind=TransferKind.OUTSIDE_OUT, from_unit__isnull=False, to_unit=None) & ~Q(outside="")
_IN = Q(kind=TransferKind.OUTSIDE_IN, from_unit=None, to_unit__isnull=False) & ~Q(outside="")


class Transfer(models.Model):
    """A member on the way from one unit to another, or from or to an organisation outside.

    The branch spell does not begin or end with the letter but with its receipt (``closed_on``).
    ``runs_out_on`` is the last day of the letter; ``acknowledgement`` is the number on the slip
    (回执) that came back.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="transfers")
    kind = models.CharField(max_length=12, choices=TransferKind.choices)
    way = models.CharField(max_length=12, choices=TransferWay.choices)
    from_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="transfers_out"
    )
    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="transfers_in"
    )
    outside = models.CharField(max_length=120, blank=True, default="")
    number = models.CharField(max_length=40, blank=True, default="")
    issued_on = models.DateField()
    valid_days = models.PositiveSmallIntegerField(default=90)
    runs_out_on = models.DateField()
    dues_until = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(
        max_length=10, choices=TransferState.choices, default=TransferState.ISSUED
    )
    closed_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    acknowledgement = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["from_unit", "state"]),
            models.Index(fields=["to_unit", "state"]),
        ]
        constraints = [
            models.CheckConstraint(condition=_INSIDE | _OUT | _IN, name="transfer_ends"),
            models.CheckConstraint(
                condition=Q(way__in=TransferWay.values), name="transfer_way_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_days__gte=1, valid_days__lte=90), name="transfer_valid_days"
            ),
            models.CheckConstraint(
                condition=Q(runs_out_on__gt=F("issued_on")), name="transfer_runs_out_later"
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.ISSUED, closed_on=None)
                | Q(state__in=TransferState.closed(), closed_on__gte=F("issued_on")),
                name="transfer_closed_with_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransferState.REFUSED) | ~Q(reason=""),
                name="transfer_refused_with_reason",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=TransferState.ISSUED),
                name="transfer_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name}：{self.get_kind_display()}"
