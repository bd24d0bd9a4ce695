"""The spells in which a member belongs to a branch or a group."""

from django.db import models
from django.db.models import F, Q

from xianfeng.members.models.person import Member
from xianfeng.units.models import Unit


class Membership(models.Model):
    """The spell [from_on, until_on) in which a member belongs to a branch; spells never overlap."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "from_on", "until_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(until_on=None), name="membership_one_open"
            ),
            models.UniqueConstraint(fields=["member", "from_on"], name="membership_one_start"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="membership_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.unit_id} {self.from_on}"


class GroupMembership(models.Model):
    """The spell in which a member belongs to a group (党小组) of their branch."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="group_spells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="group_spells")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(until_on=None), name="group_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="group_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.unit_id} {self.from_on}"
